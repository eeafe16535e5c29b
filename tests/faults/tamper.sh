#!/bin/bash
# tamper.sh - what another program changes behind the desk's back is found and named by verify
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
COPY=$WORK/copy.db

# --- a desk with a row in every table that a command fills ---

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 \
	--to "Pat Lee" --note "first"
number 2
must open "$NUMBER" --problem damaged --mailed 2026-11-05 --value 80
number 3
must open "$NUMBER" --problem lost
must log 1 --rep "Dana Q" --ref 4711-A --said "search started" --next "call back" --due +5d
must log 1,2 --rep "Ines M" --said "both are looked for" --minutes 12 --next "letter"
must amend 1 --ref 4711-B
must request 1 help-request --ref 20471533
must hold 2 --where "shelf 4" --until +30d
echo "invoice 4471" >invoice.txt
must attach 1 invoice.txt --kind proof-of-value
cat >answer.json <<'JSON'
{"trackingNumber": "9400111206206406260787", "statusCategory": "In Transit", "status": "Arrived at Post Office",
 "trackingEvents": [
  {"eventType": "ARRIVED AT POST OFFICE", "eventTimestamp": "2026-11-06T06:59:00", "eventCity": "EAST TINDER",
   "eventState": "OH", "eventZIPCode": "43297", "eventCode": "07"},
  {"eventType": "USPS IN POSSESSION OF ITEM", "eventTimestamp": "2026-11-02T18:10:00", "eventCity": "MAPLE HOLLOW",
   "eventState": "OR", "eventZIPCode": "97099", "eventCode": "03"}]}
JSON
must events import answer.json
must keep 1
must log 3 --said "nothing known"
must undo
must verify --json
head=$(json "d['head']")
json_is "the desk is well before" "[d['ok'], d['cases'], d['faults']]" "[true, 3, []]"
sqlite3 "$DESK" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
triggers=$(sqlite3 "$DESK" "SELECT sql || ';' FROM sqlite_master WHERE type='trigger'")
drops=$(sqlite3 "$DESK" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type='trigger'")
check "triggers stand in the way of accidents" test "$(wc -l <<<"$drops")" -ge 5

# tamper SQL: on a copy, as somebody would who knows how to drop triggers and puts them back
tamper() {
	rm -f "$COPY"*
	cp "$DESK" "$COPY"
	sqlite3 "$COPY" "PRAGMA journal_mode=DELETE; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON;
		BEGIN; $drops $1; $triggers COMMIT;" >"$WORK/sql.out" 2>&1 ||
		not_ok "the change can be made: $1" "$(cat "$WORK/sql.out")"
	if [[ $(sqlite3 "$COPY" .sha3sum) == "$untouched" ]]; then
		not_ok "the change changes something: $1"
	fi
}
untouched=$(sqlite3 "$DESK" .sha3sum)

# found NAME CASE PATTERN: the last run was verify --json; CASE "-" is any or none
found() {
	local seen
	if [[ $RC -ne 6 ]]; then
		not_ok "$1" "exit $RC: $(head -c 500 "$OUT" "$ERR")"
		return
	fi
	seen=$("$PYTHON" -c '
import json, re, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
assert d["ok"] is False and d["error"]["code"], "the document does not say so"
for f in d["faults"]:
    if re.search(sys.argv[3], f["what"]) and sys.argv[2] in ("-", str(f["case"])):
        sys.exit(0)
print(d["faults"][:3])
sys.exit(1)' "$OUT" "$2" "$3" 2>&1) && ok "$1" || not_ok "$1" "$seen"
}

# caught NAME CASE PATTERN SQL
caught() {
	tamper "$4"
	run verify "$COPY" --json
	found "$1" "$2" "$3"
}

# --- one value in one row, for every column of every covered table ---

caught "what was said, by one letter" 1 "contact 1 was changed" \
	"UPDATE contact SET said='search storted' WHERE id=1"
caught "a reference" 1 "contact 1 was changed" "UPDATE contact SET reference='4711-A' WHERE id=1"
caught "a promise that was kept after all" 1 "promise 1 was changed" "UPDATE promise SET due_on=due_on+1 WHERE id=1"
caught "the value of a parcel" 2 "shipment 2 was changed" "UPDATE shipment SET value_cents=80000 WHERE id=2"
caught "a text that goes on behind a NUL" 1 "contact 1 was changed" \
	"UPDATE contact SET said=said||char(0)||' and paid' WHERE id=1"
caught "a text that is no UTF-8" 1 "contact 1 was changed" \
	"UPDATE contact SET said=CAST(x'736561ff' AS TEXT) WHERE id=1"
caught "nothing made an empty text" 1 "contact 1 was changed" "UPDATE contact SET keypad='' WHERE id=1"
caught "a currency without an amount" 1 "shipment 1 was changed" "UPDATE shipment SET insured_currency='EUR' WHERE id=1"

tables="shipment casefile contact contact_case promise request poll event window hold evidence import setting"
for table in $tables; do
	row=$(sqlite3 "$DESK" "SELECT min(id) FROM \"$table\"")
	check "there is a row in $table" test -n "$row"
	missed=
	while IFS='|' read -r column type; do
		case $type in
		TEXT) new="CASE WHEN $column IS NULL THEN 'x' ELSE substr($column,1,length($column)-1)||'~' END" ;;
		*) new="coalesce($column,0)+1000" ;;
		esac
		tamper "UPDATE \"$table\" SET $column=$new WHERE id=$row"
		run verify "$COPY"
		[[ $RC -eq 6 && $(wc -l <"$ERR") -eq 1 ]] || missed+="$column (exit $RC: $(cat "$ERR")) "
	done < <(sqlite3 "$DESK" "SELECT name,type FROM pragma_table_info('$table') WHERE name<>'id'")
	is "every column of $table is covered" "$missed" ""
	caught "another number for a row of $table" - "." "UPDATE \"$table\" SET id=id+1000 WHERE id=$row"
	caught "a row deleted from $table" - "gone|changed outside|rules and contacts" \
		"DELETE FROM \"$table\" WHERE id=$row"
