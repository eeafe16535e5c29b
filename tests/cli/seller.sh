#!/bin/bash
# seller.sh - a seller without any API account: a Pirate Ship report, a page copied from usps.com, a parcel that
# watch finds stuck, its case opened, explained and exported
#
# What the seller sees stands in seller/session.txt, word for word. SELLER_KEEP=1 writes it anew.
kept=$(realpath "$(dirname "${BASH_SOURCE[0]}")/seller")
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

export WAYLAID_NOW=2026-11-23T15:00:00Z COLUMNS=100
unset WAYLAID_USPS_CLIENT_ID WAYLAID_USPS_CLIENT_SECRET
cp "$kept/shipments.csv" "$kept/page.txt" .

# typed STATUS COMMAND...: run as the seller types it, with what it says, into the session
typed() {
	local want=$1 rc=0
	shift
	printf '$ waylaid %s\n' "$*" >>session.txt
	"$WAYLAID" "$@" >>session.txt 2>&1 </dev/null || rc=$?
	printf '\n' >>session.txt
	is "waylaid $*: exit $want" "$rc" "$want"
}

typed 1 import shipments.csv --dry-run
typed 1 import shipments.csv
typed 0 watch
typed 0 events import page.txt
typed 0 watch --open
typed 0 show 1
typed 0 explain 1
typed 0 why 1
typed 0 export 1 -o case-1.xlsx
typed 1 import shipments.csv

if [[ -n ${SELLER_KEEP-} ]]; then
	cp session.txt "$kept/session.txt"
fi
if diff -u "$kept/session.txt" session.txt >differs.txt; then
	ok "the seller sees what is kept"
else
	not_ok "the seller sees what is kept" "$(head -n 60 differs.txt)"
fi

# --- the same, looked at as data ---

must list --json
json_is "one case, of the stuck parcel" \
	"[[c['tracking_number'], c['problem'], c['value']['amount']] for c in d['items']]" \
	'[["9400111206206406260787", "lost", "120.00"]]'
must show 1 --json
json_is "with the facts of the report" \
	"[d['carrier'], d['service'], d['shipment']['mailed_on'], d['shipment']['order']]" \
	'["usps", "ground_advantage", "2026-10-29", "1041"]'
json_is "and the scans of the page" "[e['occurred_at_local'][:10] for e in d['events']]" \
	'["2026-11-12", "2026-11-02", "2026-10-30", "2026-10-29", "2026-10-29"]'
json_is "of which three are scans" "[e['is_scan'] for e in d['events']]" '[false, true, true, true, false]'
json_is "the page's finer word took the report's place" "{e['source'] for e in d['events']} == {'pasted'}" true
json_is "the silence is said" "d['silence'][-1]['open']" true
json_is "the window is open" "[w['state'] for w in d['windows'] if w['what'] == 'claim']" '["open"]'
check "the workbook is a ZIP" test "$(head -c 2 case-1.xlsx)" = PK
check "the refused row and why are in a file" grep -q "9.40551E+21" shipments.csv.refused.csv
must watch --json
json_is "nothing is left for watch" "d['count']" 0
must verify
finish
