#!/bin/bash
# report.sh - registers and boards: as a table, JSON, CSV and workbook, and a person's own (some seconds)
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
FORMULA='=HYPERLINK("http://evil.example","x")'

# --- without a desk, and an empty one ---

expect_rc "report lists the reports without a desk" 0 report
says "with their titles" "^  recovery +Recovery by carrier$"
says "and what they take" "--by carrier\|service\|reason\|client\|sku"
silent_about "in 80 columns" '.{81}'
expect_rc "as JSON, too" 0 report --json
json_is "eight of them" "[d['count'], d['items'][1]['name'], d['items'][1]['board'][0]]" '[8, "board", "recovery"]'
refuses "a report needs a desk" 3 "no desk" report recovery
is "and makes none" "$(ls "$(dirname "$DESK")" 2>/dev/null || true)" ""

must config set desk.zone America/New_York
number 1
must open "$NUMBER" --problem damaged
must undo
for name in aging board denials effort months promises recovery register; do
	expect_rc "$name of next to nothing" 0 report $name
	expect_rc "$name of next to nothing as a workbook" 0 report $name -o "$name-0.xlsx"
done
says "says so" "written: Register of claims"

# --- a desk of two currencies ---

must open $PARCEL --problem lost --mailed 2026-10-01 --service ground-advantage --value 120.50 \
	--client "$FORMULA" --owner kim --order 00012345678901234567890
must claim file 2 --amount 120.50 --number 000123 --on 2026-10-20
must claim approve 2 --amount 100 --on 2026-11-01
must paid 2 100 --on 2026-11-05
number 3
must open "$NUMBER" --problem not-received --mailed 2026-10-02 --value "70 EUR" --client "Café Ångström" --owner ann
must claim file 3 --amount "70 EUR" --on 2026-10-25 --anyway
must log 3 --minutes 46 --hold 34 --rep Dana --said x --next "call back" --due yesterday --by carrier
must keep 1

expect_rc "recovery as a table" 0 report recovery
says "in dollars" "^USPS +USD +1 +120.50 +100.00 +100.00 +0.00 +1 +too few to say +16$"
says "in euros" "^USPS +EUR +1 +70.00 +- +- +70.00 +0 +- +-$"
says "and never added up across" "^in all +EUR +1 +70.00"
COLUMNS=80 run report register
silent_about "the register fits 80 columns" '.{81}'
says "and cuts no number" "$PARCEL"
expect_rc "for one client" 0 report recovery --client "Café Ångström" --by reason --json
json_is "his alone" "[(r['key'], r['claimed']) for r in d['items']]" \
	'[["not received", {"amount": "70.00", "currency": "EUR"}]]'
json_is "what was asked is said" "[d['parameters']['by'], d['parameters']['from'], d['title']]" \
	'["reason", null, "Recovery by reason"]'
expect_rc "of one day" 0 report months --from 2026-11-05 --to 2026-11-05 --json
json_is "that alone" "[[r['month'], r['paid']['amount']] for r in d['items']]" '[["2026-11", "100.00"]]'
expect_rc "a screen shows so many lines" 0 report register --limit 1
says "and says how many there are" "^1 of [23] lines shown: --limit 0 for all"
refuses "an unknown report" 3 "there is no report 'moon': there are aging, board" report moon
refuses "a parameter that it has not" 2 "takes no --by; it takes --client, --owner, --carrier" report aging --by carrier
refuses "a choice that it has not" 2 "'moon' is not known" report recovery --by moon
refuses "a day that is none" 2 "--from" report recovery --from soon
refuses "--set without a value" 2 "is not NAME=VALUE" report recovery --set by
expect_rc "--set is the same" 0 report recovery --set by=client
says "as the option" "^Recovery by client"
refuses "another ending" 2 "must be .xlsx, .csv or .json" report recovery -o a.pdf
refuses "a board as CSV" 2 "is a board of several reports" report board -o board.csv
is "nothing is left of it" "$(ls -A | grep -c -e '^board.csv' -e '^[.]waylaid' || true)" 0

# --- files ---

