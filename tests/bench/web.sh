#!/bin/bash
# web.sh DIR WAYLAID DESK SECONDS - the pages beside a bare libmicrohttpd page of the same bytes, and beside Fossil
#
# Called by scripts/bench; DIR holds bench_page, bench_calls and bench_bare. Sixteen connections ask for twenty
# lists of the register in turn, then for two hundred cases: each once, which is the rate of pages that nobody has
# asked for yet; then as many seconds as were given, the bare pages and ours in turn, three times; the better
# rounds count, as others use the machine too. Fossil's pages of two hundred tickets, and a report of fifty, are
# asked for by two connections, where it is quickest: past eight its queue drops callers. Then both kinds of pages
# while one connection logs twenty contacts a second, so that no page is kept for long. Then sixteen
# connections log contacts by the form, and one thread runs on a copy the statements that another copy ran for
# the same forms. Exits 1 when a limit is missed.
set -euo pipefail
dir=$1 waylaid=$2 desk=$3 seconds=$4
here=$(dirname "$0")
rounds=3 cases=200 tickets=10000 forms=400
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
	printf '%-98s %s\n' "$1" "$2"
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

# better A B, by the greater or the smaller of two numbers
greater() { awk -v a="$1" -v b="$2" 'BEGIN { print (a > b ? a : b) }'; }
smaller() { awk -v a="$1" -v b="$2" 'BEGIN { print (a < b ? a : b) }'; }

# --- Fossil ---
fossil_rate() { # CALLS
	local best=0 rate
	for ((round = 0; round < rounds; round++)); do
		read -r rate _ <<<"$("$dir/bench_calls" "$fossil_port" "$1" 'Accept: text/html' 2 "$seconds")"
		best=$(greater "$best" "$rate")
	done
	echo "$best"
}
fossil_port=$((20000 + $$ % 20000))
export USER=bench
"$here/tickets.py" "$work/tickets" "$tickets" >"$work/ids"
fossil reconstruct "$work/tickets.fossil" "$work/tickets" >/dev/null
sqlite3 "$work/tickets.fossil" "INSERT INTO reportfmt(owner,title,mtime,cols,sqlcode) VALUES('bench','fifty',
	julianday('now'),'','SELECT substr(tkt_uuid,1,10) AS ''#'',datetime(tkt_mtime) AS mtime,type,status,title
	FROM ticket ORDER BY tkt_mtime DESC LIMIT 50')"
rm -rf "$work/tickets"
fossil server --localauth --port "$fossil_port" "$work/tickets.fossil" >"$work/fossil.log" 2>&1 &
fossil=$!
pids+=("$fossil")
wait_for "$work/fossil.log" Listening
head -n "$cases" "$work/ids" | sed 's,^,/tktview/,' >"$work/tickets.calls"
echo /rptview/2 >"$work/report.calls"
fossil_tickets=$(fossil_rate "$work/tickets.calls")
fossil_report=$(fossil_rate "$work/report.calls")
kill "$fossil"
wait "$fossil" 2>/dev/null || true
echo "Fossil, $tickets tickets: $fossil_tickets ticket pages a second, $fossil_report lists of fifty"

# serve DESK: sets server, port and headers of who is signed in
serve() {
	rm -f "$work/out"
	"$waylaid" --db "$1" serve --listen 127.0.0.1:0 --quiet >"$work/out" 2>"$work/log" &
	server=$!
	pids+=("$server")
	wait_for "$work/out" '^  http'
	link=$(grep -o 'http.*' "$work/out")
	base=${link%/in/*}
	port=${base##*:}
}
sign_in() {
	rm -f "$work/jar"
	curl -s -o /dev/null -c "$work/jar" "$link"
	csrf=$(curl -s -b "$work/jar" "$base/api/session" | sed -n 's/.*"csrf": "\(.*\)".*/\1/p')
	headers="Cookie: $(awk '/waylaid_/ { print $6 "=" $7 }' "$work/jar")"$'\r\n'"Origin: $base"
}
stop() {
	kill "$server"
	wait "$server" || true
}

# --- what a desk takes, and its first page ---
cp "$desk" "$work/desk.db"
serve "$work/desk.db"
judge "idle, it takes $(awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status") MB (under 32)" \
	"$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status") < 32 * 1024"
sign_in
wire() { # PATH [OUT]: bytes as a browser that has nothing yet loads it
	curl -s --compressed -b "$work/jar" -w '%{size_download} %{size_header}\n' -o "${2:-/dev/null}" "$base$1" |
		awk '{ print $1 + $2 }'
}
first=$(wire / "$work/page")
for path in $(grep -oE '(src|href)="/assets/[^"]*"' "$work/page" | cut -d'"' -f2 | sort -u); do
	first=$((first + $(wire "$path")))
done
judge "the first page with style, script and icon: $((first / 1000)) kB on the wire (under 60)" "$first < 60000"

