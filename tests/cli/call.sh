#!/bin/bash
# call.sh - a call from beginning to end: the brief, the timer, the three ways to note it, contradictions
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
at() { WAYLAID_NOW=2026-11-23T$1Z "${@:2}"; }

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
number 2
must open "$NUMBER" --problem lost --mailed 2026-11-01

# --- one command with three facts ---

expect_rc "one command with three facts logs a call" 0 \
	log 1 --rep "Dana Q" --ref 4711-A --next "call back with result" --due 2026-11-28
says "it says when to chase" "Chase it on Sat 2026-11-28 \(in 5 days\)"
says "and which window matters" "^claim, carrier: open: Mon 2026-11-16 to Thu 2026-12-31, 38 days left"
must log 1 --next "send a form" --due 2026-11-30 --next "look again" --due 2026-11-25 --by us --json
json_is "what others owe is chased, first the earliest" "[d['chase_on'], d['window']['what']]" '["2026-11-30", "claim"]'
must undo
refuses "without a fact and without a terminal nothing is asked" 2 "say something of the contact" log 1
refuses "nor which case it is" 2 "which case" log --said hello

# --- asked step by step ---

# answer FILE WORD...: runs waylaid on a terminal; each line of FILE is typed when a question stands there
cat >answer.py <<'PY'
import os, pty, select, sys
lines = [l for l in open(sys.argv[1], encoding="utf-8").read().split("\n")]
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
seen, asked = b"", 0
while True:
    if not select.select([fd], [], [], 10)[0]:
        os.kill(pid, 9)
        seen += b"\nHUNG"
        break
    try:
        got = os.read(fd, 65536)
    except OSError:
        break
    if not got:
        break
    seen += got
    if seen.endswith((b"? ", b"] ")):
        asked += 1
        line = lines.pop(0) if lines else "^D"
        control = {"^D": b"\4", "^C": b"\3"}
        os.write(fd, control.get(line) or line.encode() + b"\n")
sys.stdout.write(seen.decode("utf-8", "replace").replace("\r\n", "\n"))
status = os.waitpid(pid, 0)[1]
print("\nasked %d, status %d" % (asked, os.waitstatus_to_exitcode(status)))
PY
# type_in ANSWERS WORD...: ANSWERS is lines
type_in() {
	printf '%s' "$1" >answers
	shift
	"$PYTHON" answer.py answers "$WAYLAID" "$@" >"$OUT" 2>"$ERR" </dev/null || true
}
contacts() {
	"$WAYLAID" show "$1" --json |
		"$PYTHON" -c 'import json, sys; print(len(json.load(sys.stdin)["contacts"]))'
}

long=$(printf 'she looked for it in Boise and then once more %.0s' {1..20})
type_in "Dana Q"$'\n'"4711-B"$'\n'"$long"$'\n'"call back"$'\n'"+5d" log 1
says "five questions are enough for a whole call" "^asked 5, status 0"
must show 1 --json
json_is "each answer has its place" "[d['contacts'][-1][k] for k in ('rep_name','reference','outcome')]" \
	'["Dana Q", "4711-B", "reached"]'
json_is "a long one is whole" "len(d['contacts'][-1]['said'])" "$((${#long} - 1))"
json_is "the promise has its day" "[d['promises'][-1][k] for k in ('what','due_on','owed_by')]" \
	'["call back", "2026-11-28", "carrier"]'
type_in $'\nvoicemail\nV-1\nשלום, 东京 and Ñandú\nring back\nfri' log 1
says "nobody named: six questions, no more" "^asked 6, status 0"
must show 1 --json
json_is "what happened is kept" "[d['contacts'][-1][k] for k in ('rep_name','outcome','said')]" \
	'[null, "voicemail", "\u05e9\u05dc\u05d5\u05dd, \u4e1c\u4eac and \u00d1and\u00fa"]'
