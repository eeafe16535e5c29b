#!/bin/bash
# claims.sh - a claim's whole life through the program: filed, asked about, denied, appealed, paid; lists of
# payments; what the customer gets; and the parcel that turns up after all
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

at() { export WAYLAID_NOW=$1T15:00:00Z; }
of() { must show "$1" --json; }
claim="d['claims'][0]"

# --- USPS: a lost parcel, from too early to paid ---

at 2026-11-10
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 \
	--postage 8.50
refuses "a claim before the window is refused, and --anyway named" 4 \
	"too early: the claim window opens on 2026-11-16; --anyway" \
	claim file 1
at 2026-11-23
refuses "the amount is never more than the cover and never in two currencies" 2 "value is in EUR|goods.* EUR" \
	claim file 1 --goods "100 EUR" --discount "20 USD"
expect_rc "file takes the claim" 0 claim file 1 --discount 15 --number CLM-1 --how online --json
one_document "claim file --json is one document"
json_is "the first claim of case 1 is 1/1" "d['claim']" 1/1
json_is "the amount is what the parts come to: at most the cover, and the postage" "d['amount']" \
	'{"amount": "108.50", "currency": "USD"}'
json_is "the parts are there" \
	"[(d['worked_out'][k] or {}).get('amount') for k in ('goods','discount','cover','postage','repair')]" \
	'["120.00", "15.00", "100.00", "8.50", null]'
json_is "and the sum in words" "d['amount_note'].split(chr(10))[0]" \
	"value of the goods: 120.00 USD less 15.00 USD discount = 105.00 USD"
json_is "the day to ask from is the later figure of the source" "[d['answer_due_on'], d['waiting_days']]" \
	'["2026-12-03", 0]'
must show 1 --json
json_is "the stage is filed" "d['stage']" filed
must search CLM-1
says "search finds their number" "Case 1"
refuses "a second claim through the same door is refused" 4 "1/1 goes through this door already" claim file 1
refuses "an approval in the future" 2 "day to come" claim approve 1 --on 2026-12-24
at 2026-11-25
must show 1 --json
json_is "its window says that it was filed" \
	"[w['used']['claim'] for w in d['windows'] if w['what'] == 'claim']" '["1/1"]'
must claim no-record 1
must show 1 --json
json_is "and is to be watched again when they have no record of it" \
	"[w['used'] for w in d['windows'] if w['what'] == 'claim']" '[null]'
of 1
json_is "no record is on the list at once" "[$claim['state'], $claim['answer_due_on']]" '["no_record", "2026-11-25"]'
says "the next step is to file it again" "waylaid claim file 1/1"
must claim file 1/1
must claim info 1 --said "receipt with the buyer's name" --until 2026-12-02
must show 1
says "show says what they want and until when" "USPS wants: receipt with the buyer's name, until"
says "the next step is to send it" "waylaid claim ack 1/1"
must claim ack 1
of 1
json_is "then they have it" "$claim['state']" acknowledged
at 2026-12-07
of 1
json_is "an answer that is late is said" "[$claim['overdue'], $claim['text']]" \
	'[true, "filed on 2026-11-25, USPS has it; the answer was expected by 2026-12-05: ask for it"]'
refuses "a reason that is not known" 2 "did you mean late_filing" claim deny 1 --reason late-filling
refuses "a denial needs its reason" 2 "claim denials" claim deny 1
expect_rc "deny notes reason and words" 0 claim deny 1 --reason insufficient-value-proof --said \
	"no name on it" --on 2026-12-05
says "and says what answers it" "names the buyer"
of 1
json_is "the appeal's clock runs from the decision" "[$claim['denial'], $claim['appeal_until']]" \
	'["insufficient_value_proof", "2027-01-04"]'
json_is "the appeal is a window now" "[w['state'] for w in d['windows'] if w['what']=='appeal']" '["open"]'
json_is "the stage is decided" "d['stage']" decided
refuses "a denied claim is not paid" 4 "claim 1/1 is denied: it can be appealed or let expire, not paid" paid 1 50
at 2027-01-06
refuses "an appeal after its window is refused" 4 \
	"too late: the window for this appeal closed on 2027-01-04; --anyway" claim appeal 1
at 2026-12-10
must claim appeal 1
of 1
json_is "the appeal is counted" "[$claim['state'], $claim['appeals'], d['stage']]" '["appealed", 1, "appealed"]'
at 2026-12-18
must show 1 --json
json_is "no time is known for an appeal: a habit, and no day of theirs" \
	"[$claim['answer_due_on'], $claim['chase_on']]" '[null, "2026-12-24"]'
