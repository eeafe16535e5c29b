#!/bin/bash
# story.sh - one lost parcel from nine days of silence to the money: a call, the Help Request, the claim on its first
# day, the search in a window of its own, denial, appeal, payment, and the whole file exported
#
# What the shipper sees stands in story/session.txt, word for word. STORY_KEEP=1 writes it anew.
kept=$(realpath "$(dirname "${BASH_SOURCE[0]}")/story")
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

export COLUMNS=100 TZ=America/New_York
cp "$kept"/{page.txt,denial.eml,credits.csv} .
printf 'Invoice 1041, Bob Ray, Canon lens EF 50 mm, 120.00 USD, paid in full\n' >invoice.txt
printf 'Label record 9400 1112 0620 6406 2607 87, mailed 2026-11-02, postage 7.40\n' >label.txt
printf 'Card statement: 2026-11-01 Bob Ray 120.00 USD\n' >statement.txt

# day DATE WHAT: a new day at a quarter to eleven in New York
day() {
	export WAYLAID_NOW=$1T15:45:00Z
	printf '=== %s: %s\n\n' "$1" "$2" >>session.txt
}

# typed STATUS COMMAND...: run as the shipper types it, with what it says, into the session
typed() {
	local want=$1 rc=0
	shift
	printf '$ waylaid %s\n' "$*" >>session.txt
	"$WAYLAID" "$@" >>session.txt 2>&1 </dev/null || rc=$?
	printf '\n' >>session.txt
	is "waylaid $*: exit $want" "$rc" "$want"
}

day 2026-11-13 "nine days without a scan"
typed 0 open "9400 1112 0620 6406 2607 87" --problem lost --mailed 2026-11-02 --service ground-advantage \
	--value 120 --contents "Canon lens EF 50 mm" --weight "1 lb 2 oz" --postage 7.40 --insured 120 \
	--from "Ann Shop, 1 Main St, Boise, ID 83702" --to "Bob Ray, 9 Elm St, Oxford, MS 38655"
typed 0 events import page.txt
typed 0 brief 1
typed 0 log 1 --channel phone --dialed 1-800-275-8777 --keypad "2, 1, 0" --minutes 24 --hold 15 --rep "Dana Q" \
	--ref 4711-A --said "last seen in Memphis; she opened a search at the office there" \
	--next "call back with what Memphis says" --due +5d --by carrier \
	--next "send the Help Request" --due today --by us
typed 0 letter 1 help-request
typed 0 request 1 help-request --ref 20471533
typed 0 keep 2

day 2026-11-16 "the fourteenth day after mailing: too early"
typed 4 claim file 1 --route carrier --goods 120 --postage 7.40 --number CLM-7719024

day 2026-11-17 "the sixteenth day of the parcel: the first on which one may claim"
typed 0 next
typed 0 attach 1 invoice.txt --kind proof-of-value
typed 0 attach 1 label.txt --kind proof-of-mailing
typed 0 attach 1 label.txt --kind proof-of-insurance
typed 0 step 1 paid-and-named
typed 0 ready 1
typed 0 claim file 1 --route carrier --goods 120 --postage 7.40 --number CLM-7719024 --how online

day 2026-11-19 "nobody called back"
typed 0 next
typed 0 broken 1
typed 0 letter 1 chase

day 2026-11-24 "the seventh business day after the Help Request"
typed 0 request answer 1/1 --result not-found --said "the office has not seen it"
typed 0 letter 1 missing-mail-search
typed 0 request 1 missing-mail-search --ref MMS-55120

day 2026-12-05 "a decision"
typed 0 mail denial.eml
typed 0 claim deny 1 --on 2026-12-04 --reason insufficient-value-proof --said "the receipt does not name the buyer"
typed 0 why 1
typed 0 attach 1 statement.txt --kind proof-of-payment
typed 0 letter 1 appeal
typed 0 claim appeal 1

day 2026-12-18 "the appeal is granted"
typed 0 claim approve 1 --amount 127.40

day 2026-12-23 "the money came"
typed 0 import payouts credits.csv
typed 0 request answer 1/2 --result not-found
typed 0 close 1 --reason "paid in full"
typed 0 show 1
typed 0 next
typed 0 export 1 -o case-1.xlsx
typed 0 export 1 -o case-1.pdf
typed 0 export 1 -o case-1.zip

# Who runs it, and the salts of the journal, are no part of the story.
sed -i -E "s/\\b$(id -un), 2026/ann, 2026/; s/^(  head +)[0-9a-f]{64}$/\1(a hash)/" session.txt
if [[ -n ${STORY_KEEP-} ]]; then
	cp session.txt "$kept/session.txt"
fi
if diff -u "$kept/session.txt" session.txt >differs.txt; then
	ok "the shipper sees what is kept"
else
	not_ok "the shipper sees what is kept" "$(head -n 60 differs.txt)"
fi

# --- the same, looked at as data ---

must show 1 --json
json_is "the claim was paid in full" "[[c['state'], c['amount']['amount'], c['paid']['amount']] for c in d['claims']]" \
	'[["paid", "127.40", "127.40"]]'
json_is "filed on the first day of its window" \
	"d['claims'][0]['filed_on'] in [w['opens_on'] for w in d['windows'] if w['what'] == 'claim']" true
json_is "one promise was broken, one kept" "[p['state'] for p in d['promises']]" '["broken", "kept"]'
json_is "the search came after the Help Request, in its own window" "[r['filed_on'] for r in d['requests']]" \
	'["2026-11-13", "2026-11-24"]'
must verify
must verify case-1.zip
finish
