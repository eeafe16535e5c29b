#!/bin/bash
# batch.sh - calendars, batch files and both kinds of CSV, read by other programs
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
must config set desk.zone America/New_York
must open $PARCEL --problem damaged --mailed 2026-11-01 --service ground-advantage --value 120.50 \
	--to "王小明, 12 Elm St, Boise ID 83702" --from "Jo, 12 Harbor St, Portland, ME 04101" \
	--contents "=2 mugs" --order 00012345678901234567890 --note "=1+1"
must log 1 --rep Dana --ref 00012 --said "hello" \
	--next "call back; 'soon', she said" --due +5d --by carrier \
	--next "send สวัสดี photos 😀 and everything else that was asked for in this long talk" \
	--due +2d --by us
must hold 1 --what box --where "shelf 4" --until +30d
must request 1 help-request --ref 2047 --on 2026-11-10
number 2
must open "$NUMBER" --problem lost

# --- the calendar ---

expect_rc "export writes a calendar" 0 export 1,2 -o a.ics
must keep 1
must export 1,2 -o b.ics
must claim file 1 --amount 90 --number CLM-9 --on 2026-11-20
must claim deny 1 --reason insufficient-value-proof --on 2026-11-22
must export 1,2 -o c.ics
must close 1
must export 1,2 -o d.ics
cat >days.py <<'PY'
import sys, icalendar
def days(path):
    cal = icalendar.Calendar.from_ical(open(path, "rb").read())
    assert cal["version"] == "2.0" and cal["method"] == "PUBLISH"
    out = {}
    for e in cal.walk("vevent"):
        assert str(e["uid"]) not in out, "a UID twice"
        assert (e["dtend"].dt - e["dtstart"].dt).days == 1, "a whole day"
        out[str(e["uid"])] = (str(e["dtstart"].dt), str(e["summary"]), str(e["status"]), int(e["sequence"]),
                              [a["trigger"].dt.total_seconds() / 3600 for a in e.walk("valarm")])
    return out
a, b, c, d = (days(p) for p in ("a.ics", "b.ics", "c.ics", "d.ics"))
line = {v[1]: (k, v) for k, v in a.items()}
for uid, v in sorted(a.items(), key=lambda x: x[1]):
    print("|".join([v[0], v[1], v[2], str(v[4])]))
print("same", set(a) == set(b) and set(a) <= set(c))
kept = line["Carrier promised: call back; 'soon', she said (Case 1)"][0]
print("kept", a[kept][2], b[kept][2], b[kept][3] > a[kept][3], b[kept][4])
window = line["Last day: claim to the carrier (Case 1)"][0]
print("filed", b[window][2], c[window][2])
print("appeal", [(v[0], v[2]) for k, v in c.items() if v[1].startswith("Last day: appeal")])
print("closed", {v[2] for v in d.values() if "(Case 1)" in v[1]})
PY
check "another program reads it" "$PYTHON" days.py
"$PYTHON" days.py >seen 2>&1 || true
says "the last day, a week and a day before" \
	'^2026-12-31.Last day: claim to the carrier \(Case 1\).CONFIRMED.\[-159.0, -15.0\]' seen
says "a promise, in any script, at nine" \
	'^2026-11-25.We promised: send สวัสดี photos 😀 and .*\[9.0\]' seen
says "goods on hold" '^2026-12-23.Keep until today: box \(Case 1\).CONFIRMED' seen
says "an answer that is awaited" 'Answer due: Help request \(Case 1\)' seen
says "each day keeps its number" '^same True' seen
says "a promise that was kept goes away" '^kept CONFIRMED CANCELLED True \[\]' seen
says "so does the window of a claim that was filed" '^filed CONFIRMED CANCELLED' seen
says "a denial brings the days of the appeal, once" "^appeal \[\('2026-12-22', 'CONFIRMED'\)\]$" seen
says "all days of a closed case go" "^closed \{'CANCELLED'\}" seen
must reopen 1

# --- CSV of two kinds ---

must export 1,2 -o machines.csv --audience full
must export 1,2 -o excel.csv --audience full --csv excel
check "for machines it is as it is, for Excel it is dressed" "$PYTHON" -c '
import csv
plain = open("machines.csv", "rb").read(); dressed = open("excel.csv", "rb").read()
assert plain[:3] != b"\xef\xbb\xbf" and dressed[:3] == b"\xef\xbb\xbf"
p = list(csv.DictReader(open("machines.csv", encoding="utf-8", newline="")))[0]
e = list(csv.DictReader(open("excel.csv", encoding="utf-8-sig", newline="")))[0]
assert (p["note"], e["note"]) == ("=1+1", "\x27=1+1"), (p["note"], e["note"])
assert p["tracking_number"] == "9400111206206406260787" and e["tracking_number"] == "=\"9400111206206406260787\""
assert p["shipment.order"] == "00012345678901234567890"
assert list(p) == list(e)'
refuses "a kind that there is not" 2 "csv" export 1 -o x.csv --csv word
refuses "a kind for another file" 2 "ends in .csv" export 1 -o x.pdf --csv excel

