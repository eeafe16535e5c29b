#!/bin/bash
# routes.sh - doors, papers, holds, requests and ladders through the program
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

codes="[r['route'] for r in d['routes']]"
checks="{c['code']: c for c in d['checklist']}"

# --- doors ---

number 1
must open "$NUMBER" --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
expect_rc "routes lists the doors" 0 routes 1 --json
one_document "routes --json is one document"
json_is "the carrier's and the card's" "$codes" '["usps", "card"]'
json_is "the carrier's window is that of the case" \
	"[d['routes'][0]['window'][k] for k in ('opens_on','closes_on','state')]" '["2026-11-16", "2026-12-31", "open"]'
json_is "each has source and confidence" "[bool(r['source'] and r['confidence']) for r in d['routes']]" '[true, true]'
must edit 1 --insurer "Zürich 保険" --label-source "Pirate Ship" --shipper "The Mail Room" --insured-on 2026-11-02
must doors 1 --json
json_is "facts open more, in order" "$codes" '["shipper_of_record", "usps", "insurer", "pirate_ship", "card"]'
json_is "an insurer that nobody knows has no window and says what to do" \
	"[d['routes'][2][k] for k in ('title','window','unknown_because')]" \
	"[\"Insurer Z\\u00fcrich \\u4fdd\\u967a\", null, \"window unknown: ask, then 'waylaid rules set'\"]"
json_is "the guard speaks" "'wait for the decision' in d['refund_warning']" true
must show 1 --json
json_is "show has the doors, too" "$codes" '["shipper_of_record", "usps", "insurer", "pirate_ship", "card"]'
json_is "and the new facts" "[d['shipment'][k] for k in ('shipper','insured_on')]" '["The Mail Room", "2026-11-02"]'
must routes 1
says "a wrong claimant is warned about" "the claim must go through"
says "what is not sure says so" "unconfirmed: check"
must search "mail room"
says "the shipper is found" "Case 1"

# --- papers ---

must ready 1 --json
json_is "the papers are counted" "[d['ready']['text'], len(d['checklist'])]" '["0 of 5", 5]'
json_is "missing evidence is a list of codes" "d['missing_evidence']" \
	'["proof_of_value", "paid_and_named", "proof_of_mailing", "proof_of_insurance", "release_letter"]'
must ready 1 --route pirate-ship --json
json_is "another door asks for its own" "'statement' in $checks" true
refuses "a door that is not there" 2 "use shipper_of_record, usps" ready 1 --route amazon
refuses "a kind of which there is none" 2 "no one door" ready 1 --route marketplace
echo one >one.pdf
must attach 1 one.pdf --kind statement --dated 2026-11-10
must ready 1 --route pirate-ship --json
json_is "a statement answers it" "$checks['statement']['answered_by']" "evidence 1"
must attach 1 one.pdf --kind proof-of-value
must show 1 --json
json_is "one file may prove two things" \
	"[[e['evidence'], e['kind']] for e in d['evidence']]" '[[1, "statement"], [2, "proof_of_value"]]'
must ready 1
says "and counts" "1 of 5"
must step 1 paid-and-named --note "invoice 77"
must ready 1 --json
json_is "a person's word counts and is named" "'invoice 77' in $checks['paid_and_named']['answered_by']" true
must step 1 paid-and-named --not-done
must ready 1 --json
json_is "and is taken off" "$checks['paid_and_named']['held']" false
must undo
refuses "a step that is none" 2 "use paid_and_named" step 1 fly

# --- UPS: photos by number, serial numbers ---

must open 1Z999AA10123456784 --problem damaged --value 900 --delivered 2026-11-10
must show 2 --json
json_is "seven photos are asked for by number" "sorted(c['shot'] for c in d['checklist'] if c['shot'])" \
	'[1, 2, 3, 4, 5, 6, 7]'
json_is "and serial numbers" "'serial_numbers' in d['missing_evidence']" true
mkdir -p photos
for n in 1 2 3 4 5 6 7; do echo "photo $n" >photos/$n.jpg; done
must attach 2 photos --kind packaging-photo --shot 1
must ready 2 --json
json_is "a folder answers all seven in order" "[c['held'] for c in d['checklist'] if c['shot']]" \
	'[true, true, true, true, true, true, true]'
expect_rc "an item is noted" 0 item 2 "Canon EOS R5 camera body, black" --value 900 --json
json_is "with its number" "[d['item'], d['quantity'], d['serial_number']]" '[1, 1, null]'
must ready 2 --json
json_is "it lacks its serial number" "'item 1 has no serial number' in $checks['serial_numbers']['why_missing']" true
must item edit 1 --serial 042021000123
must show 2 --json
json_is "then it has it" "'serial_numbers' in d['missing_evidence']" false
json_is "the item is in the case" "d['shipment']['items'][0]['serial_number']" 042021000123
must search 042021000123
says "and is found by it" "Case 2"
must item remove 1
must undo
must show 2 --json
json_is "what was removed comes back" "d['shipment']['items'][0]['serial_number']" 042021000123
refuses "an item without words" 2 "say what it is" item 2 "  "
must item edit 1 --condition used --type Electronics --cost 5 --json
json_is "an item learns its condition" "[d['condition'], d['type'], d['cost']['amount']]" \
	'["used", "Electronics", "5.00"]'
