#!/bin/bash
# main_job.sh - the whole main job through the program, in an empty HOME: text for people, --json for programs
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

# --- opening a case for a lost parcel ---

expect_rc "open takes the parcel" 0 \
	open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 --json
one_document "open --json is one document"
is "and says nothing else" "$(cat "$ERR")" ""
json_is "the carrier is recognised" "d['carrier']" usps
json_is "the number is whole" "d['tracking_number']" $PARCEL
claim="[w for w in d['windows'] if w['what']=='claim'][0]"
json_is "the claim window opens 15 days after mailing" "$claim['opens_on']" 2026-11-16
json_is "and closes after 60" "$claim['closes_on']" 2026-12-31
json_is "days are left in it" "$claim['days_left']" 38
json_is "it is open" "$claim['state']" open
json_is "the rule has source, its date and confidence" \
	"[bool($claim[k]) for k in ('rule','source','source_date','checked_on','confidence')]" \
	"[true, true, true, true, true]"
json_is "missing evidence is listed" "'proof_of_value' in d['missing_evidence']" true
json_is "what was not told is null" "[d['shipment'][k] for k in ('to','contents','insured','expected_on')]" \
	"[null, null, null, null]"
json_is "money has a currency" "d['shipment']['value']" '{"amount": "120.00", "currency": "USD"}'

# --- a call ---

expect_rc "log takes the call" 0 log 1 --channel phone --rep "Dana Q" --ref 4711-A --said "search started" \
	--next "call back with result" --due +5d --by carrier --json
one_document "log --json is one document"
must show 1 --json
json_is "the contact has name, reference and words" \
	"[d['contacts'][0][k] for k in ('rep_name','reference','said','channel','outcome')]" \
	'["Dana Q", "4711-A", "search started", "phone", "reached"]'
json_is "the promise has its day and who owes it" \
	"[d['promises'][0][k] for k in ('what','due_on','owed_by','state')]" \
	'["call back with result", "2026-11-28", "carrier", "open"]'
json_is "the stage moved" "d['stage']" contacted
must next
says "next shows the promise" "call back with result"
says "and the command to run" "waylaid brief 1"
must brief 1
says "brief shows who said what" "Dana Q, ref 4711-A: search started"
says "brief has the number in groups" "9400 1112 0620 6406 2607 87"
says "brief says what is missing" "contents +missing"
must search 4711
says "search finds the reference" "Case 1: .*9400 1112 0620 6406 2607 87"
must search "$PARCEL"
says "search finds the number" "Case 1"
must search dana --json
json_is "search --json counts" "d['count']" 1

# --- one call about two cases ---

number 2
must open "$NUMBER" --problem damaged --value 80
expect_rc "log 1,2 takes one call for both" 0 log 1,2 --rep "Ines M" --ref 9120 --said "both are looked for" \
	--next "write a letter" --due 2026-12-01 --by us --next "send the photos"
for n in 1 2; do
	must show $n --json
	json_is "case $n has it" "[c['reference'] for c in d['contacts']].count('9120')" 1
	json_is "case $n has both promises" "[p['what'] for p in d['promises']][-2:]" \
		'["write a letter", "send the photos"]'
done
json_is "a promise without a day is one without a day" "d['promises'][1]['due_on']" null

# --- corrections ---

expect_rc "amend corrects a reference" 0 amend 1 --ref 4711-B --said "search started today"
must show 1 --json
json_is "the contact has the new one" "d['contacts'][0]['reference']" 4711-B
json_is "and the old one is there too, with who replaced it and when" \
	"[[e[k] for k in ('version','reference','said','replaced_at')] for e in d['contacts'][0]['earlier']]" \
	'[[1, "4711-A", "search started", "2026-11-23T15:00:00Z"]]'
must show 1
says "show says that it was amended, and how it was" "4711-A"
must search 4711-B
says "search finds the new reference" "Case 1"
expect_rc "edit fills in facts" 0 edit 1 --to "Pat Lee, 12 Elm St, Boise ID 83702" \
	--contents "2 mugs" --weight "2 lb 4 oz"