done

# --- rows added, cases deleted ---

columns() { sqlite3 "$DESK" "SELECT group_concat(name) FROM pragma_table_info('$1') WHERE name NOT IN ($2)"; }
for table in contact promise poll event evidence hold; do
	rest=$(columns $table "'id'")
	caught "a row added to $table" - "$table [0-9]+ was added" \
		"INSERT INTO $table($rest) SELECT $rest FROM $table WHERE id=1"
done
rest=$(columns casefile "'id','version'")
caught "a case added" 4 "casefile 4 was added|case 4 was added" \
	"INSERT INTO casefile(id,version,$rest) SELECT 4,version,$rest FROM casefile WHERE id=1"
rest=$(columns contact "'id','version'")
caught "one that was taken back, put back" - "taken back|added" \
	"INSERT INTO contact(id,version,$rest) SELECT 3,1,$rest FROM contact WHERE id=1"
gone=
for table in window hold request evidence contact_case; do
	gone+="DELETE FROM \"$table\" WHERE casefile_id=2;"
done
caught "a whole case deleted" 2 "case 2 is gone" "$gone DELETE FROM casefile WHERE id=2;
	DELETE FROM shipment WHERE id=2;
	DELETE FROM search_text WHERE casefile_id=2"
is "and the others are counted" "$(json "d['cases']")" 2

# --- the journal ---

middle=$(($(sqlite3 "$DESK" "SELECT max(entry) FROM journal") / 2))
caught "an entry cut from the middle" - "entry $middle is missing" \
	"DELETE FROM journal_file WHERE entry=$middle; DELETE FROM journal_body WHERE entry=$middle;
	 DELETE FROM journal WHERE entry=$middle"
