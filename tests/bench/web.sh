#!/bin/bash
# web.sh DIR WAYLAID DESK SECONDS - the pages beside a bare libmicrohttpd page of the same bytes
#
# Called by scripts/bench; DIR holds bench_page and bench_calls. Sixteen connections ask for the register, then for a
# case, as many seconds each, the bare page and ours in turn, three times; the better rounds count, as others use
# the machine too. Exits 1 when a limit is missed.
set -euo pipefail
dir=$1 waylaid=$2 desk=$3 seconds=$4
work=$(mktemp -d -p "$dir")
pids=()
finish() {
	for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
	wait
	rm -rf "$work"
}
trap finish EXIT
missed=0

say() { # what, whether it holds
	printf '%-90s %s\n' "$1" "$2"
	[[ $2 == ok ]] || missed=1
}

# judge WHAT EXPRESSION: what awk makes of it
judge() {
	local verdict=MISSED
	if awk "BEGIN { exit !($2) }"; then verdict=ok; fi
	say "$1" $verdict
}

# wait_for FILE PATTERN: until it stands there
wait_for() {
	for ((i = 0; i < 500; i++)); do
		if grep -q "$2" "$1" 2>/dev/null; then return; fi
		sleep 0.02
	done
	echo "web.sh: nothing is served: $(cat "$1")" >&2
	exit 1
}

cp "$desk" "$work/desk.db"
"$waylaid" --db "$work/desk.db" serve --listen 127.0.0.1:0 --quiet >"$work/out" 2>"$work/log" &
server=$!
pids+=("$server")
wait_for "$work/out" '^  http'
link=$(grep -o 'http.*' "$work/out")
port=$(cut -d: -f3 <<<"$link" | cut -d/ -f1)
judge "idle, it takes $(awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status") MB (under 32)" \
	"$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status") < 32 * 1024"
curl -s -o /dev/null -c "$work/jar" "$link"
cookie="Cookie: $(awk '/waylaid_/ { print $6 "=" $7 }' "$work/jar")"

# The first page with all that it needs, as a browser without anything loads it.
first=$(curl -s -b "$work/jar" -w '%{size_download} %{size_header}\n' -o "$work/page" "http://127.0.0.1:$port/" |
	awk '{ print $1 + $2 }')
for path in $(grep -oE '(src|href)="/assets/[^"]*"' "$work/page" | cut -d'"' -f2 | sort -u); do
	first=$((first + $(curl -s -b "$work/jar" -w '%{size_download} %{size_header}\n' -o /dev/null \
		"http://127.0.0.1:$port$path" | awk '{ print $1 + $2 }')))
done
judge "the first page with style, script and icon: $((first / 1000)) kB on the wire (under 60)" "$first < 60000"

# measure PATH NAME
measure() {
	local path=$1 rate=0 p99=999999 bare_rate=0 bare_p99=999999 bare_port r m t
	curl -s -b "$work/jar" -o "$work/bytes" "http://127.0.0.1:$port$path"
	mkfifo "$work/hold"
	"$dir/bench_page" "$work/bytes" <"$work/hold" >"$work/bare" &
	pids+=("$!")
	exec 3>"$work/hold"
	wait_for "$work/bare" '^[0-9]'
	bare_port=$(cat "$work/bare")
	for ((round = 0; round < 3; round++)); do
		read -r r m t <<<"$("$dir/bench_calls" "$bare_port" / "$cookie" 16 "$seconds")"
		bare_rate=$(awk -v a="$bare_rate" -v b="$r" 'BEGIN { print (a > b ? a : b) }')
		bare_p99=$(awk -v a="$bare_p99" -v b="$t" 'BEGIN { print (a < b ? a : b) }')
		read -r r m t <<<"$("$dir/bench_calls" "$port" "$path" "$cookie" 16 "$seconds")"
		rate=$(awk -v a="$rate" -v b="$r" 'BEGIN { print (a > b ? a : b) }')
		p99=$(awk -v a="$p99" -v b="$t" 'BEGIN { print (a < b ? a : b) }')
	done
	exec 3>&-
	rm "$work/hold"
	judge "$2 ($(($(stat -c %s "$work/bytes") / 1000)) kB): $rate a second, bare $bare_rate (at least a quarter)" \
		"4 * $rate >= $bare_rate"
	judge "$2: 99 of 100 within $p99 ms, bare $bare_p99 (at most 3 times)" "$p99 <= 3 * $bare_p99"
}
measure /cases register
measure /cases/1 'case page'
most=$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")
judge "with all that it took $most MB at most (under 128)" "$most < 128"
exit $missed