expect_rc "register as JSON in a file" 0 report register -o register.json
run report register --json
check "the same as on the screen" cmp "$OUT" register.json
expect_rc "for machines" 0 report register -o register.csv
expect_rc "for Excel" 0 report register -o excel.csv --csv excel
expect_rc "as a workbook" 0 report register -o register.xlsx
expect_rc "recovery as a workbook" 0 report recovery -o recovery.xlsx
expect_rc "recovery as JSON" 0 report recovery -o recovery.json
expect_rc "the board as a workbook" 0 report board -o board.xlsx
expect_rc "and as JSON" 0 report board -o board.json
is "they are for us alone" "$(stat -c %a register.xlsx register.csv register.json | sort -u)" 600
cat >check.py <<'PY'
import csv, datetime, json, sys, zipfile
import openpyxl

def plain(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    return value

def same(cell, value, kind):
    """A cell of the workbook against the JSON."""
    cell = plain(cell)
    if kind == "percent":
        return cell in ("too few to say", "\u2013") if value is None else round(cell * 100) == value
    if kind == "money" and value is not None:
        return abs(cell - float(value["amount"])) < 0.001
    if kind == "code" and value is not None:
        return cell == value.replace("_", " ")
    return cell == value

def compare(sheet, doc):
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    bad = []
    if not doc["items"]:
        return [rows[0][0] == "Nothing to show.", bad]
    for row, item in zip(rows, doc["items"]):
        for cell, column in zip(row, doc["columns"]):
            if not same(cell, item[column["name"]], column["kind"]):
                bad.append((column["name"], cell, item[column["name"]]))
    return [len(rows) == doc["count"], bad]

load = lambda name: json.load(open(name, encoding="utf-8"))
book = openpyxl.load_workbook("register.xlsx")
print("register", compare(book["Register"], load("register.json")))
print("recovery", compare(openpyxl.load_workbook("recovery.xlsx")["Recovery"], load("recovery.json")))
board = openpyxl.load_workbook("board.xlsx")
print("board", all(compare(board[d["name"].capitalize()], d) == [True, []] for d in load("board.json")["items"]))
print("sheets", board.sheetnames)
print("charts", len(board["Dashboard"]._charts))
cells = [c for s in book for row in s.iter_rows() for c in row if c.value is not None]
print("formulas", [c.coordinate for c in cells if c.data_type == "f"])
print("number", {(c.data_type, c.number_format) for c in cells if c.value == "9400111206206406260787"})
print("order", {c.data_type for c in cells if c.value == "00012345678901234567890"})
print("money", sorted({c.number_format for c in cells if "USD" in c.number_format or "EUR" in c.number_format}))
rows = list(csv.DictReader(open("register.csv", encoding="utf-8", newline="")))
items = load("register.json")["items"]
print("csv", [r["claimed.amount"] or None for r in rows] == [i["claimed"] and i["claimed"]["amount"] for i in items],
      {r["tracking_number"] for r in rows} == {i["tracking_number"] for i in items})
raw = open("excel.csv", "rb").read()
print("excel", raw[:3] == b"\xef\xbb\xbf", b",=HYPER" not in raw and b',"=HYPER' not in raw)
PY
"$PYTHON" check.py >seen 2>&1 || not_ok "openpyxl opens them" "$(cat seen)"
line() { sed -n "s/^$1 //p" seen; }
is "every value of the register is that of the JSON" "$(line register)" "[True, []]"
is "so of the recovery" "$(line recovery)" "[True, []]"
is "and of all reports of the board" "$(line board)" True
is "its sheets" "$(line sheets)" \
	"['Dashboard', 'Recovery', 'Months', 'Aging', 'Denials', 'Promises', 'Effort', 'How it is computed']"
is "its charts: two currencies, three reports; promises, effort" "$(line charts)" 8
is "nothing is a formula" "$(line formulas)" "[]"
is "22 digits stay text" "$(line number)" "{('s', '@')}"
is "an order keeps its noughts" "$(line order)" "{'s'}"
is "money is a number in its currency" "$(line money)" "['#,##0.00 \"EUR\"', '#,##0.00 \"USD\"']"
is "CSV says the same" "$(line csv)" "True True"
is "CSV for Excel begins with a mark, formulas defused" "$(line excel)" "True True"

check "LibreOffice opens the board" timeout 120 soffice --headless "-env:UserInstallation=file://$WORK/office" \
	--convert-to pdf --outdir "$WORK" board.xlsx
pdftotext -layout board.pdf board.txt || not_ok "its pages can be read"
says "with the charts" "Claimed, approved and paid by carrier \(EUR\)" board.txt
silent_about "no cell is an error or too narrow" "#(NAME|VALUE|REF|####)" board.txt
check "LibreOffice reads the same sums" timeout 120 soffice --headless "-env:UserInstallation=file://$WORK/office" \
	--convert-to csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false,false,false,2 \
	--outdir "$WORK" recovery.xlsx
says "as they were written" "^USPS,usps,USD,1,120.5,100,100,0,1,too few to say,16" recovery-Recovery.csv

# --- a file that is there, and one that cannot be ---

before=$(sha256sum register.xlsx)
refuses "a fault leaves the old file" 2 "takes no --colour" report register --set colour=red -o register.xlsx
is "as it was" "$(sha256sum register.xlsx)" "$before"
refuses "a folder of that name" 2 "is a folder" report register -o "$(mkdir -p d.xlsx && echo d.xlsx)"
refuses "a folder that is not there" 1 "" report register -o nowhere/a.xlsx

# --- a person's own ---

own=$HOME/.config/waylaid/reports
mkdir -p "$own"
cat >"$own/by_problem.sql" <<'SQL'
-- title: Cases by problem
-- param: client, text, , only this client's
-- column: problem, code, 20, Problem
-- column: cases, number sum, 9, Cases
-- chart: bar, problem, cases, Cases by problem
SELECT problem, count(*) AS cases FROM casefile
WHERE :client IS NULL OR client = :client GROUP BY problem ORDER BY problem
SQL
expect_rc "a report of one's own" 0 report by-problem --json
json_is "gives what it selects" "[r['problem'] for r in d['items']][-1]" not_received
expect_rc "is listed" 0 report
says "by its title" "by_problem +Cases by problem"
expect_rc "has a workbook with a chart" 0 report by_problem -o own.xlsx
check "of its own" "$PYTHON" -c '
import openpyxl
assert len(openpyxl.load_workbook("own.xlsx")["Dashboard"]._charts) == 1'
hostile() { # name, words of the error, the SELECT
	printf -- '-- title: T\n-- column: n, text, 9, N\n%s\n' "$3" >"$own/bad.sql"
	refuses "$1" 2 "$2" report bad
}
hostile "the journal is not for it" "bad.sql:3: reports may not read the table journal_body" \
	"SELECT body AS n FROM journal_body"
hostile "nor a password" "reports may not read the table login" "SELECT password_hash AS n FROM login"
hostile "nor another file" "ATTACH is not for reports" "ATTACH '/etc/passwd' AS n"
hostile "nor a write" "DELETE is not for reports" "DELETE FROM payout RETURNING how AS n"
hostile "nor the shell's functions" "no such function: readfile" "SELECT readfile('/etc/passwd') AS n"
hostile "what is wrong has its line" "bad.sql:5: no such column: foo" $'SELECT\n\nfoo AS n FROM casefile'
run report
says "a broken one is listed with its fault or title" "bad +T"
printf -- 'nonsense' >"$own/bad.sql"
refuses "a file without a header" 2 "bad.sql:1: the header has no title" report bad
run report
says "is listed as such" "cannot be read"
run report by_problem --json
cp "$OUT" whole.json
printf -- "-- title: T\n-- column: n, number, 9, N\nSELECT 1 AS n UNION ALL SELECT 'x'\n" >"$own/bad.sql"
expect_rc "one that breaks off" 2 report bad --json
json_is "says so beside what it had" "[d['count'], d['error']['code']]" '[1, "input"]'
must verify
finish
