#!/bin/bash
# import.sh - shipments from files: every map with a file of its shape, dressed as spreadsheets dress
# them; preview, refusals, the same file again, a kill in the middle, taking back
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

sql() { sqlite3 -readonly "$DESK" "$1"; }
# N...: sets n1, n2, ... to numbers of their own
numbers() {
	local i
	for i in "$@"; do
		number "$i"
		printf -v "n$i" %s "$NUMBER"
	done
}
numbers 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15

# --- Pirate Ship: BOM, quoted dates, voided labels, a destroyed number ---

head="Created Date,Recipient,Company,Email,Tracking Number,Cost,Status,Ship From,Ship Date"
head+=",Estimated Delivery Time,Weight (oz),Tracking Status,Tracking Info,Tracking Date,Address Line 1"
head+=",Address Line 2,City,State,Zipcode,Country,Carrier,Service,Order ID,Rubber Stamp 1,Order Value"
day='"Monday, November 9, 2026"'
{
	printf '\xef\xbb\xbf%s\r\n' "$head"
	printf '%s,Mo Test,,mo@example.com,="%s",$4.63,Printed,97201,%s,,6,In Transit,' "$day" "$n1" "$day"
	printf 'Arrived at USPS Facility,"November 11, 2026 8:12 AM",9 Sample Rd,,Salem,OR,97301,US,USPS,'
	printf 'Ground Advantage,77,,25.00\r\n'
	printf '%s,Al Test,,,9.40551E+21,$4.63,Printed,97201,%s,,6,,,,9 Sample Rd,,Salem,OR,97301,US,' "$day" "$day"
	printf 'USPS,Ground Advantage,78,,\r\n'
	printf '%s,Cy Test,,,%s,$4.63,Refunded,97201,%s,,6,,,,9 Sample Rd,,Salem,OR,97301,US,' "$day" "$n2" "$day"
	printf 'USPS,Ground Advantage,79,,\r\n'
} >pirate.csv

expect_rc "a dry run with a bad row says so" 1 import pirate.csv --dry-run --json
one_document "as one document"
json_is "what would be done" "[d[k] for k in ('rows','created','merged','refused','skipped','refusals_file')]" \
	"[3, 1, 0, 1, 1, null]"
json_is "row by row" "[[i['line'], i['outcome']] for i in d['items']]" \
	'[[2, "created"], [3, "refused"], [4, "skipped"]]'
check "and nothing was written" test "$(sql 'SELECT count(*) FROM shipment')" = 0
check "no file of refusals either" test ! -e pirate.csv.refused.csv
expect_rc "taken in" 1 import pirate.csv --json
json_is "by the map that its headings name" "[d['map'], d['import'], d['created'], d['new_events']]" \
	'["pirate_ship", 1, 1, 1]'
json_is "its refusals are named" "[d['refusals_file'], d['error']['code']]" \
	'["pirate.csv.refused.csv", "refused"]'
says "with the reason beside the row" "Al Test.*spreadsheet turned this number" pirate.csv.refused.csv
is "the parcel is as the file has it" \
	"$(sql "SELECT carrier,service,date(mailed_on*86400,'unixepoch'),weight,postage_cents,value_cents,
		label_source,order_number,status,replace(to_address,char(10),'/') FROM shipment")" \
	"usps|ground_advantage|2026-11-09|6 oz|463|2500|Pirate Ship|77|in_transit|"\
"Mo Test/9 Sample Rd/Salem, OR 97301/US"
expect_rc "for people, too" 1 import pirate.csv
says "what was known" "1 known already"
says "how to take it back" "waylaid import undo 2"
says "and what to look at next" "waylaid watch"
says "of one row that was refused, it was" "1 of 3 rows was refused" "$ERR"
silent_about "rows that came in are no news" "^ +2 "
run import list
check "the list of imports fits 80 columns" awk 'length($0) > 80 { bad = 1 } END { exit bad }' "$OUT"
printf 'PK\003\004rest of a workbook' >book.xlsx
refuses "a workbook is no table of text" 2 "save the sheet as CSV" import book.xlsx