# --- what a reader must not see is no unknown field ---

must export 1 -o market.xlsx --audience marketplace
must export 1 -o carrier.xlsx
check "the marketplace is told of no claim, the carrier of no client" "$PYTHON" -c '
import openpyxl
def fields(path):
    return {r[1]: r[2:4] for r in openpyxl.load_workbook(path)["Claim fields"].iter_rows(min_row=5, values_only=True)}
market, carrier = fields("market.xlsx"), fields("carrier.xlsx")
for hidden in ("Amount claimed", "Rule and its source", "Postage paid", "Account number", "Client", "Paid on"):
    assert hidden not in market, hidden
assert market["Tracking number"][0] == "9400111206206406260787"
assert "Client" not in carrier and "Replacement or refund sent" not in carrier
assert carrier["Label bought from"] == ("not known",), carrier["Label bought from"]
forms = openpyxl.load_workbook("market.xlsx")["Form answers"]
assert forms["A5"].value == "No claim form is shown to this reader."'

# --- batch files ---

refuses "a role that there is not" 2 "sender, addressee, representative or third_party" \
	config set claimant.role boss
must config set claimant.role sender
must config set claimant.name "Harbor Mugs LLC"
must config set claimant.phone 207-555-0134
must edit 1 --postage 7.85 --dimensions "12 x 9 x 4 in" --pieces 1 --insurance-fee 2.45 \
	--damage "both handles broken off, seen on opening"
must export 1 -o bare.xlsx
must item 1 "Mug, stoneware, blue, 0.4 l" --type Kitchenware --condition new --cost 21.50 --value 60.25 --qty 2 \
	--bought 2026-09-14
refuses "a condition that there is not" 2 "new, used or refurbished" item 1 x --condition mint
must export 1 -o answers.xlsx
printf '[map]\ntitle = x\n[columns]\n%s\n' "claimant_contact = Contact
payee = Payee
insurance_fee = Fee
dimensions = Size
item_costs = Cost
item_condition = Condition
damage_extent = Damage" >few.ini
must export 1 -o hidden.csv --map ./few.ini --audience customer
must export 1 -o shown.csv --map ./few.ini
check "the boxes of the carrier's form are filled, or say where to ask" "$PYTHON" -c '
import csv, openpyxl
def boxes(book):
    rows = openpyxl.load_workbook(book)["Form answers"].iter_rows(min_row=5, values_only=True)
    return {(r[0], r[1].split(" (")[0]): r for r in rows}
box, bare = boxes("answers.xlsx"), boxes("bare.xlsx")
online, paper = "USPS claim online", "PS Form 1000, on paper"
assert box[online, "You are"][2] == "mailer", box[online, "You are"]
assert box[online, "Fees paid"][2].startswith("2.45"), box[online, "Fees paid"]
assert box[paper, "Block 12a: payee"][2] == "Harbor Mugs LLC"
assert bare[paper, "Item code"][2] == "not known" and bare[paper, "Item code"][5] == "waylaid item 1 TEXT --type TEXT"
assert box[paper, "Item code"][2] == box[online, "Kind of item"][2] == "Kitchenware"
assert box[paper, "Block 9: description"][2].startswith("Mug, stoneware, blue, 0.4 l, new, quantity 2"), box
todo = [r[5] for r in bare.values() if r[2] == "not known"]
assert todo and all(t and t.startswith("waylaid ") or "no choice" in t for t in todo), todo
row = next(csv.DictReader(open("hidden.csv", encoding="utf-8")))
assert row["Contact"] == row["Payee"] == row["Fee"] == row["Cost"] == "", row
assert row["Condition"] == "new"
assert next(csv.DictReader(open("shown.csv", encoding="utf-8")))["Cost"] == "21.50 USD", row
assert row["Size"] == "12 x 9 x 4 in" and row["Damage"].startswith("both handles")'
must show 1 --json
cp "$OUT" show.json
expect_rc "a case that lacks something is left out, and said" 1 export 1,2 -o batch.csv --map waylaid
says "which, and the command" "case 2 is not in it: Mailing Date is not known: waylaid edit 2 --mailed DATE"
expect_rc "in JSON, too" 1 export 1,2 -o batch.xlsx --map waylaid --json
one_document "as one document"
json_is "with the rows and the refusals" "[d['rows'], d['items'][0]['case'], d['error']['code']]" '[1, 2, "refused"]'
check "each value is that of show, in both files" "$PYTHON" -c '
import csv, datetime, json, openpyxl
case = json.load(open("show.json")); s = case["shipment"]; claim = case["claims"][0]
rows = list(csv.DictReader(open("batch.csv", encoding="utf-8", newline="")))
assert len(rows) == 1
r = rows[0]
want = {"Case": str(case["case"]), "Tracking Number": case["tracking_number"], "Own Reference": s["order"],
        "Mailing Date": s["mailed_on"], "Addressee": s["to"], "Sender": s["from"], "Contents": "\x27" + s["contents"],
        "Value of Contents": s["value"]["amount"], "Postage Paid": s["postage"]["amount"], "Currency": "USD",
        "Amount Claimed": claim["amount"]["amount"], "Filed Date": claim["filed_on"],
        "Carrier Claim Number": claim["reference"], "Packaging Kept At": case["holds"][0]["where"],
        "Latest Filing Date": case["windows"][0]["closes_on"], "Search or Trace Number": "2047",
        "Reason": "Damaged", "Carrier": "USPS", "Insurance Fee": "2.45",
        "Claimant Role": "Sender", "Claimant Contact": "Harbor Mugs LLC\n207-555-0134", "Pieces": "1"}
