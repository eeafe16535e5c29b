#!/bin/bash
# evidence.sh FOLDER WAYLAID MEGABYTES - what a desk with so much evidence costs; prints limits, exits 1 when missed
#
# Files of 64 MB each are attached to one case; a twin of the desk has none. Looked at: a second backup reads and
# copies only what is new; open and log take as long as on the twin (medians of 21 in turn). Needs twice the
# room, as a backup is a copy.
set -euo pipefail
work=$(mktemp -d -p "$1" evidence-XXXXXX)
waylaid=$2
trap 'rm -rf "$work"' EXIT
missed=0
say() { # what, whether it holds
	printf '%-72s %s\n' "$1" "$2"
	[[ $2 == ok ]] || missed=1
}
at() { # DESK WORD...
	local desk=$work/$1.db
	shift
	"$waylaid" --db "$desk" "$@"
}
number() { # SERIAL: a number of USPS with its check digit
	awk -v n="$1" 'BEGIN {
		digits = sprintf("9400111206062%08d", n * 7919 % 100000000)
		for (k = 1; k <= 21; k++)
			sum += substr(digits, k, 1) * (k % 2 ? 3 : 1)
		print digits (10 - sum % 10) % 10
	}'
}
read_files() { # how many files of evidence a command reads
	strace -f -qq -e trace=openat -o "$work/opened" "$@" >/dev/null
	grep -c 'full\.db\.evidence/[^"]*", O_RDONLY' "$work/opened" || true
}

count=$((($3 + 63) / 64))
at full open "$(number 1)" --problem lost >/dev/null
at bare open "$(number 1)" --problem lost >/dev/null
# A folder is taken up to 4 GB.
for ((i = 0; i < count; i++)); do
	mkdir -p "$work/files/$((i / 32))"
	echo "file $i" >"$work/files/$((i / 32))/$i.bin"
	truncate -s 64M "$work/files/$((i / 32))/$i.bin"
done
for folder in "$work"/files/*; do
	at full attach 1 "$folder" --kind other >/dev/null
	rm -r "$folder"
done
printf '%d files, %s of evidence\n' "$count" "$(du -sh "$work/full.db.evidence" | cut -f1)"

began=$(date +%s%N)
first=$(read_files "$waylaid" --db "$work/full.db" backup "$work/copy")
first_ms=$((($(date +%s%N) - began) / 1000000))
echo "one more" >"$work/new.txt"
at full attach 1 "$work/new.txt" --kind other >/dev/null
began=$(date +%s%N)
second=$(read_files "$waylaid" --db "$work/full.db" backup "$work/copy")
second_ms=$((($(date +%s%N) - began) / 1000000))
verdict=MISSED
[[ $first -eq $count && $second -eq 1 ]] && verdict=ok
say "backup reads $first files in $first_ms ms, again $second in $second_ms ms (1)" $verdict
verdict=MISSED
diff -rq "$work/full.db.evidence" "$work/copy/desk.db.evidence" >/dev/null && verdict=ok
say "every file is in it" $verdict

times() { # DESK WORD...: hundredths of a millisecond
	local began
	began=$(date +%s%N)
	at "$@" >/dev/null
	echo $((($(date +%s%N) - began) / 10000))
}
for ((i = 0; i < 21; i++)); do
	times full open "$(number $((i + 100)))" --problem lost --service ground-advantage >>"$work/open.full"
	times bare open "$(number $((i + 100)))" --problem lost --service ground-advantage >>"$work/open.bare"
	times bare log 1 --said "no news" --next "call again" --due +2d >>"$work/log.bare"
	times full log 1 --said "no news" --next "call again" --due +2d >>"$work/log.full"
done
median() {
	sort -n "$1" | sed -n 11p | awk '{ print $1 / 100 }'
}
for command in open log; do
	full=$(median "$work/$command.full") bare=$(median "$work/$command.bare")
	verdict=MISSED
	awk -v a="$full" -v b="$bare" 'BEGIN { exit !(a <= 1.1 * b + 1) }' && verdict=ok
	say "$command: $full ms, without evidence $bare ms (at most 1.1 times and 1 ms)" $verdict
done
exit $missed