later='Delivered,"Delivered, Left with Individual","November 13, 2026 2:05 PM"'
sed "s/In Transit,Arrived at USPS Facility,\"November 11, 2026 8:12 AM\"/$later/" pirate.csv >pirate2.csv
expect_rc "a later export" 1 import pirate2.csv --json
json_is "refreshes the status" "[d['created'], d['merged'], d['new_events']]" "[0, 1, 1]"
is "without any API" "$(sql "SELECT status,date(delivered_on*86400,'unixepoch') FROM shipment")" \
	"delivered|2026-11-13"

# --- every other map ---

imports() { # NAME MAP WANTED-ROWS: imports FILE NAME.csv; created, merged, refused, skipped as "1 0 0 0"
	run import "$1.csv" --json
	is "$1 is known by its headings" "$(json "d.get('map')")" "$2"
	is "$1: created, merged, refused, skipped" \
		"$(json "' '.join(str(d[k]) for k in ('created','merged','refused','skipped'))")" "$3"
}

cat >shipstation.csv <<END
Order - Number;Shipment - Tracking Number;Shipment - Carrier;Shipment - Service;Shipment - Ship Date;Ship To - Name
S1;'$n3;USPS;USPS Ground Advantage;11/13/2026 10:00:00 AM;Di Test
S2;;USPS;;;Ed Test
END
imports shipstation shipstation "1 0 0 1"

echo "EPS Account #,EPS Transaction ID,Transaction Date/Time,Transaction Type,$(:
)Package Identification Code (PIC),Mail Class,Postage" >eps.csv
cat >>eps.csv <<END
1,10,2026-11-10 00:44:00,SCAN Form Used,$n4,Priority Mail,9.35
1,11,2026-11-11 00:44:00,Refund,$n4,Priority Mail,9.35
1,12,2026-11-11 00:44:00,Deposit,,,
END
imports eps usps_eps "1 0 0 2"

cat >aftership.csv <<END
tracking_number,courier,email,order_id,customer_name,destination_country,tracking_ship_date
$n5,usps,f@example.com,A1,Flo,USA,20261110
END
imports aftership aftership "1 0 0 0"

cat >shopify.csv <<END
Name,Line: Title,Fulfillment: Status,Fulfillment: Tracking Company,Fulfillment: Tracking Number,Shipping: Name
#1,Blue mug,success,USPS,"$n6, $n7",Gil
#1,Red mug,success,USPS,"$n6, $n7",Gil
#2,Hat,,,,Hal
END
imports shopify shopify "1 1 0 1"
is "two parcels in one cell, each once" \
	"$(sql "SELECT count(*) FROM shipment WHERE tracking_number IN('$n6','$n7') AND order_number='#1'")" 2
is "and both things in them" \
	"$(sql "SELECT contents FROM shipment WHERE tracking_number='$n6'")" "Blue mug; Red mug"

cat >ebay.csv <<END
Sales Record Number,Order Number,Ship To Name,Item Title,Shipped On Date,Tracking Number,Sold For
5,10-1,Ida,Lamp,Nov-10-26,$n8,\$12.00
6,10-2,Jo,Lamp,,,\$12.00
END
imports ebay ebay "1 0 0 1"

cat >shippo.csv <<END
transaction_object_id,carrier,tracking_number,tracking_status,transaction_created_at
x,usps,$n9,TRANSIT,2026-11-10T08:00:00Z
END
imports shippo shippo "1 0 0 0"
cat >easypost.csv <<END
tracking_code,carrier,service,postage_label_created_at,insured_value
$n10,USPS,Priority,2026-11-10T08:00:00Z,50.00
END
imports easypost easypost "1 0 0 0"
printf 'order,carrier,tracking_number,ship_date\n9,USPS,420 97301 %s,2026-11-10\n' "$n11" >plain.csv
imports plain generic "1 0 0 0"
is "420 and the ZIP are not part of the number" \
	"$(sql "SELECT count(*) FROM shipment WHERE tracking_number='$n11'")" 1
run import list --json
json_is "the list of imports" "[d['count'] > 9, d['items'][-1]['file'], d['items'][-1]['state']]" \
	'[true, "pirate.csv", "complete"]'

# --- standard input, a map of one's own, several files ---