says "in words" "no time is known for an answer to an appeal: ask from 2026-12-24"
for day in 23 24; do
	at 2026-12-$day
	must next --json
	json_is "on the $day. it is on the list or not yet" "[i['kind'] for i in d['items'] if i['case']==1]" \
		"$([[ $day -lt 24 ]] && echo '[]' || echo '["answer"]')"
done
at 2026-12-18
must claim approve 1
of 1
json_is "approved is not paid" "[$claim['state'], $claim['appeal_result'], $claim['owed']['amount'], d['stage']]" \
	'["approved", "won", "108.50", "decided"]'
json_is "the day by which the money should be there" "$claim['pay_due_on']" 2027-01-05
must claim denials usps
says "own appeals are counted, without a rate" "USPS: denied once, 1 appealed, 1 of 1 decided appeals"
must claim denials usps --json
json_is "as data, too" \
	"[[o[k] for k in ('whom','denied','decided','won','won_percent')] for i in d['items'] for o in i['own']]" \
	'[["usps", 1, 1, 1, null]]'
at 2027-01-05
expect_rc "a part of the money" 0 paid 1 100 --how check --ref 100234
says "what is short is said" "8.50 USD of the 108.50 USD approved are still owed" "$ERR"
refuses "the same payment twice" 4 "noted already" paid 1/1 100 --ref 100234
must paid 1 8.50
of 1
json_is "then it is paid" "[$claim['state'], $claim['paid']['amount'], d['stage'], len(d['payouts'])]" \
	'["paid", "108.50", "paid", 2]'
json_is "payouts name their claim" "[p['claim'] for p in d['payouts']]" '["1/1", "1/1"]'
expect_rc "more than that is taken and said" 0 paid 1/1 5
says "in words" "5.00 USD more than was approved" "$ERR"
expect_rc "undo takes it back" 0 undo
of 1
json_is "as if it had not come" "[$claim['paid']['amount'], $claim['state']]" '["108.50", "paid"]'
must verify

# --- an insurer beside the carrier, a partial approval, a second claim ---

at 2026-11-23
must open 1Z999AA10123456784 --problem damaged --value 300 --insured 300 --insurer Shipsurance --delivered \
	2026-11-10 \
	--mailed 2026-11-05 --client "Ada's Lamps" --account 1A2B3C --owner kim
refuses "with an insurer, only a person knows whom they asked" 2 "Shipsurance insures this parcel" claim file \
	2 --goods 300
expect_rc "the insurer's door has no window here: a note, no refusal" 0 claim file 2 --route insurance \
	--repair 180 --salvage 20 \
	--until 2026-12-20
says "which is said" "no window is known for this door" "$ERR"
must show 2 --json
json_is "the repair counts where it costs less" "$claim['amount']['amount']" 160.00
json_is "the day they named" "$claim['answer_due_on']" 2026-12-20
must claim file 2 --route carrier --amount 90
refuses "with two live claims a bare case lists them" 2 "2/1 \(insurance, filed\), 2/2 \(carrier, filed\)" \
	claim approve 2
expect_rc "less than was asked is a part" 0 claim approve 2/1 --amount 100
must show 2 --json
json_is "what was approved, and what is owed" \
	"[$claim['state'], $claim['approved']['amount'], $claim['owed']['amount']]" \
	'["partly_approved", "100.00", "100.00"]'
expect_rc "the rest is appealed" 0 claim appeal 2/1
says "no rule is known about it" "no rule about appeals" "$ERR"
must claim deny 2/1 --reason over-declared-value
must show 2 --json
json_is "what was approved stays approved when the appeal fails" \
	"[$claim['state'], $claim['appeal_result'], $claim['owed']['amount']]" \
	'["partly_approved", "lost", "100.00"]'
must claim withdraw 2/2 --said "one door is enough"
must list --claims --account 1A2B3C
says "list --claims has state and sums" "partly_?.?approved +160.00 USD +100.00 USD"
must list --account 1A2B3C --json
json_is "list filters by account" "[i['case'] for i in d['items']]" "[2]"
must list --client "Ada's Lamps" --owner kim --json
json_is "and by client and owner" \
	"[(i['case'], i['account'], i['client'], i['claim_state'], i['approved']['amount']) for i in d['items']]" \
	'[[2, "1A2B3C", "Ada'"'"'s Lamps", "partly_approved", "100.00"]]'
