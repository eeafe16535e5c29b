#!/bin/bash
# bad_input.sh - what is wrong gets one clear line and the right exit status, and nothing is lost
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
OTHER=9405511206213414325732
head_of() { "$WAYLAID" verify --json --db "${1:-$DESK}" | sed -n 's/^  "head": "\(.*\)",$/\1/p'; }

# --- numbers ---

expect_rc "a wrong check digit is taken" 0 open 9400111206206406260767 --problem lost --json
says "with a warning of what may be wrong" "check digit.*$PARCEL|check digit: may be" "$ERR"
one_document "and one document"
json_is "which holds the warning, too" "len(d['warnings'])" 1
run number 9400111206206406260767 --json
json_is "number has the right one among its repairs" "[d['valid'], '$PARCEL' in d['repairs']]" "[false, true]"
refuses "a number that a spreadsheet spoilt" 2 "spreadsheet.*digits are lost" open 9.40551E+21 --problem lost
refuses "also with a decimal comma" 2 "spreadsheet.*digits are lost" open 9,40551E+21 --problem lost
refuses "also as a name" 2 "spreadsheet" show 9.40551E+21
refuses "no number at all" 2 "number" open "" --problem lost
refuses "only blanks" 2 "number" open "   " --problem lost
refuses "a number as long as a novel" 2 "number" open "$(printf '9%.0s' {1..500})" --problem lost

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120

# --- names of cases ---

refuses "an unknown case" 3 "no case 44" show 44
refuses "an unknown parcel" 3 "no case for" show $OTHER
refuses "case nought" 3 "no case 0" show 0
refuses "one unknown among known ones" 3 "no case 44" log 1,44 --said hello
refuses "a hole between commas" 2 "missing" log 1,,2 --said hello
refuses "a second case on the parcel" 4 "case 2" open $PARCEL --problem damaged
must open $PARCEL --problem damaged --another
refuses "a number of two open cases" 2 "cases: 3, 2;" show $PARCEL
refuses "an unknown contact" 3 "no contact" amend 99 --ref x
refuses "an unknown request" 3 "no request" request answer 1/9 --result found
refuses "a request that is none" 2 "the case and the number" request answer 1 --result found

# --- dates, money, words ---

before=$(head_of)
refuses "a day that is not in the calendar" 2 "no day '2026-02-30'" open $OTHER --problem lost --mailed 2026-02-30
refuses "a date in another order" 2 "01/11/2026" open $OTHER --problem lost --mailed 01/11/2026
refuses "money that is none" 2 "12,5.0" open $OTHER --problem lost --value 12,5.0
refuses "money with three decimals" 2 "1.005" open $OTHER --problem lost --value 1.005
refuses "more money than there is" 2 "more than" open $OTHER --problem lost --value 99999999999999999999
refuses "less than nothing" 2 "amount|less" open $OTHER --problem lost --value -5
refuses "a currency that is none" 2 "amount|currency" open $OTHER --problem lost --value "120 dollars"
refuses "a problem that is none" 2 "--problem 'lots'.*lost" open $OTHER --problem lots
refuses "no problem" 2 "what went wrong" open $OTHER
refuses "a carrier that is none" 2 "carrier" open $OTHER --problem lost --carrier usbs
refuses "a service that is none" 2 "service" open $OTHER --problem lost --service warp
refuses "a due day before its promise" 2 "--next" log 1 --due +5d
refuses "a due day that is none" 2 "--due" log 1 --next call --due someday
refuses "minutes that are no number" 2 "--minutes" log 1 --minutes 1e9
refuses "a contact without a word" 2 "say something" log 1
refuses "a limit that is none" 2 "--limit" list --limit -1
refuses "a sort that is none" 2 "--sort 'size'.*newest" list --sort size
refuses "a clock that is none" 2 "no time" list --now soon
refuses "a zone that is none" 2 "zone" config set desk.zone America/Nowhere
refuses "a zone out of its folder" 2 "zone" config set desk.zone ../../etc/passwd
refuses "a setting that is none" 2 "no setting|setting" config set desk.colour blue
refuses "a secret in the URL" 2 "scheme and" config set usps.url https://me:secret@apis.usps.com
refuses "a missing file" 3 "no file|No such" attach 1 nosuch.pdf --kind other
refuses "a device for a file" 2 "not a file" attach 1 /dev/zero --kind other
echo text >text.txt
refuses "a kind that is none" 2 "--kind 'sale'" attach 1 text.txt --kind sale
refuses "an ending that nobody writes" 2 "\.xlsx, \.pdf, \.html, \.zip, \.json, \.csv or \.ics" export 1 -o case.docx
refuses "a folder that is not there" 1 "cannot write" export 1 -o nosuch/case.json
refuses "an answer that is none" 2 "text.txt" events import text.txt
refuses "a status that nobody knows" 3 "." explain "gone fishing forever"

