#!/bin/bash
# audience.sh - which reader sees which part of a case
#
# The table of what is hidden names what is, not what may be seen. So that nothing new is shown to strangers unasked,
# every path of a case with everything in it stands in audience/seen.txt, with the readers who get it: a new one
# fails here until somebody has decided. AUDIENCE_KEEP=1 writes the list anew: read the difference.
kept=$(realpath "$(dirname "${BASH_SOURCE[0]}")/audience")
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

unset WAYLAID_USPS_CLIENT_ID WAYLAID_USPS_CLIENT_SECRET
A=9400111206206406260787
day() { export WAYLAID_NOW=$1T15:00:00Z; }
printf 'invoice 77: lens, 120.00, paid in full, Bob Ray\n' >invoice.txt
printf '\x89PNG\r\n\x1a\n picture' >photo.png
printf 'DATE,TRACKING,AMOUNT,REFERENCE\n2026-12-17,%s,40.00,CR-1\n' $A >credits.csv
cat >scans.csv <<SCANS
tracking number,date,time,status,city
$A,2026-11-02,10:00,Accepted at USPS Origin Facility,Boise ID
$A,2026-11-03,08:00,Departed USPS Regional Facility,Boise ID
SCANS

# --- a case with everything in it ---

day 2026-11-13
must open $A --problem damaged --carrier usps --service ground-advantage --mailed 2026-11-01 --expected 2026-11-06 \
	--delivered 2026-11-09 --value 120 --contents 'a lens' --weight '1 lb 2 oz' --postage 7.40 --insured 120 \
	--insurer usps --insured-on 2026-11-01 --label-source 'pirate ship' --order 1041 --account shop-1 \
	--from 'Ann Shop, 1 Main St, Boise, ID 83702' --to 'Bob Ray, 9 Elm St, Oxford, MS 38655' \
	--owner ann --client acme --note 'ours alone'
must events import scans.csv
must item 1 'Canon lens, black' --serial 0420 --value 120 --sku L-50 --bought 2026-10-01
must log 1 --channel phone --dialed 1-800-275-8777 --keypad '2, 1, 0' --minutes 24 --hold 15 --rep 'Dana Q' \
	--rep-id D7 --callback 907-555-0100 --ref 4711-A --said 'a search runs' \
	--next 'call back' --due +3d --by carrier
must amend 1 --said 'a search was opened'
must log 1 --rep 'Lee' --ref 4712-B --said 'there is no search' --next 'send photos' --due +1d --by us
must contradict 1 2 --note 'one says there is a search'
must keep 2
must broken 1
must attach 1 invoice.txt --kind proof-of-value --note 'from the shop'
must attach 1 photo.png --kind damage-photo --shot 1 --taken 2026-10-01
must step 1 paid-and-named --note 'it says both'
must hold 1 --what box --where 'shelf 4' --until +30d
must request 1 help-request --ref 20471533
must request answer 1/1 --result not-found --said 'the office has not seen it'
must remedy 1 refund --amount 120 --ref R-1 --note 'paid at once'
must claim file 1 --route carrier --goods 120 --postage 7.40 --number CLM-1 --how online --anyway
day 2026-11-20
must claim deny 1 --reason insufficient-value-proof --said 'no name on the receipt'
must claim appeal 1
day 2026-12-18
must claim approve 1 --amount 100
must import payouts credits.csv
must log 1 --said 'when does the rest come' --next 'pay the rest' --due +1d --by carrier
day 2026-12-22
must snooze 1 promise --until +3d --reason 'Dana is away'

# --- who gets what ---

for reader in full carrier customer marketplace court; do
	must export 1 -o "$reader.json" --audience "$reader"
done
"$PYTHON" - >seen.txt <<'PY'
import json

readers = ['full', 'carrier', 'customer', 'marketplace', 'court']
seen = {}

def walk(value, path, reader):
    if isinstance(value, dict):
        for name, child in value.items():
            walk(child, path + '.' + name if path else name, reader)
    elif isinstance(value, list):
        for child in value:
            walk(child, path, reader)
        if not value:
            seen.setdefault(path, set())
    elif value is not None:
        seen.setdefault(path, set()).add(reader)

for reader in readers:
    walk(json.load(open(reader + '.json')), '', reader)
for path in sorted(seen):
    who = ' '.join(r for r in readers if r in seen[path])
    print(path + ': ' + (who or 'nothing in this case'))
PY
if [[ -n ${AUDIENCE_KEEP-} ]]; then
	cp seen.txt "$kept/seen.txt"
fi
if diff -u "$kept/seen.txt" seen.txt >differs.txt; then
	ok "each reader sees what was decided"
else
	not_ok "each reader sees what was decided" "$(head -n 60 differs.txt)"
fi
# --- what is hidden is not asked for either ---

# words FILE: every text of a workbook
words() {
	"$PYTHON" -c 'import sys, zipfile
print(zipfile.ZipFile(sys.argv[1]).read("xl/sharedStrings.xml").decode())' "$1"
}
must item edit 1 --cost 80
for reader in full carrier customer marketplace; do
	must export 1 --audience $reader -o "cost-$reader.xlsx"
	words "cost-$reader.xlsx" >"cost-$reader.txt"
done
check "who may see what goods cost has it" grep -q 'Unit cost' cost-full.txt
check "and the carrier" grep -q 'Unit cost' cost-carrier.txt
must item edit 1 --cost ''
for reader in customer marketplace; do
	must export 1 --audience $reader -o "none-$reader.xlsx"
	words "none-$reader.xlsx" >"none-$reader.txt"
	check "the $reader is not shown a cost, nor that it is missing" \
		eval "! grep -q 'Unit cost\|--cost' cost-$reader.txt none-$reader.txt"
done

finish