wrong = {k: (v, r[k]) for k, v in want.items() if r[k] != v}
assert not wrong, wrong
sheet = openpyxl.load_workbook("batch.xlsx")["Batch"]
x = {h.value: c for h, c in zip(sheet[1], sheet[2])}
assert [h.value for h in sheet[1]] == list(r) and sheet.max_row == 2
assert x["Tracking Number"].value == case["tracking_number"] and x["Tracking Number"].number_format == "@"
assert x["Mailing Date"].value == datetime.datetime(2026, 11, 1) and x["Mailing Date"].number_format == "yyyy-mm-dd"
assert x["Amount Claimed"].value == float(claim["amount"]["amount"])
assert x["Amount Claimed"].number_format == "#,##0.00 \"USD\""
assert x["Contents"].value == s["contents"] and x["Contents"].data_type == "s"'

cat >ours.ini <<'INI'
[map]
title = a carrier's sheet
dates = mdy
[columns]
tracking_number = Tracking Number
mailed_on = Ship Date
reason = Claim Type
[words]
reason.damaged = Damage
reason.lost = Loss
[required]
fields = tracking_number
INI
printf 'CLAIM TYPE,Branch,tracking number,Ship Date\n' >sheet.csv
expect_rc "a carrier's own sheet is filled by its headings" 0 \
	export 1,2 -o own.csv --map ./ours.ini --template sheet.csv
says "a column that nothing fills is named" "the column 'Branch' is empty"
is "in its order and its words" "$(tr -d '\r' <own.csv)" "CLAIM TYPE,Branch,tracking number,Ship Date
Damage,,$PARCEL,11/01/2026
Loss,,$NUMBER,"
"$PYTHON" -c '
import openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet["B2"] = "Claims of the month"
for n, heading in enumerate(["Claim Type", "Branch", "Tracking Number", "Ship Date"]):
    sheet.cell(5, n + 1, heading)
book.create_sheet("Help")["A1"] = "Ship Date"
book.save("sheet.xlsx")'
expect_rc "a workbook of theirs gives its headings, wherever they stand" 0 \
	export 1,2 -o theirs.csv --map ./ours.ini --template sheet.xlsx
is "the first sheet counts" "$(tr -d '\r' <theirs.csv)" "Claim Type,Branch,Tracking Number,Ship Date
Damage,,$PARCEL,11/01/2026
Loss,,$NUMBER,"
must export 1 -o first.xlsx --map ./ours.ini
expect_rc "our own workbook is one, too" 0 export 1 -o again.csv --map ./ours.ini --template first.xlsx
is "with the same columns" "$(head -n 1 again.csv | tr -d '\r')" "Tracking Number,Ship Date,Claim Type"
head -c 3000 sheet.xlsx >torn.xlsx
refuses "a broken workbook" 2 "torn.xlsx: the file is no Excel workbook" \
	export 1 -o x.csv --map ./ours.ini --template torn.xlsx
mkdir -p "$HOME/.config/waylaid/batch" && cp ours.ini "$HOME/.config/waylaid/batch/branch.ini"
expect_rc "a map among the settings is known by its name" 0 export 1 -o own.xlsx --map branch
refuses "a map that there is not" 2 "no batch map 'nobody'" export 1 -o x.csv --map nobody
refuses "a file that no batch file is" 2 "ends in .csv or .xlsx" export 1 -o x.pdf --map waylaid
refuses "a sheet without a map" 2 "needs --map" export 1 -o x.csv --template sheet.csv
refuses "a sheet that is none" 2 "knows none of its headings" export 1 -o x.csv --map waylaid --template ours.ini
refuses "when no case can be written, there is no file" 1 "no case can be written; case 2" \
	export 2 -o none.csv --map waylaid
check "no file" test ! -e none.csv
is "nothing is left beside them" "$(ls -A | grep -i -e tmp -e part -e '^[.]' || true)" ""
must verify
finish