# --- the command line itself ---

refuses "no command" 2 "no command"
refuses "an unknown command" 2 "did you mean 'list'" lits
refuses "an unknown option" 2 "did you mean --problem" list --problm lost
refuses "an option of another command" 2 "unknown option --rep" list --rep x
refuses "an option without its value" 2 "--due needs a value" log 1 --next call --due
refuses "an option instead of a value" 2 "--rep needs a value" log 1 --rep --ref 3
refuses "an option twice" 2 "twice" log 1 --rep a --rep b
refuses "a value for an option that takes none" 2 "takes no value" list --all=yes
refuses "a word too many" 2 "one word too many" show 1 2
refuses "a word too few" 2 "missing; usage" keep
refuses "bytes that are no UTF-8" 2 "not UTF-8" log 1 --said $'caf\xe9'
refuses "an overlong NUL" 2 "not UTF-8" log 1 --said $'a\xc0\x80b'
refuses "half a surrogate" 2 "not UTF-8" log 1 --said $'\xed\xa0\x80'
long=$(head -c 130000 /dev/zero | tr '\0' x)
refuses "a word as long as the system takes" 2 "longer than" log 1 --said "$long"
refuses "a megabyte of words" 2 "longer than|more than" log 1 --said hello \
	$(for i in 1 2 3 4 5 6 7 8; do echo "$long"; done)
refuses "ten thousand words" 2 "more than|too many" show $(seq 1 10000)
is "after all that nothing was recorded" "$(head_of)" "$before"

# --- control characters and bidi tricks ---

refuses "an escape in a note" 2 "control character" edit 2 --note $'safe\e[31m red'
refuses "one of the second set in an address" 2 "control character" edit 2 --to $'Pat Lee\u009b31m'
must edit 2 --note $'safe \u202egpj.exe\u202c end' --to $'Pat\u200fLee, 12 Elm St'
cat >answer.json <<'JSON'
{"trackingNumber": "9400111206206406260787", "statusCategory": "In Transit",
 "status": "Arrived\u001b[2J \u0007\u202e here",
 "trackingEvents": [{"eventType": "ARRIVED \u001b]0;title\u0007 \u009b31m \u202eAT",
   "eventTimestamp": "2026-11-06T06:59:00",
   "eventCity": "EAST\u001b[31m TINDER", "eventState": "OH", "eventZIPCode": "43297", "eventCode": "07"}]}
JSON
must events import answer.json
cp answer.json $'photo\e[31m\u202egpj.exe'
must attach 2 $'photo\e[31m\u202egpj.exe' --kind other
for words in "show 2" "brief 2" "list" "search gpj" "next"; do
	must $words --color always
	# Colours of our own are all that may begin with an escape.
	sed 's/\x1b\[[0-9;]*m//g' "$OUT" >plain
	silent_about "$words: no control character reaches the terminal" $'[\x01-\x08\x0b-\x1f\x7f]|\u009b' plain
	silent_about "$words: nor one that turns the line around" $'\u202e|\u202c|\u200f' plain
done
must show 2
says "what they said is shown all the same" "EAST.*TINDER"
silent_about "no colour of theirs either" $'\e'
must show 2 --json
one_document "in JSON they are escaped"
json_is "and kept as they were given" "d['shipment']['to']" $'Pat\u200fLee, 12 Elm St'
refuses "an error with an escape in it" 2 "." show $'\e[31mred\e[0m'
silent_about "does not send it on" $'\e' "$ERR"

# --- files that are no desk ---

echo "Dear diary, today nothing was lost" >diary.txt
head -c 100000 /dev/urandom >noise.db
sqlite3 foreign.db "CREATE TABLE recipe(name)"
cp "$DESK" newer.db
sqlite3 newer.db "PRAGMA user_version=99"
head -c 20000 "$DESK" >half.db
mkdir folder.db
sums=$(sha256sum diary.txt noise.db foreign.db newer.db half.db)
for words in "list" "open $OTHER --problem lost" "verify" "doctor"; do
	refuses "$words: a text" 6 "diary.txt is not a Waylaid desk" $words --db diary.txt
	refuses "$words: noise" 6 "noise.db is not a Waylaid desk" $words --db noise.db
	refuses "$words: another program's" 6 "another program" $words --db foreign.db
	refuses "$words: a newer one" 6 "newer" $words --db newer.db
	refuses "$words: a folder" 2 "folder.db is not a file" $words --db folder.db
	run $words --db half.db
	is "$words: half a desk" "$RC" 6
	one_line "$words: half a desk, one line"