must export 2 -o two.csv --audience full
says "exports carry client, owner and account" "Ada's Lamps" two.csv
says "the account, too" "1A2B3C" two.csv

# --- a list of payments ---

at 2026-12-28
number 3
must open "$NUMBER" --problem lost --mailed 2026-11-05 --service priority-mail --value 40
must claim file 3 --number CLM-3 --on 2026-11-25
must claim approve 3 --on 2026-12-01
number 4
must open "$NUMBER" --problem lost --mailed 2026-11-05 --service priority-mail --value 55
must claim file 4 --on 2026-11-25
must claim approve 4 --on 2026-12-01
number 5
must open "$NUMBER" --problem lost --mailed 2026-11-05 --service priority-mail --value 70
must claim file 5 --on 2026-11-25
must claim approve 5 --on 2026-12-01
number 4
cat >credits.csv <<CSV
Posting Date,Description,Credit,Balance
12/27/2026,USPS INDEMNITY CLM-3 THANK YOU,"30.00","1,000.00"
12/27/2026,Deposit ${NUMBER},55.00,0
12/27/2026,Coffee,-4.50,0
12/27/2026,Somebody else,77.10,0
12/28/2026,Shipsurance,100.00,0
13/40/2026,Nonsense,9.00,0
CSV
run import payouts credits.csv --dry-run --json
is "a preview exits 1 when rows are of no claim" "$RC" 1
json_is "and says what each row would do" "[i['outcome'] for i in d['items']]" \
	'["short", "matched", "unknown", "unknown", "matched", "unknown"]'
of 3
json_is "and writes nothing" "len(d['payouts'])" 0
check "nor a file" test ! -e credits.csv.refused.csv
run import payouts credits.csv
is "the list is taken in" "$RC" 1
says "with what is short" "10.00 USD still owed"
says "what is missing is named" "claim 5/1: 70.00 USD, expected by 2026-12-15"
says "rows of no claim go to a file with the reason" \
	"Somebody else.*no approved claim waits for just 77.10 USD" credits.csv.refused.csv
says "money that goes out is none of ours" "Coffee.*goes out" credits.csv.refused.csv
of 4
json_is "found by its tracking number in the words" "[$claim['state'], d['payouts'][0]['paid_on']]" \
	'["paid", "2026-12-27"]'
of 2
json_is "found by sum and day alone" "$claim['state']" paid
run import payouts credits.csv --json
json_is "the same list again is double" "[i['outcome'] for i in d['items']][:2] + [d['items'][4]['outcome']]" \
	'["double", "double", "double"]'
entries=$(must verify --json && json "d['entries']")
run import list --json
json_is "the list is among the imports, with who took it in" \
	"[[i['what'], i['created'], i['file'], i['state'], bool(i['by'])] for i in d['items']]" \
	'[["payouts", 3, "credits.csv", "complete", true]]'
refuses "it is taken back whole, and by undo" 4 "list of payments" import undo 1
must undo
says "undo takes the whole list back" "list of payments, as a whole, on case"
run import list --json
json_is "and says so among the imports" "d['items'][0]['state']" undone
for n in 2 3 4; do
	of $n
	json_is "case $n has no payment any more" "[len(d['payouts']), $claim['state'].endswith('approved')]" \
	"[0, true]"
done
must verify --json
json_is "by one entry" "d['entries']" $((entries + 1))
printf 'Name,Sum\nx,1\n' >odd.csv
refuses "a list without an amount names its headings" 2 "no column for the amount.*Name, Sum" import payouts odd.csv
refuses "a list that is not there" 3 "cannot read" import payouts nowhere.csv
"$PYTHON" -c 'print("Date,Amount"); [print("2026-12-01,1.00") for _ in range(5001)]' >long.csv
refuses "a list over the ceiling" 2 "more than 5000 rows" import payouts long.csv
"$PYTHON" -c 'print("Date,Amount,Note"); [print("2026-12-01,1.00," + "x" * 60000) for _ in range(400)]' >wide.csv
refuses "and one with too many bytes" 2 "larger than 16 MiB" import payouts wide.csv
printf '\377\376D\0a\0' >utf16.csv
run import payouts utf16.csv
is "a list in UTF-16 is refused" "$RC" 2
printf 'Date,Amount,Note\n2026-12-01,1e3,a\n2026-12-01,"\033[2J",b\n,,\n2026-12-01,99999999999999,c\n' >rubbish.csv
run import payouts rubbish.csv --json
json_is "rubbish is refused row by row" "set(i['outcome'] for i in d['items']) == {'unknown'}" true

