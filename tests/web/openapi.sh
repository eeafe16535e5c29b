#!/bin/bash
# openapi.sh - the description of /api, walked against the server: every operation, right and broken
. "$(dirname "$0")/../lib/process.sh"

# What the examples of the description are about: a case with all that may hang on it, one with a claim,
# one that was paid for and turned up, one that is closed.
open_case() {
	must open "$1" --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
}
open_case 9400111206206406260787
for what in 'call back' 'send the form'; do
	must log 1 --rep Lee --said hello --next "$what" --due +2d --by carrier
done
must request 1 help-request --ref HR-1
must hold 1 --where 'shelf 1'
must item 1 'a lamp'
printf 'a paper\n' >"$WORK/paper.txt"
must attach 1 "$WORK/paper.txt" --kind other
open_case 9400111206206406260794
must claim file 2 --amount 100 --number CLM-2 --how online
open_case 9400111206206406260800
must remedy 3 refund --amount 120
printf 'Tracking Number,Ship Date\n9400111206206406260985,2026-11-10\n' >"$WORK/list.csv"
must import "$WORK/list.csv"
cat >"$WORK/scan.json" <<-'END'
	{"trackingNumber": "9400111206206406260800", "statusCategory": "In Transit", "status": "Arrived",
	"trackingEvents": [{"eventType": "ARRIVED AT POST OFFICE", "eventTimestamp": "2026-11-23T08:00:00",
	"eventCity": "BOISE", "eventState": "ID", "eventZIPCode": "83702", "eventCode": "07"}]}
END
must events import "$WORK/scan.json"
open_case 9400111206206406260817
must close 4 --reason found

# A desk with a user: one that has none changes hands when the walk adds the first.
must user add walker --role admin
tokens=()
for scope in admin read; do
	must token new "$scope" --user walker --scope "$scope" --days 1
	tokens+=("$(cat "$OUT")")
done
must token new held --user walker --scope admin --client Acme --days 1
start_sandbox 'default in_transit' # who is asked for news
start_server --quiet
drives 'the walk came to its end' 500 "$TOP/tests/web/openapi.py" "$BASE" "${tokens[@]}" "$(cat "$OUT")"
must verify
must doctor
finish
