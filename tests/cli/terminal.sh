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
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
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