type_in $'\nno answer' log 1
says "nobody there: two are enough" "^asked 2, status 0"
must show 1 --json
json_is "and it is an attempt" "d['contacts'][-1]['outcome']" no_answer
type_in $'Dana\n\n\ncall\nsometime\n+2d' log 1
says "what is no day is asked for again" "'sometime' is no day"
says "and then taken" "^asked 6, status 0"
before=$(contacts 1)
type_in $'Dana\n4711-C\n^D' log 1
says "Ctrl-D logs nothing" "nothing was logged"
says "and says that it failed" "asked 3, status 1"
type_in $'Dana\n4711-C\n^C' log 1
says "Ctrl-C ends it" "asked 3, status -2"
type_in $'\n\n\n\n' log 1
says "nothing but Enter logs nothing" "nothing was noted"
says "and is no success" "status 2"
type_in $'Dana\n\n\ncall\nx\ny\nz' log 1
says "three wrong days are enough" "nothing was logged.*is no day"
is "in none of them anything was half done" "$(contacts 1)" "$before"
type_in "" log 1 --no-input
says "--no-input asks nothing" "asked 0, status 2"
type_in "" log 1 --json
says "nor does --json" "asked 0, status 2"
type_in "" log 44
says "a case that is not there is said before any question" "asked 0, status 3"

# --- in an editor ---

export TMPDIR=$WORK/drafts
mkdir "$TMPDIR"
cat >editor <<'SH'
#!/bin/sh
stat -c %a "$1" >"$WORK_DIR/mode"
cp "$1" "$WORK_DIR/form"
sed -i -f "$WORK_DIR/edits" "$1"
SH
chmod +x editor
export WORK_DIR=$WORK
cat >edits <<'SED'
s/^rep:.*/rep: Ines M/
s/^ref:.*/ref: 9120/
s/^said:.*/said: she said: no search\nref 4711 is not known\n\n#12 is another parcel/
s/^next:.*/next: open a search/
s/^due:.*/due: +3d/
/^by:/a next: write to us\ndue:\nby: platform
s/^minutes:.*/minutes: 12/
SED
EDITOR="'$WORK/editor'" expect_rc "--edit logs what was written" 0 log 1 --edit --callback 555-0100
is "the form was for nobody else" "$(cat mode)" 600
is "and is gone" "$(ls "$TMPDIR")" ""
says "what was typed before stands in it" "^callback: 555-0100" form
says "it names the case" "case 1" form
must show 1 --json
json_is "facts come as they were written" \
	"[d['contacts'][-1][k] for k in ('rep_name','reference','minutes','callback','channel')]" \
	'["Ines M", "9120", 12, "555-0100", "phone"]'
json_is "what was said keeps its lines" "d['contacts'][-1]['said'].split('\\n')" \
	'["she said: no search", "ref 4711 is not known", "", "#12 is another parcel"]'
json_is "and both promises" "[[p[k] for k in ('what','due_on','owed_by')] for p in d['promises'][-2:]]" \
	'[["open a search", "2026-11-26", "carrier"], ["write to us", null, "platform"]]'

before=$(contacts 1)
: >edits
EDITOR=$WORK/editor refuses "a form left as it is logs nothing" 2 "nothing was written" log 1 --edit
is "and leaves nothing" "$(ls "$TMPDIR")" ""
for wrong in 's/^due:.*/due: someday/:is no day' 's/^ref:.*/reff: 4711/:line [0-9]+ belongs to no fact' \
	's/^minutes:.*/minutes: many/:minutes' 's/^rep:.*/rep: Dana\x1b[2J/:control character'; do
	printf '%s\n' "${wrong%:*}" 's/^next:.*/next: call/' >edits
	EDITOR=$WORK/editor run log 1 --edit
	is "a form with ${wrong%%/:*}: is refused" "$RC" 2
	says "and says what is wrong" "${wrong##*:}" "$ERR"
	kept=$(sed -n 's/.*kept in //p' "$ERR")
	says "what was written is kept where it says" "^next: call" "$kept"
	rm -f "$kept"