caught "an entry cut, and the later ones moved up" - "entry $middle" \
	"DELETE FROM journal_file WHERE entry=$middle; DELETE FROM journal_body WHERE entry=$middle;
	 DELETE FROM journal WHERE entry=$middle;
	 UPDATE journal SET entry=entry-1 WHERE entry>$middle;
	 UPDATE journal_body SET entry=entry-1 WHERE entry>$middle;
	 UPDATE journal_file SET entry=entry-1 WHERE entry>$middle"
caught "two entries in each other's place" - "entry" \
	"UPDATE journal SET entry=-1 WHERE entry=$middle; UPDATE journal SET entry=$middle WHERE entry=$middle+1;
	 UPDATE journal SET entry=$middle+1 WHERE entry=-1"
for column in header body_hash hash; do
	caught "one byte of a $column" - "entry $middle" \
		"UPDATE journal SET $column=CAST(substr($column,1,9)||x'21'||substr($column,11) AS BLOB)
		 WHERE entry=$middle"
done
for column in salt body; do
	caught "one byte of a $column" - "entry $middle" \
		"UPDATE journal_body SET $column=CAST(substr($column,1,9)||x'21'||substr($column,11) AS BLOB)
		 WHERE entry=$middle"
done
caught "the time of an entry" - "entry $middle" "UPDATE journal SET at=at-86400 WHERE entry=$middle"
caught "what an entry recorded, taken out, and its row changed" - "." \
	"DELETE FROM journal_body WHERE entry=(SELECT max(entry) FROM journal_file WHERE shipment_id=2);
	 UPDATE shipment SET value_cents=80000 WHERE id=2"
caught "an entry left out of a parcel's own chain" - "shipment 1" \
	"DELETE FROM journal_file WHERE shipment_id=1 AND
	 entry=(SELECT max(entry) FROM journal_file WHERE shipment_id=1)"
caught "the whole journal emptied" - "." "DELETE FROM journal_file; DELETE FROM journal_body; DELETE FROM journal"

# --- the rules ---

caught "a rule's number of days" - "rules" \
	"UPDATE fact_rule SET closes_days=closes_days+30 WHERE code LIKE 'usps.ground%loss.claim'"
caught "a rule deleted" - "rules" "DELETE FROM fact_rule WHERE code LIKE 'usps.ground%loss.claim'"
caught "a telephone number" - "rules and contacts" "UPDATE fact_contact SET value='1-900-555-0100' WHERE id=1"

# --- bytes of the file itself ---

cp "$DESK" "$COPY"
"$PYTHON" - "$COPY" <<'PY'
import sys
data = open(sys.argv[1], "rb").read()
assert data.count(b"both are looked for") >= 1
open(sys.argv[1], "wb").write(data.replace(b"both are looked for", b"both are lookad for", 1))
PY
run verify "$COPY" --json
is "one byte of the file" "$RC" 6
one_document "and still one document"

# --- a cut end: only a head that was kept elsewhere shows it ---

cp "$DESK" older.db
must log 2 --said "refused to pay"
must verify --json
newer=$(json "d['head']")
check "each act has a head of its own" test "$head" != "$newer"
expect_rc "an older file is whole in itself" 0 verify older.db
expect_rc "and holds the head of then" 0 verify older.db --expect "$head"
refuses "but not the one of now" 6 "fault" verify older.db --expect "$newer"
run verify older.db --expect "$newer" --json
found "which is named" - "head .* is not in this journal"
expect_rc "the desk holds both" 0 verify --expect "$head"
expect_rc "the newest head, too" 0 verify --expect "$newer"
expect_rc "a head in capitals is the same" 0 verify --expect "${newer^^}"
refuses "a head that was copied badly is no fault of the file" 2 "no head" verify --expect "${newer%?}"

# --- people see it too ---

tamper "UPDATE contact SET said='they will pay' WHERE id=1"
run verify "$COPY"
says "the text names the case and the row" "case 1: contact 1 was changed"
one_line "and stderr has one line"
finish
