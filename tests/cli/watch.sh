#!/bin/bash
# watch.sh - parcels without a case: each verdict, its words, the order, and the cases that are opened for them
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

# parcel ID MAILED STATUS TROUBLE SCANNED ASKED VALUE [TEXT [EXPECTED]]: as an import would leave it; days
# are so many before today, - is unknown
parcel() {
	number "$1"
	sql() { if [[ $1 == - ]]; then echo NULL; else echo "$(($2))"; fi; }
	local now=1795446000 today=20780
	sqlite3 "$DESK" "INSERT INTO shipment(id,version,carrier,tracking_number,service,mailed_on,accepted_on,
		expected_on,status,trouble,status_text,last_scan_at,last_asked_at,value_cents,value_currency)
		VALUES($1,1,'usps','$NUMBER','ground_advantage',$(sql "$2" $today-"$2"),
		$(sql "$5" $today-"$2"),$(sql "${9:--}" $today-"${9:-0}"),'$3','$4',nullif('${8-}',''),
		$(sql "$5" $now-86400*"$5"),$(sql "$6" $now-86400*"$6"),
		$(sql "$7" "$7"),$([[ $7 == - ]] && echo NULL || echo "'USD'"));
		INSERT INTO poll(version,shipment_id,asked_at,source,outcome,new_events)
		SELECT 1,id,last_asked_at,'api','unchanged',0 FROM shipment
		WHERE id=$1 AND last_asked_at IS NOT NULL"
}

refuses "without a desk it says so" 3 "no desk|does not exist|not there" watch
must open 9400111206206406260787 --problem lost
expect_rc "an empty watch is no failure" 0 watch
says "and says so in words" "^There is no parcel to watch"
says "and whom it left out" "1 with an open case left out"
must watch --json
one_document "as JSON it is one document"
json_is "with the counts" "[d['items'], d['count'], d['checked'], d['with_case'], d['never_asked']]" '[[], 0, 0, 1, 0]'

parcel 10 3 in_transit none 1 0 5000
must watch
says "a parcel that moves is fine" "^No parcel looks lost, stuck or late"

parcel 11 20 in_transit none 9 0 12050 'Departed USPS Regional Facility'
parcel 12 10 pre_transit none - 0 4500
parcel 13 12 in_transit none 1 0 - 'In Transit' 2
parcel 14 12 delivered unclear 2 0 9900 'Delivered to Agent, Left with Individual'
parcel 15 12 return_to_sender returned 2 0 9900 'Unclaimed'
parcel 16 12 attempted delayed 2 0 9900 'Notice Left'
parcel 17 12 in_transit customs 2 0 9900 'Held in Customs'
parcel 18 30 unknown none - - 9900
parcel 19 100 in_transit none 90 0 90000
must watch --json
one_document "as JSON it is one document"
json_is "each verdict is found" "sorted(i['verdict'] for i in d['items'])" \
	'["alert", "held_until", "late", "never_accepted", "no_scan", "no_scan", "not_asked", "returning", '\