done
printf 's/^rep:.*/rep: Dana/\n' >edits
chmod 400 "$DESK"
[[ $(id -u) -eq 0 ]] || {
	EDITOR=$WORK/editor run log 1 --edit
	is "a desk that cannot be written is no reason to lose it" "$(ls "$TMPDIR" | wc -l)" 1
	rm -f "$TMPDIR"/*
}
chmod 600 "$DESK"
EDITOR=false run log 1 --edit
is "an editor that fails is an error" "$RC" 1
rm -f "$TMPDIR"/*
refuses "without an editor and a terminal it says so" 2 "EDITOR" log 1 --edit
head -c 300000 /dev/zero | tr '\0' 'x' >big
EDITOR="cp '$WORK/big'" run log 1 --edit
is "a form without end is refused" "$RC" 2
rm -f "$TMPDIR"/*
is "none of these logged anything" "$(contacts 1)" "$before"
printf 's/^due:.*/due: someday/\ns/^next:.*/next: call/\n' >edits
export EDITOR=$WORK/editor
type_in $'no' log 1 --edit
says "on a terminal it asks whether to open it again" "Open it again"
says "and keeps it when not" "kept in .*waylaid-log-"
rm -f "$TMPDIR"/*
cat >editor2 <<'SH'
#!/bin/sh
if [ -e "$WORK_DIR/second" ]; then sed -i 's/^due:.*/due: +2d/' "$1"; else
	touch "$WORK_DIR/second"; sed -i 's/^next:.*/next: call/; s/^due:.*/due: someday/' "$1"; fi
SH
chmod +x editor2
EDITOR=$WORK/editor2 type_in $'yes' log 1 --edit
says "opened again, it still holds what was written" "promise .*: call, by carrier, due Wed 2026-11-25"
is "and then is gone" "$(ls "$TMPDIR")" ""
unset EDITOR

# --- the timer ---

expect_rc "--start begins the call" 0 log --start 1,2 --dialed 1-800-275-8777
at 15:03:00 must log --on-hold
at 15:10:00 must brief 1
says "the brief shows it" "^Call on case 1, 2 since 2026-11-23 15:00: 10 minutes, 7 of them on hold \(still\)"
says "and how to end it" "waylaid log --stop --rep"
at 15:10:30 must brief 2 --json
json_is "for each of its cases" "[d['call'][k] for k in ('cases','minutes','on_hold')]" '[[1, 2], 11, true]'
refuses "it is on hold already" 4 "on hold already" log --on-hold
at 15:11:00 must log --off-hold
refuses "a second one is refused" 4 "a call on case 1, 2 is under way since 2026-11-23 15:00" log --start 2
at 15:12:00 must log 1 --channel email --said "meanwhile a mail"
at 15:12:00 must log --status --json
json_is "a mail does not end it" "d['call']['minutes']" 12
at 15:25:00 must log --stop --rep "Ines M" --said "no search is known" --json
json_is "--stop logs it with its minutes" \
	"[d[k] for k in ('cases','at','minutes','hold_minutes','dialed','rep_name')]" \
	'[[1, 2], "2026-11-23T15:00:00Z", 25, 8, "1-800-275-8777", "Ines M"]'
must log --status --json
json_is "then none is under way" "d['call']" null
must brief 1 --json
json_is "nor in the brief" "d['call']" null
must log --start 2
at 15:04:00 must log 2 --said "plainly" --minutes 3 --json
json_is "a plain log ends it too, and what is typed counts" "[d['at'], d['minutes'], d['hold_minutes']]" \
	'["2026-11-23T15:00:00Z", 3, null]'
refuses "nothing is left to stop" 4 "no call is under way" log --stop
must log --start 1
at 15:01:00 must log 2 --said "of another case"
says "a call about another case is named, not ended" "still under way. Call on case 1" "$ERR"
at 19:01:00 refuses "a forgotten timer is not used silently" 4 "was forgotten: say how long" log --stop --said x
at 19:01:00 must log 1 --said "later" --json
json_is "nor by a plain log" "[d['minutes'], d['at']]" '[null, "2026-11-23T19:01:00Z"]'
says "which says so" "looks forgotten" "$ERR"
at 19:01:00 must log --stop --minutes 9 --said "as I remember" --json
json_is "whoever knows how long it was may say so" "[d['minutes'], d['at']]" '[9, "2026-11-23T15:00:00Z"]'
must log --start 1
must log --discard
refuses "a discarded one is gone" 4 "no call is under way" log --discard
for words in "--start" "--start 1 --stop" "--status 1" "--start 1 --rep Dana" "--on-hold --off-hold"; do
	run log $words
	is "log $words is used wrongly" "$RC" 2
done
must verify

# --- whom to call, and how ---

must log 1 --dialed "(800) 275 8777" --keypad "2, 1, 0" --said "reached her"
must brief 1
says "the page that saves the call comes first" "without a queue +https://emailus.usps.com/"
says "the number with its hours" "1-800-275-8777 \(customer care\): open now, until 20:30 EST"
says "the keys of last time" "keys +2, 1, 0 \(last time, on \(800\) 275 8777\)"
must brief 2
says "or those of another case, with its day" "keys +2, 1, 0 \(on case 1, 2026-11-23 15:00\)"
WAYLAID_NOW=2026-11-26T15:00:00Z must brief 1
says "closed on Thanksgiving, and from when it is not" "closed now, opens tomorrow"
must open 1Z999AA10123456784 --problem lost --mailed 2026-11-10
must brief 3
says "unknown hours are said to be unknown" "hours not known"

# --- questions of the stage ---

must brief 2
says "before a search: is there one?" "Has a search been opened"
must request 2 help-request --ref 20471533
must brief 2
says "while it runs: what came of it?" "Where was it looked for"
silent_about "and no more whether there is one" "Has a search been opened"
says "requests are there with number and day" "request 2/1, help request; ref 20471533; filed 2026-11-23"
mkdir -p "$HOME/.config/waylaid"
printf 'problem,kind,text\nlost,ask,My own question\nany,confirm,my own check\n' >"$HOME/.config/waylaid/questions.csv"
must brief 2
says "a file of three columns still counts at every stage" "My own question"
silent_about "and stands instead of ours" "Where was it looked for"
rm "$HOME/.config/waylaid/questions.csv"

# --- contacts that contradict each other ---

must show 1 --json
ids=$("$PYTHON" -c 'import json, sys
c = [c["contact"] for c in json.load(open(sys.argv[1]))["contacts"]]
print(c[0], c[-1])' "$OUT")
expect_rc "contradict links two contacts" 0 contradict $ids --note "search or none"
for words in "show 1" "brief 1"; do
	must $words
	says "$words quotes both" "They contradict each other"
	says "$words has the note" "search or none"
done
must show 1 --json
json_is "with day, name and words of both" \
	"[[d['contradictions'][0][s][k] for k in ('at','rep_name','said')] for s in ('contact','other')]" \
	'[["2026-11-23T19:01:00Z", null, "later"], ["2026-11-23T15:00:00Z", "Dana Q", null]]'
refuses "once is enough" 4 "linked already" contradict ${ids#* } ${ids% *}
refuses "not with itself" 2 "cannot contradict itself" contradict 1 1
refuses "not with one that is not there" 3 "no contact" contradict 1 999
must log 3 --said "of another case"
must show 3 --json
other=$(json "d['contacts'][0]['contact']")
refuses "not across cases" 2 "different cases" contradict 1 "$other"
must undo
must undo
must show 1 --json
json_is "undo takes it back" "d['contradictions']" "[]"
must verify

# --- the usual call ---

expect_rc "who, what and until when are enough" 0 log 1 --rep Lee --next "look once more" --due +2d
says "it is chased on that day" "Chase it on Wed 2026-11-25 \(in 2 days\)"

finish