# --- pages ---
# contacts ROUND: so many forms as calls, each to another case
contacts() {
	for ((i = 0; i < forms; i++)); do
		printf '/cases/%d/contacts csrf=%s&channel=phone&rep=Dana+Q&ref=4711-%d&said=%s&next=call+back&%s\n' \
			$((1 + ($1 * forms + i) * 5)) "$csrf" "$i" no+scan+since+acceptance,+a+search+was+started \
			'due=%2B5d&by=carrier'
	done
}
# bare_begin CALLS: the same pages as files; sets n and bare_port
bare_begin() {
	n=0
	rm -rf "$work/pages" "$work/hold"
	mkdir "$work/pages"
	while read -r path; do
		curl -s -b "$work/jar" -o "$work/pages/$n" "$base$path"
		echo "/$n"
		n=$((n + 1))
	done <"$1" >"$work/bare.calls"
	mkfifo "$work/hold"
	"$dir/bench_page" "$work/pages" <"$work/hold" >"$work/bare" &
	pids+=("$!")
	exec 3>"$work/hold"
	wait_for "$work/bare" '^[0-9]'
	bare_port=$(cat "$work/bare")
}
bare_end() {
	exec 3>&-
}
# ask PORT CALLS: sixteen connections, as many seconds as were given
ask() {
	"$dir/bench_calls" "$1" "$2" "$headers" 16 "$seconds"
}
# measure NAME CALLS FOSSIL
measure() {
	local name=$1 calls=$2 fossil_rate=$3 rate=0 p99=999999 bare_rate=0 bare_p99=999999 bare_port cold r t n
	read -r cold _ <<<"$("$dir/bench_calls" "$port" "$calls" "$headers" 16 0)"
	bare_begin "$calls"
	for ((round = 0; round < rounds; round++)); do
		read -r r _ t <<<"$(ask "$bare_port" "$work/bare.calls")"
		bare_rate=$(greater "$bare_rate" "$r")
		bare_p99=$(smaller "$bare_p99" "$t")
		read -r r _ t <<<"$(ask "$port" "$calls")"
		rate=$(greater "$rate" "$r")
		p99=$(smaller "$p99" "$t")
	done
	bare_end
	echo "$name, $n of them, $(($(cat "$work/pages"/* | wc -c) / n / 1000)) kB each: $cold a second the first time"
	judge "$name again: $rate a second, bare $bare_rate (at least a quarter)" "4 * $rate >= $bare_rate"
	judge "$name again: Fossil $fossil_rate, $((rate / fossil_rate)) times (at least 20)" \
		"$rate >= 20 * $fossil_rate"
	judge "$name again: 99 of 100 within $p99 ms, bare $bare_p99 (at most 3 times)" "$p99 <= 3 * $bare_p99"
}
for sort in newest oldest due value; do
	for filter in '' '&problem=lost' '&problem=damaged' '&carrier=usps' '&page=2'; do
		echo "/cases?sort=$sort$filter"
	done
done >"$work/register.calls"
for ((i = 0; i < cases; i++)); do echo "/cases/$((1 + i * 7))"; done >"$work/case.calls"
measure 'the register' "$work/register.calls" "$fossil_report"
measure 'cases' "$work/case.calls" "$fossil_tickets"

# --- the same while somebody works: each contact that is logged makes every kept page an old one ---
busy() { # PER_SECOND
	local rate=0 p99=999999 bare_rate=0 bare_p99=999999 bare_port r t n logged writer
	for ((i = 0; i < cases; i++)); do
		sed -n "$((i % 20 + 1))p" "$work/register.calls"
		sed -n "$((i + 1))p" "$work/case.calls"
	done >"$work/busy.calls"
	contacts "$rounds" >"$work/busy.forms"
	bare_begin "$work/busy.calls"
	for ((round = 0; round < rounds; round++)); do
		read -r r _ t <<<"$(ask "$bare_port" "$work/bare.calls")"
		bare_rate=$(greater "$bare_rate" "$r")
		bare_p99=$(smaller "$bare_p99" "$t")
		"$dir/bench_calls" "$port" "$work/busy.forms" "$headers" 1 "$seconds" "$1" >"$work/logged" &
		writer=$!
		read -r r _ t <<<"$(ask "$port" "$work/busy.calls")"
		wait "$writer"
		read -r logged _ <"$work/logged"
		rate=$(greater "$rate" "$r")
		p99=$(smaller "$p99" "$t")
	done
	bare_end
	echo "both while $logged contacts a second are logged: $rate a second, bare $bare_rate, 99 of 100 within" \
		"$p99 ms, bare $bare_p99"
}
busy 20
stop_at=$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")
judge "with all that it took $stop_at MB at most (under 128)" "$stop_at < 128"

# --- forms ---
# Their statements, from a desk that one connection asks.
cp "$desk" "$work/said.db"
cp "$desk" "$work/bare.db"
stop
rm -f "$work/desk.db"*
cp "$desk" "$work/desk.db"
export WAYLAID_SQL_LOG=$work/sql
serve "$work/said.db"
unset WAYLAID_SQL_LOG
sign_in
for ((round = 0; round < rounds; round++)); do
	contacts $round >"$work/forms.calls"
	: >"$work/sql"
	"$dir/bench_calls" "$port" "$work/forms.calls" "$headers" 1 0 >/dev/null
	# The stream of news reads between them, in transactions of its own: those of readers say nothing.
	grep -vE '^(BEGIN|ROLLBACK|PRAGMA data_version);$|^SELECT entry,at,header,hash FROM journal WHERE entry>' \
		"$work/sql" >"$work/sql.$round"
done
stop
sync
serve "$work/desk.db"
sign_in
rate=0 bare_rate=0
for ((round = 0; round < rounds; round++)); do
	began=$(date +%s%N)
	"$dir/bench_bare" "$work/bare.db" "$work/sql.$round"
	bare_rate=$(greater "$bare_rate" $((forms * 1000000000 / ($(date +%s%N) - began))))
	contacts $round >"$work/forms.calls"
	read -r r _ <<<"$("$dir/bench_calls" "$port" "$work/forms.calls" "$headers" 16 0)"
	rate=$(greater "$rate" "$r")
done
judge "contacts by the form: $rate a second, one thread with the same statements $bare_rate (at least 0.7 of it)" \
	"$rate >= 0.7 * $bare_rate"
stop
[[ $(sqlite3 "$work/desk.db" 'SELECT count(*) FROM contact') -eq \
	$(sqlite3 "$work/bare.db" 'SELECT count(*) FROM contact') ]] || say 'both wrote the same contacts' MISSED
exit $missed