'"wrong_receiver"]'
json_is "each item has all its keys" "set('''tracking_number carrier service verdict problem since days why usual
	value closes_on days_left state next_step command'''.split()) <= set(d['items'][0])" true
json_is "and what its case would be" "sorted({i['verdict'] + ' ' + i['problem'] for i in d['items']})" \
	'["alert delayed", "held_until delayed", "late delayed", "never_accepted lost", "no_scan lost", '\
'"not_asked unclear", "returning returned", "wrong_receiver not_received"]'
json_is "the least time stands first, what is too late last" \
	"[d['items'][0]['act_by'], d['items'][-1]['state'], d['items'][-1]['days_left']]" \
	'["2026-12-06", "closed", -40]'
number 11
silent="[i for i in d['items'] if i['tracking_number'] == '$NUMBER'][0]"
json_is "the silent one: since when, how long, until when" \
	"[$silent[k] for k in ('since', 'days', 'closes_on', 'days_left', 'state')]" \
	'["2026-11-14", 9, "2027-01-02", 40, "open"]'
json_is "what is usual, and whose figure it is" "[$silent['usual'][k] for k in ('days', 'n', 'quantile', 'basis')]" \
	'[7, 0, null, "our_figure"]'
json_is "the command opens it" "$silent['command']" "waylaid open $NUMBER --problem lost"
json_is "the counts" "[d['count'], d['checked'], d['with_case'], d['never_asked'], d['over']]" '[9, 10, 1, 1, 1]'
must watch --limit 2 --json
json_is "a limit shows fewer and counts all" "[len(d['items']), d['count']]" '[2, 9]'
must watch --carrier ups --json
json_is "another carrier has none" "[d['count'], d['checked']]" '[0, 0]'

COLUMNS=80 must watch
check "the text fits 80 columns" awk 'length($0) > 80 { print; bad = 1 } END { exit bad }' "$OUT"
says "it says why" "last real scan 2026-11-14, none since up to the last answer, of 2026-11-23"
says "and by whose figure" "cautious figure"
says "not asked is not called lost" "Not known: nobody asked"
says "a value that nobody gave" "value unknown"
says "too late says so" "too late for the claim: the last day was 2026-10-14"
says "how many were never asked for" "1 never"
refuses "a client is for cases" 2 "with --open" watch --client Acme
refuses "a carrier that is none" 2 "carrier" watch --carrier nobody

# --- opening ---

must watch --open --client Acme --json
one_document "opened: one document"
json_is "the cases opened" "[d['opened'], sorted(i['case'] for i in d['items'] if i['case'])]" \
	'[7, [2, 3, 4, 5, 6, 7, 8]]'
json_is "neither what nobody asked for nor what is too late" \
	"[[i['verdict'], i['state'] == 'closed'] for i in d['items'] if not i['case']]" \
	'[["not_asked", false], ["no_scan", true]]'
must show "$NUMBER" --json
json_is "the case has the facts of its parcel, the problem and whose it is" \
	"[d['problem'], d['client']] + [d['shipment'][k] for k in ('mailed_on', 'value', 'status')]" \
	'["lost", "Acme", "2026-11-03", {"amount": "120.50", "currency": "USD"}, "in_transit"]'
json_is "and the note why" "d['note'].split(' 2026-11-14')[0]" \
	'watch 2026-11-23: No scan for longer than usual: last real scan'
is "no parcel was made twice" \
	"$(sqlite3 -readonly "$DESK" "SELECT count(*) FROM shipment WHERE tracking_number='$NUMBER'")" 1
must watch --open --json
json_is "a second time opens nothing" "[d['opened'], d['with_case'], d['count']]" '[0, 8, 2]'
must watch --open
says "and says so" "no case opened" "$ERR"
must close "$NUMBER" --reason found
must watch
says "a closed case is left out and said" "1 with a closed|a closed case"
must watch --all --json
json_is "unless all are asked for" "[d['count'], d['closed_case']]" '[3, 0]'

# --- a person opens one by its number ---

number 10
must open "$NUMBER" --problem delayed --contents "a lamp" --json
json_is "it joins the watched parcel and shows what is known of it" \
	"[d['service']] + [d['shipment'][k] for k in ('mailed_on', 'status', 'contents')]" \
	'["ground_advantage", "2026-11-20", "in_transit", "a lamp"]'
is "and makes no second one" \
	"$(sqlite3 -readonly "$DESK" "SELECT count(*) FROM shipment WHERE tracking_number='$NUMBER'")" 1

# --- 95 of 100 ---

for ((i = 0; i < 30; i++)); do
	parcel $((100 + i)) 40 delivered none 30 30 1000 'Delivered, In/At Mailbox'
done
sqlite3 "$DESK" "INSERT INTO event(version,shipment_id,occurred_at_local,status,trouble,is_scan,source,first_seen_at)
	SELECT 1,s.id,d.column1,'in_transit','none',1,'api',0 FROM shipment s,
	(VALUES('2026-10-20T09:00:00'),('2026-10-24T09:00:00'),('2026-10-23T09:00:00')) d WHERE s.id>=100"
parcel 50 20 in_transit none 5 0 7000
must watch --json
number 50
json_is "usual comes from the desk's own delivered parcels" \
	"[[i['days']] + [i['usual'][k] for k in ('days', 'n', 'basis', 'quantile')]
	for i in d['items'] if i['tracking_number'] == '$NUMBER']" '[[5, 3, 30, "service", 95]]'
must watch
says "and is said" "95 of 100 delivered USPS Ground Advantage"

must help watch
says "the help has the cron lines" "\*/15 \* \* \* \*  waylaid track --due"

finish