done
refuses "verify FILE: a text" 6 "not a Waylaid desk" verify diary.txt
refuses "no desk yet" 3 "no desk" list --db nosuch.db
check "and none is made by looking" test ! -e nosuch.db
refuses "a path below a file" 1 "." open $OTHER --problem lost --db diary.txt/desk.db
is "they are as they were" "$(sha256sum diary.txt noise.db foreign.db newer.db half.db)" "$sums"
export WAYLAID_TEST_NETWORK_DIR=$WORK/share
mkdir share
refuses "a network folder" 1 "network file system" open $OTHER --problem lost --db share/desk.db
is "gets no file" "$(ls share)" ""
unset WAYLAID_TEST_NETWORK_DIR
refuses "a backup that is none" 3 "." restore nosuch-copy --db new.db
mkdir not-a-copy
refuses "a folder that is no backup" 3 "." restore not-a-copy --db new.db
must backup copy
cp -r copy spoilt
find spoilt -name '*.db' -exec "$PYTHON" -c '
import sys
d = open(sys.argv[1], "rb").read()
assert d.count(b"12 Elm St")
open(sys.argv[1], "wb").write(d.replace(b"12 Elm St", b"13 Elm St"))' {} ';'
run restore spoilt --db new.db
is "a backup that was tampered with is not restored" "$RC" 6
one_line "and says so"
is "and leaves nothing behind" "$(ls | grep '^new[.]db' || true)" ""
must log 1 --said "after the backup"
cp -r copy cut
must backup copy
cp copy/HEAD cut/HEAD
refuses "nor is one that was put back to an earlier day" 6 "not in this journal" restore cut --db new.db

# --- settings that cannot be read ---

mkdir -p "$HOME/.config/waylaid"
printf 'desk\nzone = x\n[[[\n' >"$HOME/.config/waylaid/config.ini"
refuses "a settings file that is none" 2 "config.ini" list
printf '[desk]\nzone = Mars/Olympus\n' >"$HOME/.config/waylaid/config.ini"
refuses "a zone in it that is none" 2 "desk.zone|Mars" list
rm "$HOME/.config/waylaid/config.ini"
TZ=Mars/Olympus run list
is "a system zone that is none is a warning" "$RC" 0
HOME='' run list
check "without a HOME it ends well" test "$RC" -gt 0 -a "$RC" -lt 8
one_line "and says so in one line"

# --- where the answer cannot be written ---

for words in "show 1" "show 1 --json" "list" "help" "help --man" "number $PARCEL" "verify"; do
	RC=0
	"$WAYLAID" $words >/dev/full 2>"$ERR" </dev/null || RC=$?
	is "$words on a full disk: exit 1" "$RC" 1
	one_line "$words on a full disk: one line"
done
RC=0
"$WAYLAID" show 1 2>"$ERR" >&- </dev/null || RC=$?
is "no stdout at all: exit 1" "$RC" 1
{ "$WAYLAID" list --all </dev/null 2>"$ERR" || true; } | true
silent_about "a reader that went away is no accident" "[Ss]ignal|assert" "$ERR"

# --- a folder that cannot be written ---