# --- what the customer got, and the parcel that turns up ---

at 2026-12-01
expect_rc "remedy notes a refund" 0 remedy 3 refund --amount 40 --ref R-9 --json
json_is "with all of it" "[d['kind'], d['amount']['amount'], d['given_on'], d['reference']]" \
	'["refund", "40.00", "2026-12-01", "R-9"]'
expect_rc "a second one is taken, with a word" 0 remedy 3 reship
says "that says so" "two remedies for one parcel" "$ERR"
refuses "remedies of another kind" 2 "refund, reship or credit|refund" remedy 3 hug
must close 3 --reason "refunded"
at 2026-12-09
scan() {
	"$PYTHON" - "$@" >scan.json <<'PY'
import json, sys
number, when = sys.argv[1:]
print(json.dumps({"trackingNumber": number, "statusCategory": "In Transit", "status": "Arrived",
 "trackingEvents": [{"eventType": "ARRIVED AT POST OFFICE", "eventTimestamp": when, "eventCity": "BOISE",
                     "eventState": "ID", "eventZIPCode": "83702", "eventCode": "07"}]}))
PY
}
number 3
scan "$NUMBER" 2026-11-28T08:00:00
must events import scan.json
of 3
json_is "a scan from before the refund opens no duty" "d['duties']" "[]"
scan "$NUMBER" 2026-12-08T08:00:00
must events import scan.json
of 3
json_is "a real scan after it does, though the case is closed" \
	"[d['stage'], [(x['kind'], x['settled_on']) for x in d['duties']]]" \
	'["closed", [["turned_up", null]]]'
says "the next step is to settle it" "waylaid duty done 3 --note"
scan "$NUMBER" 2026-12-09T08:00:00
must events import scan.json
of 3
json_is "once" "len(d['duties'])" 1
must show 3
says "show says what is owed" "the parcel turned up: scanned on 2026-12-08.*"
refuses "it is settled with words" 2 "say how" duty done 3
must duty done 3 --note "customer sends it back"
of 3
json_is "and stays in the record" "[d['duties'][0]['settled_on'], d['duties'][0]['note']]" \
	'["2026-12-09", "customer sends it back"]'
refuses "there is none any more" 3 "no open duty" duty done 3 --note again
must export 3 -o three.xlsx

# --- which request comes first ---

number 6
must open "$NUMBER" --problem lost --mailed 2026-11-05 --service priority-mail-international --to \
	"P Lee, 1 Rue A, 75001 Paris, France"
refuses "abroad an inquiry comes first" 4 "comes after the international inquiry" claim file 6 --amount 50
must request 6 international-inquiry
refuses "and must end" 4 "6/1 is still open" claim file 6 --amount 50
must request answer 6/1 --result not-found
expect_rc "then the claim is taken" 0 claim file 6 --amount 50
number 8
must open "$NUMBER" --problem lost --mailed 2026-11-05 --service priority-mail-international --to \
	"P Lee, 1 Rue A, 75001 Paris, France"
must request 7 international-inquiry
must claim file 7 --amount 50 --anyway
must claim no-record 7
must next --json
json_is "what they have no record of is sent again" \
	"[i['command'] for i in d['items'] if i['kind'] == 'no_record' and i['case'] == 7]" '["waylaid claim file 7/1"]'
expect_rc "as it was filed, with no second word" 0 claim file 7/1
must claim file 1 --draft --route card --amount 20
must show 1 --json
json_is "a draft is a draft" "[c['state'] for c in d['claims']]" '["paid", "draft"]'
must claim file 1/2 --how "at the bank"
must claim edit 1/2 --number BANK-1 --amount 25
must show 1 --json
json_is "a claim is corrected" "[(c['state'], c['reference'], c['amount']['amount']) for c in d['claims']][1]" \
	'["filed", "BANK-1", "25.00"]'
must claim expire 1/2 --said "nobody answered"
refuses "what is over is over" 4 "cannot be appealed any more" claim appeal 1/2
number 7
must open "$NUMBER" --problem lost
refuses "a case without a claim" 3 "has no claim yet" claim ack 8
must open --help
for words in "claim denials" "claim denials ups" "paid --help" "import payouts --help"; do
	must $words --json
	one_document "$words --json is one document"
done
must verify
finish
