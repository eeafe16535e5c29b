#!/bin/bash
# silence.sh - what a carrier does not say, takes back, changes and forgets; its answers, kept and handed out
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

# event CODE TEXT LOCAL-TIME CITY [NAME]
event() {
	printf '{"eventCode":"%s","eventType":"%s","eventTimestamp":"%s","GMTOffset":"-06:00",' "$1" "$2" "$3"
	printf '"eventCity":"%s","eventState":"MS","recipientName":%s},' "$4" "${5:-null}"
}

# detail FILE STATUS EVENT...: one answer about the parcel
detail() {
	local file=$1 status=$2 events
	shift 2
	printf -v events '%s' "$@"
	printf '{"trackingNumber":"%s","status":"%s","trackingEvents":[%s]}' $PARCEL "$status" "${events%,}" >"$file"
}

label=$(event GX "Shipping Label Created, USPS Awaiting Item" 2026-11-02T08:00:00 OXFORD)
accepted=$(event 03 "USPS in possession of item" 2026-11-03T16:00:00 OXFORD)
hub=$(event 10 "Arrived at USPS Regional Facility" 2026-11-05T04:00:00 MEMPHIS)
moved=$(event 10 "Arrived at USPS Regional Facility" 2026-11-05T04:00:00 TUPELO)
late=$(event 07 "Arrived at Post Office" 2026-11-17T07:00:00 BILOXI)
door=$(event 01 "Delivered, Left with Individual" 2026-11-18T10:00:00 BILOXI '"J DOE"')

detail first.json "Moving Through Network" "$hub" "$accepted" "$label"
detail second.json "Delivered" "$door" "$late" "$hub" "$accepted" "$label"
detail third.json "Arrived at Post Office" "$late" "$moved" "$accepted" "$label"

export WAYLAID_NOW=2026-11-10T15:00:00Z
must open $PARCEL --problem lost --mailed 2026-11-02 --service ground-advantage --value 120
story="answer first.json then answer first.json then junk then answer first.json"
start_sandbox "number $PARCEL $story then answer second.json then answer third.json"

# --- silence, while it lasts ---

must track 1
must show 1
says "the gap is told" "No scan since 2026-11-05 \(5 days\); asked once, and answered"
export WAYLAID_NOW=2026-11-12T15:00:00Z
must track 1
export WAYLAID_NOW=2026-11-13T15:00:00Z
expect_rc "an answer that cannot be read is no answer" 5 track 1
export WAYLAID_NOW=2026-11-16T15:00:00Z
must track 1
must show 1 --json
json_is "four were asked, three answered, and it lasts" \
	"[[s[k] for k in ('since','from','until','days','asked','answered','open')] for s in d['silence']]" \
	'[["scan", "2026-11-05", null, 11, 4, 3, true]]'
must brief 1
says "the brief says it on the phone" "silence +No scan since 2026-11-05 \(11 days\); asked 4 times,"

# --- delivered, signed for ---

export WAYLAID_NOW=2026-11-18T18:00:00Z
must track 1 --json
json_is "delivered" "[[i['status'], i['gone_events']] for i in d['items']]" '[["delivered", 0]]'
must show 1 --json
json_is "the gap has ended" "[[s['until'], s['days'], s['asked'], s['answered'], s['open']] for s in d['silence']]" \
	'[["2026-11-17", 12, 4, 3, false]]'
json_is "who signed stands at the delivery alone" "[e['signed_by'] for e in d['events']]" \
	'["J DOE", null, null, null, null]'
must show 1
says "and is said" "signed for by J DOE"
says "so is the gap" "No scan between 2026-11-05 and 2026-11-17 \(12 days\)"

# --- and taken back, another one changed ---

export WAYLAID_NOW=2026-11-20T15:00:00Z
must track 1
says "track says that events vanished" "2 events vanished"
must show 1 --json
json_is "the parcel is no longer delivered" "[d['shipment']['status'], d['shipment']['delivered_on']]" \
	'["in_transit", null]'
json_is "both versions are kept, side by side" \
	"[[e['place'], e['gone_since']] for e in d['events'] if e['code'] == '10']" \
	'[["MEMPHIS, MS", "2026-11-20T15:00:00Z"], ["TUPELO, MS", null]]'
json_is "the delivery is marked" \
	"[e['gone_since'] for e in d['events'] if e['code'] == '01']" '["2026-11-20T15:00:00Z"]'
json_is "the poll counts them" "[p['gone_events'] for p in d['polls']]" '[0, 0, 0, 0, 0, 2]'
must show 1
says "and in words" "answer of USPS of 2026-11-20 15:00 no longer has 2 events"
says "with what that means" "the parcel no longer$"
must verify