must item edit 1 --condition "" --type "" --cost "" --json
json_is "and an empty value makes each unknown again" "[d['condition'], d['type'], d['cost']]" '[null, null, null]'
refuses "an item that is not there" 3 "no item 9" item edit 9 --sku x
refuses "nothing to correct" 2 "say what to correct" item edit 1

# --- holds and tags ---

must show 2 --json
json_is "packing must be kept" "'packaging_held' in d['missing_evidence']" true
must hold 2 --where "Regal <4> & 保険 $(printf '\342\200\256')x" --what "box and packing"
must show 2 --json
json_is "a hold answers it" "'packaging_held' in d['missing_evidence']" false
for form in txt html svg; do
	expect_rc "a tag as $form" 0 hold tag 2 -o "tag.$form"
	grep -q "Case 2" "tag.$form" || fault "tag.$form has no number"
	grep -q "DO NOT THROW AWAY" "tag.$form" || fault "tag.$form does not warn"
	! grep -q "$(printf '\342\200\256')" "tag.$form" || fault "tag.$form turns the line around"
done
grep -q "Regal &lt;4&gt; &amp;" tag.html || fault "tag.html is not escaped"
grep -q "Regal &lt;4&gt; &amp;" tag.svg || fault "tag.svg is not escaped"
/usr/bin/python3 -c 'import xml.dom.minidom as m; m.parse("tag.svg")' || fault "tag.svg is no XML"
refuses "another ending" 2 "ending of the file" hold tag 2 -o tag.doc
refuses "no file" 2 "say where" hold tag 2
refuses "nothing on hold" 3 "nothing is on hold" hold tag 1 -o tag.txt
refuses "a hold that is not there" 3 "hold 9 is not kept" hold tag 2 -o tag.txt --hold 9
must close 2 --reason paid
must show 2
says "a closed case lets its goods go" "may go: the case is closed"
must reopen 2

# --- requests ---

must request 2 trace --ref T-1 --json
json_is "it says whom, and nothing that it does not know" \
	"[d[k] for k in ('asked_of','answer_due_on','overdue','letter')]" \
	'["carrier", null, false, null]'
expect_rc "a kind that the carrier does not have is taken" 0 request 1 trace
grep -q "people ask it for help_request" "$ERR" || fault "no warning about the kind"
must request 1 help-request --on 2026-11-02 --json
json_is "it has its day and its text" "[d['answer_due_on'], d['overdue'], d['letter']]" \
	'["2026-11-12", true, "waylaid letter 1 help-request"]'
must show 1
says "an answer that is overdue is said to be" "overdue"
must show 1 --json
json_is "a claim is not delayed by it" "'still missing' in d['next_step']['text']" true
expect_rc "a request is withdrawn" 0 request withdraw 1/2 --json
json_is "and is so" "d['state']" withdrawn
refuses "not twice" 4 "already withdrawn" request withdraw 1/2
must undo

# --- ladders ---

number 4
must open "$NUMBER" --problem instruction
must show 3 --json
json_is "the ladder begins with asking" "[d['steps'][0]['code'], d['steps'][0]['state']]" '["ask", "open"]'
json_is "and says how" "d['next_step']['command']" "waylaid request 3 instruction --what TEXT"
must request 3 instruction --what "hold at the counter" --asked-of post-office --ref PO-1
must show 3 --json
json_is "it was asked and runs" "[s['state'] for s in d['steps']][:2]" '["done", "running"]'
must request answer 3/1 --result granted --said "until Friday" --until 2026-12-04
must show 3 --json
json_is "it was granted, until when" \
	"[d['requests'][0]['result'], d['requests'][0]['valid_until']]" '["granted", "2026-12-04"]'
json_is "what is left is to see it" "[s['code'] for s in d['steps'] if s['state'] != 'done']" '["seen_in_tracking"]'
must step 3 seen-in-tracking --note "Held at Post Office"
must show 3
says "all is done" "\\[x\\] See it in the tracking"
number 5
must open "$NUMBER" --problem not-received --mailed 2026-11-20 --service ground-advantage
must show 4 --json
json_is "before the window opens the ladder leads" "d['next_step']['command']" "waylaid step 4 look_round --note TEXT"
must step 4 look-round --note "neighbours have nothing"
must show 4 --json
json_is "the next rung asks the office" "d['next_step']['command']" "waylaid request 4 delivery-scan"

# --- a trace that must end first ---

must open 1234567891 --carrier dhl-express --problem lost --mailed 2026-11-10 --value 300
must show 5 --json
json_is "the carrier's door says so" "'trace must end before the claim' in d['routes'][0]['warning']" true

# --- a statement must not be older than the first day ---

must open 420941059261290100130739264212 --carrier dhl-ecommerce --service domestic --problem lost \
	--mailed 2026-11-01
echo early >early.txt
must attach 6 early.txt --kind statement --dated 2026-11-21
must ready 6 --json
json_is "a statement from before the first day is too early" \
	"'is dated 2026-11-21: get one dated on 2026-11-22' in $checks['statement']['why_missing']" true
must attach 6 early.txt --kind statement --dated 2026-11-22
must ready 6 --json
json_is "of the first day it is good" "$checks['statement']['held']" true

finish
