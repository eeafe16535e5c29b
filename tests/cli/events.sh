#!/bin/bash
# events.sh - tracking without an API account: copied pages, e-mails, tables, notices, saved answers
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
LABEL=1Z999AA10123456784
SEEDS=$TOP/tests/fuzz/corpus
events() { json "len(d['events'])"; }

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must open $LABEL --problem lost --mailed 2026-11-02

# --- a page of USPS, pasted ---

expect_rc "a dry run reads a pasted page" 0 events import "$SEEDS/paste/usps.txt" --dry-run --json
one_document "it is one document"
json_is "what would come" "[d['dry_run'], d['format'], d['source'], d['created'], d['items'][0]['events'][0]['text']]" \
	'[true, "page", "pasted", 6, "Delivered, Left with Individual"]'
json_is "times stay local, no instant is invented" \
	"[d['items'][0]['events'][0][k] for k in ('occurred_at', 'occurred_at_local')]" '[null, "2026-11-22T13:44"]'
run events import "$SEEDS/paste/usps.txt" --dry-run
says "a person sees the events" "2026-11-22 13:44 +OXFORD, MS 38655 +Delivered, Left with Individual"
says "and that nothing was written" "nothing was written"
must show 1 --json
is "nothing was" "$(events)" 0

# run reads nothing, so the page comes through a pipe of its own
RC=0
"$WAYLAID" events import - --json <"$SEEDS/paste/usps.txt" >"$OUT" 2>"$ERR" || RC=$?
is "a page comes in through standard input" "$RC" 0
json_is "with its events" "[d['created'], d['items'][0]['outcome'], d['items'][0]['status']]" '[6, "new", "delivered"]'
must show 1 --json
is "they are there" "$(events)" 6
json_is "each with its source" "sorted({e['source'] for e in d['events']})" '["pasted"]'
json_is "the day of delivery is known" "d['shipment']['delivered_at'][:10]" 2026-11-22
expect_rc "the same page again" 0 events import "$SEEDS/paste/usps.txt" --json
json_is "brings nothing" "[d['created'], d['items'][0]['outcome']]" '[0, "unchanged"]'
expect_rc "a page saved as HTML" 0 events import "$SEEDS/paste/saved.html" --json
json_is "brings the one scan that is another" "d['created']" 1

# --- an e-mail of HTML alone, quoted-printable ---

must open 9405511899223197428490 --problem lost --mailed 2026-11-01
sed 's/9400111206206406260787/9405511899223197428490/g; s/9400 1112 0620 6406 2607 87/9405511899223197428490/' \
	"$SEEDS/eml/usps_delivered.eml" >mail.eml
expect_rc "an e-mail is read" 0 events import mail.eml --json
json_is "as a hint" "[d['format'], d['source'], d['created'], 'a hint' in d['files'][0]['note']]" \
	'["email", "email", 1, true]'
json_is "what vouches for it is said" \
	"'DKIM passed for usps.com, as mx.shop.example says' in d['files'][0]['note']" true
must show 3 --json
json_is "it gives a status where there is none, and no day" \
	"[d['shipment']['status'], d['shipment']['delivered_at'], d['shipment']['last_scan_at']]" \
	'["delivered", null, null]'
json_is "its time and place" "[d['events'][0][k] for k in ('occurred_at_local', 'place', 'text', 'is_scan')]" \
	'["2026-11-22T13:44", "OXFORD, MS 38655", "Delivered, In/At Mailbox", false]'
run show 3
says "a person sees that it is a hint" "hint"
expect_rc "a forged sender is taken" 0 events import "$SEEDS/eml/forged.eml"
says "and named" "which is no carrier's"
must show 1 --json
json_is "it decides nothing" "d['shipment']['status_text'].startswith('Delivered')" true
refuses "an e-mail about two parcels asks which" 2 "several parcels" events import "$SEEDS/eml/digest.eml"
printf 'From: a@b.example\nSubject: Invoice\n\nHello\n' >other.eml
refuses "an e-mail about nothing" 2 "does not say what became" events import other.eml

# --- tables ---

cat >rows.csv <<END
Tracking Number,Date,Status,Location
$LABEL,11/13/2026 8:12 AM,Out For Delivery,"Tupelo, MS"
$LABEL,11/05/2026 10:00 PM,Departed from Facility,"Memphis, TN"
9.40011E+21,11/05/2026,Delivered,
9400111206206406260800,11/05/2026,Delivered,
$LABEL,someday,Delivered,
END
expect_rc "a table of which some rows are refused" 1 events import rows.csv --refused refused.csv --json
one_line "one line"
one_document "one document"
json_is "what was taken and what not" "[d['format'], d['rows'], d['created'], d['refused'], d['refusals_file']]" \
	'["csv", 5, 2, 3, "refused.csv"]'
json_is "each refused row has its line and its reason" "sorted(r['line'] for r in d['refusals'])" "[4, 5, 6]"
says "the file of refused rows has the columns" "^Tracking Number,Date,Status,Location,line,reason" refused.csv
says "and the reasons" "someday.*is no date" refused.csv
printf 'Number,Date,Status\n%s,05/11/2026,Delivered\n' "$LABEL" >twice.csv
run events import twice.csv
is "a date with two readings is refused" "$RC" 1
says "in words" "may be 2026-05-11 or 2026-11-05"
expect_rc "a person decides" 0 events import twice.csv --dates day-first --dry-run --json
json_is "and it is read so" "d['items'][0]['events'][0]['occurred_at_local']" 2026-11-05
printf '[events]\nnumber = Sendung\nwhen = Tag\ntext = Was\n' >own.ini
printf 'Sendung;Tag;Was\n%s;5 Nov 2026 8:12 AM;Arrival Scan\n' "$LABEL" >own.csv
refuses "headings that nobody knows" 2 "no history|no table" events import own.csv --number $LABEL
expect_rc "with a map they are known" 0 events import own.csv --map own.ini --json
json_is "and read" "d['created']" 1

# --- notices and answers, several files at once ---

mkdir inbox
cp "$SEEDS/notice/aftership.json" "$SEEDS/notice/usps.json" "$SEEDS/notice/log.jsonl" inbox/
expect_rc "a folder is one import a file" 0 events import inbox --json
json_is "each says what it was" "sorted({(f['format'], f['source']) for f in d['files']})" '[["notice", "notice"]]'
json_is "all of them" "len(d['files'])" 3
echo nonsense >inbox/readme.txt
run events import inbox --json
is "a file that cannot be read is no reason to leave the others" "$RC" 1
says "and is named" "readme.txt" "$ERR"
json_is "in the document too" "[f['error'] is not None for f in d['files']].count(True)" 1
refuses "alone it is the failure" 2 "no history of a parcel" events import inbox/readme.txt
refuses "an empty file" 2 "empty" events import /dev/null
refuses "a format that does not exist" 2 "format" events import rows.csv --format pdf
refuses "two names for one parcel" 2 "give one" events import own.csv --number $LABEL --case 1
refuses "a page of another parcel than the one named" 2 "it is about" \
	events import "$SEEDS/paste/usps.txt" --case 2
printf 'Out for Delivery\nOXFORD, MS 38655\nNovember 21, 2026, 6:10 am\n' >bare.txt
refuses "a page without a number" 2 "number or --case" events import bare.txt
expect_rc "is the parcel's that is named" 0 events import bare.txt --case 1 --json
json_is "and comes in" "d['created']" 1
must verify
must doctor
finish