must export 1 -o case.xlsx
must export 1 -o case.json
check "the workbook says all of it" "$PYTHON" -c '
import openpyxl
book = openpyxl.load_workbook("case.xlsx")
text = {s.title: "\n".join(str(c.value) for r in s.iter_rows() for c in r if c.value is not None) for s in book}
for sheet, words in (("Summary", "No scan between 2026-11-05 and 2026-11-17 (12 days)"),
                     ("Summary", "no longer counts as delivered"),
                     ("Timeline", "No scan between 2026-11-05 and 2026-11-17 (12 days)"),
                     ("Timeline", "Signed for by J DOE"),
                     ("Tracking", "Vanished: not in the answer of 2026-11-20"),
                     ("Tracking", "Signed for by J DOE"),
                     ("Carrier asked", "SHA-256")):
    assert words in text[sheet], (sheet, words, text[sheet][:3000])'
json_is "so does the export as data" "[len(d['silence']), len(d['vanished'])]" "[1, 1]" case.json

# --- the answers ---

must answers 1 --json
json_is "each time asked is listed" "[[i['outcome'], i['file']] for i in d['items']]" \
	'[["new", null], ["unchanged", null], ["unreadable", null], ["unchanged", null], ["new", null], ["new", null]]'
json_is "what was read has its answer" "all(i['size'] for i in d['items'] if i['outcome'] != 'unreadable')" true
json_is "the same bytes have the same name" \
	"len({i['answer_sha256'] for i in d['items'] if i['outcome'] != 'unreadable'})" 3
answers=$(json "len({i['answer_sha256'] for i in d['items'] if i['answer_sha256']})")
must answers 1 -o kept
says "and they are written" "$answers different answers written to kept"
is "one file each" "$(find kept -name '*Z-usps-*' | wc -l)" "$answers"
check "byte for byte" "$PYTHON" -c '
import glob, hashlib, os
for name in glob.glob("kept/*"):
    digest = hashlib.sha256(open(name, "rb").read()).hexdigest()
    assert digest.startswith(name.split("-")[-1][:12]), name
    assert os.stat(name).st_mode & 0o777 == 0o600, name'
check "as the carrier wrote it" grep -q "Delivered, Left with Individual" kept/2026-11-18T180000Z-usps-*
refuses "a second time it does not overwrite" 4 "is there already" answers 1 -o kept
refuses "a case that is not there" 3 "no case 9" answers 9
must doctor --json
json_is "doctor counts them" "[d['answers'], d['answer_bytes'] > 100]" "[$answers, true]"
cp "$DESK" whole.db
sqlite3 "$DESK" "DELETE FROM answer WHERE sha256=(SELECT answer_sha256 FROM poll WHERE id=5)"
run verify --json
is "an answer taken out is found" "$RC" 6
json_is "and its case named" "[[f['case'], 'poll 5 is gone' in f['what']] for f in d['faults']]" "[[1, true]]"
cp whole.db "$DESK"
must verify

# --- until when the carrier keeps it ---

must show 1
says "the last day is known" "scans kept to +Tue 2027-03-02"
export WAYLAID_NOW=2027-02-15T15:00:00Z
must next
silent_about "not yet due" "forgets"
export WAYLAID_NOW=2027-02-20T15:00:00Z
must next --json
json_is "two weeks before, next says what to do" \
	"[[i['what'], i['due_on'], i['command']] for i in d['items'] if i['kind'] == 'history']" \
	"[[\"USPS forgets this parcel's scans after 2027-03-02: track it now\", \"2027-03-02\", \"waylaid track 1\"]]"
must show 1
says "so does show" "USPS forgets this parcel's scans after Tue 2027-03-02: track it now"
must track 1
must next
silent_about "once asked, it is off the list" "forgets"
export WAYLAID_NOW=2027-03-03T15:00:00Z
must next
silent_about "too late: nothing to do" "forgets"
must show 1
says "but it is said" "USPS kept this parcel's scans to Tue 2027-03-02: what is kept here is all"

# --- nobody ever scanned it ---

number 7
export WAYLAID_NOW=2026-11-23T15:00:00Z
must open "$NUMBER" --problem lost --mailed 2026-11-09
start_sandbox "number $NUMBER pre_transit"
must track 2
must show 2 --json
json_is "silence since the label has no scan to begin with" \
	"[[s['since'], s['from'], s['until'], s['open']] for s in d['silence']]" '[["label", null, null, true]]'
must show 2
says "in words" "No scan since the label of 2026-11-[0-9]+ \([0-9]+ days\); asked once, and answered"
finish