nobody() {
	if [[ $(id -u) -eq 0 ]]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
as_nobody() {
	RC=0
	nobody "$WAYLAID" "$@" >"$OUT" 2>"$ERR" </dev/null || RC=$?
}
open_folder
whole=$WAYLAID
mkdir "$OPEN_FOLDER/bin" "$OPEN_FOLDER/closed"
cp "$WAYLAID" "$OPEN_FOLDER/bin/"
WAYLAID=$OPEN_FOLDER/bin/waylaid
chmod 755 "$OPEN_FOLDER"/bin{,/*}
closed=$OPEN_FOLDER/closed
cp "$DESK" "$closed/desk.db"
[[ $(id -u) -ne 0 ]] || chown -R 65534 "$closed"
chmod 400 "$closed/desk.db"
chmod 500 "$closed"
kept=$(sha256sum "$closed/desk.db")
HOME=$closed
for words in "log 1 --said hello" "open $OTHER --problem lost" "list"; do
	as_nobody $words --db "$closed/desk.db"
	is "$words in a read-only folder: exit 1" "$RC" 1
	one_line "$words in a read-only folder: one line"
	says "$words in a read-only folder: says so" "read-only" "$ERR"
done
as_nobody open $OTHER --problem lost --db "$closed/new.db"
is "a new desk in a read-only folder: exit 1" "$RC" 1
one_line "a new desk in a read-only folder: one line"
is "nothing changed there" "$(sha256sum "$closed/desk.db") $(ls "$closed")" "$kept desk.db"
chmod 600 "$closed/desk.db"
as_nobody log 1 --said hello --db "$closed/desk.db"
is "a file that may be written in a folder that may not: exit 1" "$RC" 1
one_line "a file that may be written in a folder that may not: one line"
is "nothing changed there either" "$(sha256sum "$closed/desk.db") $(ls "$closed")" "$kept desk.db"
chmod 400 "$closed/desk.db"
chmod 700 "$closed"
as_nobody log 1 --said hello --db "$closed/desk.db"
is "a read-only file: exit 1" "$RC" 1
one_line "a read-only file: one line"
chmod 600 "$closed/desk.db"
as_nobody log 1 --said hello --db "$closed/desk.db"
is "and when it may be written, it works: $(cat "$ERR")" "$RC" 0
HOME=$WORK/home
WAYLAID=$whole

# --- a full disk ---

full() {
	local desk=$1/desk.db
	run log 1 --said "$text" --db "$desk"
	is "$2: exit 1" "$RC" 1
	one_line "$2: one line"
	run open $OTHER --problem lost --note "$text" --db "$desk" --json
	is "$2: open, exit 1" "$RC" 1
	one_document "$2: one document"
}
text=$(head -c 14000 /dev/urandom | base64 -w 0)
if small_disk "$WORK/disk" 6m; then
	cp "$DESK" disk/desk.db
	must log 1 --said "first" --db disk/desk.db
	before=$(head_of disk/desk.db)
	dd if=/dev/zero of=disk/filler bs=4k 2>/dev/null || true
	full "$WORK/disk" "a full disk"
	says "which says that the disk is full" "full|[Ss]pace" "$ERR"
	head -c 300000 /dev/urandom >photo.bin
	run attach 1 photo.bin --kind other --db disk/desk.db
	is "attach to a full disk: exit 1" "$RC" 1
	one_line "attach to a full disk: one line"
	is "and leaves no half file" "$(find disk -path '*evidence*' -type f)" ""
	run export 1 -o disk/case.xlsx
	is "export to a full disk: exit 1" "$RC" 1
	one_line "export to a full disk: one line"
	run export 1 -o disk/case.json
	is "export of data to a full disk: exit 1" "$RC" 1
	is "no half export is left" "$(find disk -name '*case*')" ""
	run backup disk/copy
	is "a backup to a full disk: exit 1" "$RC" 1
	one_line "a backup to a full disk: one line"
	rm -rf disk/filler disk/copy
	expect_rc "with room again nothing is lost" 0 verify --db disk/desk.db
	is "nor half there" "$(head_of disk/desk.db)" "$before"
	expect_rc "and work goes on" 0 log 1 --said "$text" --db disk/desk.db
	expect_rc "and nothing is left over there" 0 verify --db disk/desk.db
else
	echo "# no disk of our own: only root may mount one; the limit below stands in for it"
fi
mkdir limited
cp "$DESK" limited/desk.db
before=$(head_of limited/desk.db)
size=$(($(stat -c %s limited/desk.db) / 1024))
for k in 0 1 8 40; do
	RC=0
	(
		trap '' XFSZ
		ulimit -f $((size + k))
		for ((i = 0; i < 40; i++)); do "$WAYLAID" log 1 --said "$text" --db limited/desk.db || exit; done
	) >"$OUT" 2>"$ERR" </dev/null || RC=$?
	is "a file at its limit (+$k KB): exit 1" "$RC" 1
	one_line "a file at its limit (+$k KB): one line"
	expect_rc "what was written before (+$k KB) is whole" 0 verify limited/desk.db --expect "$before"
done
expect_rc "without the limit work goes on" 0 log 1 --said hello --db limited/desk.db

# --- parts of the program that are missing or do not belong ---

mkdir alone mixed
cp "$WAYLAID" alone/waylaid
for part in "" -track -report -decode; do cp "$WAYLAID$part" mixed/; done
whole=$WAYLAID
WAYLAID=$WORK/alone/waylaid
expect_rc "the core alone does the desk's work" 0 show 1
refuses "without its track part it says so" 1 "waylaid-track is missing" track 1
refuses "without its report part it says so" 1 "waylaid-report is missing" export 1 -o case.xlsx
WAYLAID=$WORK/mixed/waylaid
must --version --json
build=$(json "d['build']")
"$PYTHON" - "$build" mixed/waylaid-report mixed/waylaid-track <<'PY'
import sys
build = sys.argv[1].encode()
other = bytes(c ^ 1 for c in build)
for path in sys.argv[2:]:
    data = open(path, "rb").read()
    assert build in data, "the part carries no build id"
    open(path, "r+b").write(data.replace(build, other))
PY
refuses "a part of another build is not run" 1 "another build" export 1 -o case.xlsx
refuses "nor is the other" 1 "another build" track 1
check "nothing was written" test ! -e case.xlsx
WAYLAID=$whole
for part in track report; do
	RC=0
	"$whole-$part" "$([[ $part == track ]] && echo track || echo export)" 1 >"$OUT" 2>"$ERR" </dev/null || RC=$?
	is "the $part part does not run alone" "$RC" 1
	one_line "and says so"
done

# --- and at the end ---

expect_rc "verify" 0 verify
expect_rc "doctor" 0 doctor
finish