must show 1 --json
json_is "edit keeps what was there" "[d['shipment'][k] for k in ('contents','mailed_on')]" '["2 mugs", "2026-11-01"]'
expect_rc "edit counts windows anew" 0 edit 1 --mailed 2026-11-03
must show 1 --json
json_is "from the new day" "$claim['opens_on']" 2026-11-18
expect_rc "undo takes it back" 0 undo
must show 1 --json
json_is "to the day before" "[d['shipment']['mailed_on'], $claim['opens_on']]" '["2026-11-01", "2026-11-16"]'
json_is "both acts stay in the journal" "[j['op'] for j in d['journal'] if 'edit' in j['op'] or 'undo' in j['op']]" \
	'["casefile.edit", "casefile.edit", "undo"]'
version=$(json "d['version']")
must edit 1 --note "from a colleague"
refuses "an edit of what a colleague changed meanwhile is refused" 4 "changed" edit 1 --note mine --seen "$version"

# --- promises ---

expect_rc "keep settles a promise" 0 keep 1 --on 2026-11-22
expect_rc "broken is said by a person" 0 broken 2
expect_rc "waive takes one off" 0 waive 3
must show 1 --json
json_is "all three say so" "[p['state'] for p in d['promises']]" '["kept", "broken", "waived"]'
refuses "a settled promise is not settled again" 4 "kept|settled" keep 1
refuses "a promise that is not there" 3 "no promise" keep 99

# --- requests ---

expect_rc "request notes a search" 0 request 1 help-request --ref 20471533 --on 2026-11-10
must show 1 --json
json_is "it is open, with the day its answer is due" \
	"[d['requests'][0]['state'], d['requests'][0]['filed_on'], d['requests'][0]['answer_due_on'] is not None]" \
	'["open", "2026-11-10", true]'
expect_rc "request answer notes what came" 0 request answer 1/1 --result not-found --said "not at the office"
must show 1 --json
json_is "the answer is there" "[d['requests'][0][k] for k in ('state','result','answer')]" \
	'["answered", "not_found", "not at the office"]'

# --- evidence and holds ---

printf 'Invoice 4471\nTwo mugs, 120.00 USD\n' >invoice.txt
expect_rc "attach keeps a file" 0 attach 1 invoice.txt --kind proof-of-value
must show 1 --json
json_is "with its hash" "d['evidence'][0]['sha256']" "$(sha256sum invoice.txt | cut -d' ' -f1)"
json_is "and it is not missing any more" "'proof_of_value' in d['missing_evidence']" false
check "byte for byte beside the desk" cmp invoice.txt "$(find "$DESK.evidence" -type f)"
expect_rc "hold notes what must be kept" 0 hold 2 --what "box and packing" --where "shelf 4" --until +30d
must show 2 --json
json_is "where and until when" "[d['holds'][0]['where'], d['holds'][0]['until'], d['holds'][0]['released_on']]" \
	'["shelf 4", "2026-12-23", null]'
expect_rc "release lets it go" 0 release 2
must show 2 --json
json_is "and says when" "d['holds'][0]['released_on']" 2026-11-23

# --- the register ---

for n in 3 4 5; do
	number $n
	must open "$NUMBER" --problem lost --mailed 2026-10-0$n --service priority-mail --value $((n * 100)) --owner kim
done
must close 3 --reason "arrived after all"
must close 4 --reason "paid"
must list
says "list says what it does not show" "2 closed not shown"
silent_about "and does not show it" "^ *3  *9"
must list --all
says "list --all shows them" "^ *3  *9.*closed"
silent_about "and hides nothing" "not shown"
must list --json
json_is "list --json counts what matches" "[d['count'], len(d['items'])]" "[3, 3]"
for filter in "--problem damaged:[2]" "--owner kim:[5]" "--carrier usps:[5, 2, 1]" "--stage open:[5]" \
	"--value 300:[5]" "--due 2026-12-04:[5]" "--sort value:[5, 1, 2]" "--sort oldest:[1, 2, 5]" \
	"--problem lost --all:[5, 4, 3, 1]" "--stage closed:[4, 3]" "--limit 1:[5]"; do
	must list ${filter%%:*} --json
	json_is "list ${filter%%:*}" "[i['case'] for i in d['items']]" "${filter#*:}"