RC=0
"$WAYLAID" import - --json <plain.csv >"$OUT" 2>"$ERR" || RC=$?
is "standard input is read" "$RC $(json "[d['file'], d['merged']]")" '0 ["standard input", 1]'
mkdir -p "$HOME/.config/waylaid/maps"
cat >"$HOME/.config/waylaid/maps/shop.ini" <<'END'
[map]
known_by = Parcel No | Sent on
[columns]
tracking_number = Parcel No
mailed_on = Sent on
[constants]
carrier = usps
END
printf 'Sent on,Parcel No\n13/11/2026,%s\n5/11/2026,%s\n' "$n12" "$n13" >shop.csv
imports shop shop "2 0 0 0"
is "13/11 says that 5/11 is in November" \
	"$(sql "SELECT date(mailed_on*86400,'unixepoch') FROM shipment WHERE tracking_number='$n13'")" 2026-11-05
expect_rc "several files at once" 0 import shop.csv plain.csv --json
json_is "are summed up" "[d['rows'], d['merged'], [f['file'] for f in d['files']]]" \
	'[3, 3, ["shop.csv", "plain.csv"]]'
printf 'a,b\n1,2\n' >strange.csv
refuses "headings that nobody knows" 2 "no map knows these headings \(a, b\)" import strange.csv
printf 'Parcel No,Sent on\n%s,5/6/2026\n' "$n14" >odd.csv
refuses "dates that may be read both ways" 2 "say which .--dates., mdy or dmy" import odd.csv
expect_rc "until one says how" 0 import odd.csv --dates dmy
refuses "a map that is not there" 2 "there is no map" import odd.csv --map nosuch
refuses "a file that is not there" 3 "cannot read" import absent.csv

# --- taking back ---

printf 'tracking_number,ship_date\n%s,2026-11-10\n' "$n15" >last.csv
must import last.csv --json
last=$(json "d['import']")
expect_rc "the parcel is there" 0 open "$n15" --problem lost
refuses "not taken back while there is a case" 4 "there are cases on its parcels" import undo "$last"
must import shippo.csv --json
again=$(json "d['import']")
expect_rc "an import is taken back" 0 import undo "$again" --json
json_is "as one" "[d['import'], d['parcels']]" "[$again, 0]"
refuses "once" 4 "taken back already" import undo "$again"
refuses "and only if it was" 3 "there is no import" import undo 999
expect_rc "everything verifies" 0 verify

# --- a kill in the middle ---

awk 'BEGIN { print "tracking_number,carrier,ship_date,recipient"
	for (i = 0; i < 60000; i++) printf "X%011d,ontrac,2026-11-10,Name %d\n", i, i }' >big.csv
parcels() { sql "SELECT count(*) FROM shipment WHERE carrier='ontrac'"; }
for kill in 1 2 3; do
	"$WAYLAID" import big.csv --quiet >/dev/null 2>&1 &
	pid=$!
	children+=("$pid")
	before=$(parcels)
	for ((i = 0; i < 400; i++)); do
		[[ $(parcels) -le $((before + 1000)) ]] || break
		sleep 0.01
	done
	kill -9 "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	check "kill $kill came in the middle" test "$(parcels)" -gt "$before" -a "$(parcels)" -lt 60000
	refuses "nothing of it is seen" 3 "no parcel|no case" track X00000000001
done
expect_rc "the desk verifies with half an import in it" 0 verify
expect_rc "the same file again goes on" 0 import big.csv --json
json_is "to its end" "[d['resumed'], d['rows'], d['created'], d['merged']]" "[true, 60000, 60000, 0]"
is "with every parcel once" \
	"$(sql "SELECT count(*),count(DISTINCT tracking_number) FROM shipment WHERE carrier='ontrac'")" \
	"60000|60000"
expect_rc "and once more" 0 import big.csv --json
json_is "changes nothing" "[d['created'], d['merged'], d['filled']]" "[0, 60000, 0]"
expect_rc "'undo' takes the whole import back" 0 undo
expect_rc "and the one before" 0 undo
refuses "its parcels are out of sight" 3 "no parcel|no case" track X00000000001
expect_rc "still verifies" 0 verify

finish
