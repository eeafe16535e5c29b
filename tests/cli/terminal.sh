#!/bin/bash
# terminal.sh - what a person sees in a terminal of 80 columns, and of others
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
export -n WAYLAID_USPS_URL

# --- a desk with long and wide texts ---

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120.50 --owner kim \
	--to "Maximiliane Wolkenstein-Hohenfels, 1234 North Southwestern Boulevard Apartment 567, Boise ID 83702-1234" \
	--from "$(printf '李小龙%.0s' {1..12}), 北京路 5 号" \
	--client "A client with a rather long name, Inc." \
	--contents "$(printf 'mug %.0s' {1..60})" \
	--note "averyveryverylongwordthatdoesnotendandgoesonandonandonbeyondtheedgeoftheterminalforsure"
must log 1 --rep "Dana Q" --ref 4711-A --said "$(printf 'she said that they look for it %.0s' {1..8})" \
	--next "call back with the result of the search at the destination office" --due +5d --by carrier
must request 1 help-request --ref 20471533
must hold 1 --what "box and packing" \
	--where "shelf 4, behind the second door on the left side of the corridor" --until +30d
for n in $(seq 2 30); do
	number "$n"
	must open "$NUMBER" --problem missing-contents --value $((n * 1000)) --mailed 2026-10-2$((n % 10))
done
must close 30

# --- in a terminal ---

# look COLUMNS COMMAND: runs it in a terminal that wide; $OUT has the text and $OUT.seen the colours
tmux() { command tmux -S "$WORK/tmux.sock" -f /dev/null "$@"; }
look() {
	local columns=$1 i
	shift
	rm -f "$WORK/status"
	tmux new-session -d -x "$columns" -y 24 \
		"stty cols $columns; $*; echo \$? >status.new; mv status.new status; sleep 60"
	tmux set-option -g history-limit 10000 >/dev/null
	for ((i = 0; i < 250; i++)); do
		[[ ! -s $WORK/status ]] || break
		sleep 0.02
	done
	tmux capture-pane -p -S - >"$OUT"
	tmux capture-pane -p -e -S - >"$OUT.seen"
	# Without joining, a line that was too long fills the row and goes on in the next one.
	tmux capture-pane -p -J -S - | sed 's/ *$//' >"$OUT.joined"
	tmux kill-session
	RC=$(cat "$WORK/status" 2>/dev/null || echo none)
}
start_server() { tmux new-session -d -s keep -x 80 -y 24 "sleep 600" && tmux set-option -g history-limit 10000; }
start_server || not_ok "tmux starts"
children+=("$(tmux display-message -p '#{pid}')")