done
number 3
must search "$NUMBER"
says "search finds closed cases" "Case 3"
expect_rc "reopen opens it again" 0 reopen 3
must show 3 --json
json_is "at the stage its record shows" "[d['stage'], d['closed_at']]" '["open", null]'
refuses "reopening an open case is refused" 4 "not closed|open" reopen 3

must why 1
says "why gives the sum" "2026-11-01 \+ 15 days = 2026-11-16"
says "why gives the rule" "usps.ground_advantage.loss.claim"

# --- a saved answer instead of an account ---

cat >answer.json <<'JSON'
{"trackingNumber": "9400111206206406260787", "statusCategory": "In Transit", "status": "Arrived at Post Office",
 "statusSummary": "Your item arrived at our facility.", "mailClass": "USPS Ground Advantage<SUP>&#153;</SUP>",
 "trackingEvents": [
  {"eventType": "ARRIVED AT POST OFFICE", "eventTimestamp": "2026-11-06T06:59:00", "eventCity": "EAST TINDER",
   "eventState": "OH", "eventZIPCode": "43297", "eventCode": "07"},
  {"eventType": "ACCEPTED AT USPS ORIGIN FACILITY", "eventTimestamp": "2026-11-02T18:10:00",
   "eventCity": "MAPLE HOLLOW", "eventState": "OR", "eventZIPCode": "97099", "eventCode": "OA"}]}
JSON
expect_rc "events import takes a saved answer" 0 events import answer.json
must show 1 --json
json_is "with its events" "len(d['events'])" 2
json_is "the cautious end of the window counts from the acceptance scan" "[$claim['opens_on'], $claim['closes_on']]" \
	'["2026-11-17", "2026-12-31"]'
must events import answer.json
must show 1 --json
json_is "only once" "len(d['events'])" 2

# --- facts ---

must explain attempted
says "explain says what a status means" "[a-z]{4}"
must contacts usps
says "contacts has a number to call" "1-800"
must number $PARCEL --json
json_is "number names the carrier" "[d['valid'], d['candidates'][0]['carrier'], d['candidates'][0]['check_digit']]" \
	'[true, "usps", "right"]'
must doctor
must verify
must config set desk.zone America/New_York
must config get desk.zone
says "config keeps a setting" "America/New_York"

# --- every command with --json: one document ---

cp "$DESK" keep.db
must backup a-copy
commands=(
	"amend 1 --ref 1" "attach 1 invoice.txt --kind proof-of-payment" "backup b-copy" "brief 1"
	"broken 4" "close 5" "config" "config get desk.zone" "config set desk.zone UTC"
	"contacts" "doctor" "edit 1 --note x" "events import answer.json"
	"explain attempted" "export 1 -o all.json" "help" "help log" "hold 1 --where here"
	"list" "list --all" "log 1 --said hello --next again" "keep 5" "next" "next --mine" "number $PARCEL"
	"release 1" "reopen 5" "request 1 missing-mail-search" "request answer 1/2 --result found"
	"restore a-copy --db r.db"
	"search mugs" "search nothing-has-this" "show 1" "undo" "verify" "verify keep.db" "why 1"
	"open $NUMBER --problem lost --another"
	"--version" "help --help" "log --help")
must log 1 --next "one more" --next "and one more"
for words in "${commands[@]}"; do
	run $words --json
	if [[ $RC -ne 0 || -s $ERR ]] && [[ $words != open* ]]; then
		not_ok "$words --json works" "exit $RC: $(cat "$ERR" "$OUT" | head -c 500)"
	fi
	one_document "$words --json is one document"
done
run number 9400111899000000000017 --json
one_document "number --json is one document, also when it is wrong"
is "which is no error" "$RC$(json "'error' in d")" "1false"

# --- help; its examples are run by test_examples.sh ---

must help --json
names=$(json "'\\n'.join(c['name'] for c in d['items'])")
check "help lists more than thirty commands" test "$(wc -l <<<"$names")" -gt 30
while read -r name; do
	must help $name
	says "help $name has usage" "waylaid $name"
	must help $name --json
done <<<"$names"

must verify
finish