# fits NAME COLUMNS: no line of the last look is wider, counted in columns, not in bytes. A command to
# copy stays on one line, however long.
fits() {
	local seen
	seen=$("$PYTHON" -c '
import sys, unicodedata
def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.startswith("  waylaid ") and width(line.rstrip("\n")) > int(sys.argv[2]):
        print(width(line), line)' "$OUT.joined" "$2")
	is "$1" "$seen" ""
}

for words in "show 1" "list" "list --all" "brief 1" "next" "why 1" "search mug" "help" "help open" "contacts usps" \
	"number $PARCEL" "config" "verify" "doctor"; do
	for columns in 80 100 132; do
		look $columns "'$WAYLAID' $words"
		is "$words works in a terminal of $columns" "$RC" 0
		fits "$words fits $columns columns" $columns
	done
done

look 80 "'$WAYLAID' show 1"
says "show begins with the case" "^Case 1: lost"
says "colours in a terminal" $'\e\\[' "$OUT.seen"
look 80 "NO_COLOR=1 '$WAYLAID' show 1"
silent_about "none with NO_COLOR" $'\e\\[' "$OUT.seen"
look 80 "'$WAYLAID' show 1 --color never"
silent_about "none with --color never" $'\e\\[' "$OUT.seen"
look 80 "TERM=dumb '$WAYLAID' show 1"
silent_about "none on a dumb terminal" $'\e\\[' "$OUT.seen"
look 80 "'$WAYLAID' show 44"
is "an error, too, has its exit status" "$RC" 3
says "and is one line" "^waylaid: there is no case 44"

# --- names in every script, notes of 200 characters, 30 contacts ---

names=("שרה כהן־לוי" "محمد عبد الرحمن" "李小龙"
	"สมชาย ใจดี" "Zoë Ångström" "n̈andú é́"
	"👩 Émilie 🎉" "김철수"
	"Дмитрий" "अनिता शर्मा क्षत्रिय" "שלום 4711 עולם" "$PARCEL"
	"👩‍👩‍👧‍👦 Familie Öztürk 👍🏽" "קָמַץ שֵׁם מְנֻקָּד"
	"مُحَمَّدٌ بْنُ" "ที่ปรึกษา ผู้ใหญ่")
notes=("$(printf 'she said that it was seen in Boise and that nobody knows more %.0s' {1..4} | cut -c1-200)"
	"$(printf 'החבילה נמצאה במרכז המיון (case 4711) ואז נעלמה %.0s' {1..4})"
	"$(printf '包裹在博伊西被看到然后就再也没有人知道它去了哪里%.0s' {1..8})")
export WAYLAID_DB=$WORK/wide.db
must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 12345.67 --owner "שרה" \
	--client "株式会社とても長い名前の会社" --weight "2 lb 4 oz" --contents "mugs" \
	--from "李小龙, 北京市朝阳区建国路 88 号现代城 5 号楼 1204 室" \
	--to "محمد عبد الرحمن, ١٢ شارع الملك فهد, الرياض 12345, Saudi Arabia"
for n in $(seq 30); do
	printf -v day '2026-11-%02d 10:%02d' $((n / 2 + 4)) "$n"
	must log 1 --rep "${names[n % 16]}" --rep-id "ID$n" --ref "94001112062064062601$((n + 10))" \
		--said "${notes[n % 3]}" --at "$day" \
		--next "מישהו יחזור אלי, call back $n" --due "2026-12-0$((n % 9 + 1))" \
		--dialed 1-800-275-8777
done
must contradict 3 7 --note "one says there is a search, the other שאין חיפוש"
for n in $(seq 15); do
	number "$n"
	must open "$NUMBER" --problem damaged --value "$n" --owner "${names[n]}" --client "${names[15 - n]}" \
		--mailed 2026-11-10
	must log $((n + 1)) --rep "${names[n]}" --next "${notes[n % 3]}" --due today
done

# even NAME WORD: on each line that has it, the word stands in the same column
even() {
	local seen
	seen=$("$PYTHON" -c '
import sys, unicodedata
def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
lines = [l for l in open(sys.argv[1], encoding="utf-8") if sys.argv[2] in l]
print(len(lines) > 5, len({width(l[:l.index(sys.argv[2])]) for l in lines}))' "$OUT" "$2")
	is "$1" "$seen" "True 1"
}
for words in "show 1" "brief 1" "list" "next" "search Boise"; do
	for columns in 60 80 120 200; do
		look $columns "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' $words"
		fits "$words with every script fits $columns columns" $columns
		silent_about "and splits no character ($words, $columns)" "�"
	done
done
for words in "contacts" "report register" "report promises" "routes 1" "ready 1" "claim denials"; do
	look 80 "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' $words"
	fits "$words with every script fits 80 columns" 80
done
look 80 "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' list"
even "list keeps its columns whatever the script" "damaged"
look 80 "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' show 1"
even "so does show" "2026-12-0"
says "right-to-left text is isolated" "⁨שרה כהן־לוי⁩, id ID16, ref" "$OUT.seen"
look 80 "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' report register"
even "so does a report" "damaged"
look 80 "WAYLAID_DB='$WAYLAID_DB' '$WAYLAID' brief 1"
says "the brief of 30 contacts says how many it does not tell" "and 24 more: 'show'"
check "and is no longer than five screens" test "$(grep -c . "$OUT")" -le 120
must brief 1
silent_about "a file gets no isolates" "⁨"
unset WAYLAID_DB

# --- into a file or a program ---

for words in "show 1" "list" "brief 1" "next"; do
	must $words
	silent_about "$words into a file has no colour" $'\e'
done
must list
check "list into a file cuts nothing" grep -q "$PARCEL.*A client with a rather long name, Inc\." "$OUT"
must show 1 --color always
says "--color always colours a file, too" $'\e\\['
NO_COLOR=1 run show 1 --color always
says "the option is stronger than NO_COLOR" $'\e\\['
must list --json
silent_about "JSON has no colour" $'\e'
must list --json --color always
silent_about "not even when asked" $'\e'
LC_ALL=C run show 1
check "in a plain locale nothing is lost" grep -q "李小龙" "$OUT"
is "and it works" "$RC" 0
finish
