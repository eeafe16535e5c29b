#!/bin/bash
# export.sh - one case with everything in it, exported, and opened by other programs (some seconds)
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
FORMULA='=HYPERLINK("http://evil.example","x")'

# --- a rich case ---

must config set desk.zone America/New_York
must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage \
	--value 120.50 --insured 100 --postage 7.85 \
	--to "محمد العربي, 12 Elm St, Boise ID 83702" --from "李小龙, 北京路 5 号" \
	--contents "2 mugs, 1 <plate> & \"spoon\"" \
	--weight "2 lb 4 oz" --order 00012345678901234567890 \
	--label-source Pirate --account 0001 --client "Café Ångström" \
	--owner kim --note "$FORMULA"
must log 1 --rep "Dana Q" --rep-id 00123 --ref 00012 --dialed "+1 800 275 8777" \
	--keypad "2, 1, 0" --callback "800-555-0100" \
	--minutes 46 --hold 34 --said "$FORMULA" --next "=1+1" --due +5d --by carrier --next "+call" --by us
must log 1 --channel email --direction in --with recipient --said $'first line\nsecond line\n\n@mention -minus'
must amend 1 --said "search started, she said; $FORMULA"
must keep 1
must request 1 help-request --ref 20471533 --on 2026-11-10
must request answer 1/1 --result not-found --said "not at the office"
must hold 1 --what "box" --where "shelf 4" --until +30d
"$PYTHON" - <<'PY'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes((x * 2, y * 3, 128) [i] for x in range(120) for i in range(3)) for y in range(80))
open("box.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 80, 8, 2, 0, 0, 0))
                            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PY
printf '%%PDF-1.4\ninvoice\n' >"=invoice 4471.pdf"
printf 'not a picture at all' >broken.jpg
must attach 1 box.png --kind damage-photo --shot 1 --note "left corner" --dated 2026-11-20
must attach 1 "=invoice 4471.pdf" --kind proof-of-value
must attach 1 broken.jpg --kind label-photo
start_sandbox "number $PARCEL in_transit then not_found"
must track 1
must track 1
must track 1
must show 1 --json
cp "$OUT" show.json

# --- the workbook ---

expect_rc "export writes a workbook" 0 export 1 -o e.xlsx --audience full
expect_rc "export says what it wrote, in JSON, too" 0 export 1 -o e2.xlsx --json
json_is "file and kind" "[d['file'], d['format'], d['cases']]" '["e2.xlsx", "xlsx", 1]'
is "nothing is left beside it" "$(ls | grep -v -e '^e2*.xlsx$' | grep -i -e xlsx -e tmp -e part || true)" ""
is "it is for us alone" "$(stat -c %a e.xlsx)" 600
cat >check.py <<'PY'
import datetime, json, re, sys, zipfile
import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
case = json.load(open("show.json", encoding="utf-8"))
cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def forms(value):
    """What a cell's value may look like in JSON."""
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, datetime.datetime):
        yield value.strftime("%Y-%m-%d")
        yield value.strftime("%Y-%m-%d %H:%M")
    elif isinstance(value, (int, float)):
        yield f"{value:g}"
        yield f"{value:.2f}"
    else:
        yield re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), str(value))


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for i, below in enumerate(value):
            yield from leaves(below, f"{path}[{i}]")
    elif value is not None:
        yield path, ("true" if value else "false") if isinstance(value, bool) else str(value)


whole = {form for cell in cells for form in forms(cell.value)}
everything = "\n".join(whole)
wanted = list(leaves(case))
lost = [(path, text) for path, text in wanted
        if text not in whole and text.replace("T", " ")[:16] not in whole and text not in everything]
print("facts", len(wanted), "lost", lost[:5])
facts = {row[0].value: row[1].value for row in book["All facts"].iter_rows(min_row=5, max_col=2) if row[0].value}
print("unnamed", [path for path, text in wanted if path not in facts][:5])
print("different", [(path, text, facts[path]) for path, text in wanted
                    if path in facts and facts[path] != text and text not in forms(facts[path])][:5])
print("formulas", [c.coordinate for c in cells if c.data_type == "f"])


def where(value, sheets=None):
    return [c for c in cells if c.value == value and (not sheets or c.parent.title in sheets)]


print("links", sum(bool(link.target) for s in book for link in s._hyperlinks))
print("note", {c.data_type for c in cells if isinstance(c.value, str) and c.value.startswith("=HYPERLINK")})
print("number", {(c.data_type, c.number_format) for c in where("9400111206206406260787", ["Summary"])})
print("reference", {(c.data_type, c.number_format) for c in where("00012", ["Contacts and promises"])})
print("order", bool(where("00012345678901234567890", ["Summary"])))
print("money", {c.number_format for c in where(120.5, ["Summary"])})
print("day", {c.number_format for c in where(datetime.datetime(2026, 12, 31), ["Summary"])})
print("names", all(any(n in str(c.value) for c in cells)
                   for n in ("محمد العربي", "李小龙", "Café Ångström")))
print("rough numbers", [c.coordinate for c in cells if re.search(r"[0-9]E\+[0-9]", str(c.value))])
def named(name):
    sheet, cell = book.defined_names[name].attr_text.replace("$", "").replace("'", "").split("!")
    return book[sheet][cell].value


parcel = case["shipment"]
fields = {"tracking_number": case["tracking_number"], "mailed_on": parcel["mailed_on"], "weight": parcel["weight"],
          "order_number": parcel["order"], "sender": parcel["from"], "addressee": parcel["to"],
          "client": case["client"],
          "account": parcel["account"], "owner": case["owner"], "contents": parcel["contents"],
          "value": parcel["value"]["amount"], "insured": parcel["insured"]["amount"],
          "postage": parcel["postage"]["amount"], "kept_where": case["holds"][0]["where"],
          "kept_until": case["holds"][0]["until"], "closes_on": case["windows"][0]["closes_on"],
          "request_number": case["requests"][0]["reference"], "claim_number": "not known"}
print("fields", [(n, named(n), v) for n, v in fields.items() if v not in forms(named(n))])
with zipfile.ZipFile(sys.argv[1]) as archive:
    print("pictures", len([n for n in archive.namelist() if n.startswith("xl/media/")]))
    print("damaged", archive.testzip())
evidence = [r for r in book["Evidence"].iter_rows(min_row=5, values_only=True)]
print("answers", ["Proof of value" in (r[10] or "") for r in evidence if r[2] == "=invoice 4471.pdf"])
print("shots", [r[3] for r in evidence])
print("sheets", book.sheetnames)
PY
"$PYTHON" check.py e.xlsx >seen 2>&1 || not_ok "openpyxl opens it" "$(cat seen)"
line() { sed -n "s/^$1 //p" seen; }
check "there are facts" grep -Eq '^facts [1-9][0-9]{2,} ' seen
says "every fact of show --json is in some cell" "^facts [0-9]+ lost \[\]$" seen
is "and has its name in All facts" "$(line unnamed)" "[]"
is "with its own value" "$(line different)" "[]"
is "a field's name leads to its value" "$(line fields)" "[]"
is "nothing is a formula" "$(line formulas)" "[]"
is "no link leads out of it" "$(line links)" 0
is "a note that looks like one is text" "$(line note)" "{'s'}"
is "the 22 digits are whole, as text" "$(line number)" "{('s', '@')}"
is "a reference keeps its noughts" "$(line reference)" "{('s', '@')}"
is "so does an order number" "$(line order)" True
is "money is a number with its currency" "$(line money)" "{'#,##0.00 \"USD\"'}"
is "a day is a date" "$(line day)" "{'yyyy-mm-dd'}"
is "names in other scripts are as given" "$(line names)" True
is "no number was rounded" "$(line 'rough numbers')" "[]"
is "the photo is in it, and only that" "$(line pictures)" 1
is "the archive is whole" "$(line damaged)" None
is "the invoice says what it answers" "$(line answers)" "[True]"
is "photos that were asked for come first" "$(line shots)" "[1, '–', '–']"
for sheet in Summary "Claim fields" Amount Papers "Form answers" Timeline Tracking \
	"Contacts and promises" Evidence Journal "All facts"; do
	check "there is a sheet $sheet" grep -q "^sheets .*'$sheet'" seen
done

# --- LibreOffice ---

check "LibreOffice opens it" timeout 120 soffice --headless "-env:UserInstallation=file://$WORK/office" \
	--convert-to pdf --outdir "$WORK" e.xlsx
check "and saves it again" timeout 120 soffice --headless "-env:UserInstallation=file://$WORK/office" \
	--convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$WORK/again" e.xlsx
"$PYTHON" check.py again/e.xlsx >seen 2>&1 || not_ok "what it saved can be read" "$(cat seen)"
says "it has read every fact" "^facts [0-9]+ lost \[\]$" seen
is "each under its name" "$(line unnamed)" "[]"
is "with its value" "$(line different)" "[]"
is "and each field by its name" "$(line fields)" "[]"
pdftotext -layout e.pdf e.txt || not_ok "pages can be read"
says "the pages have the number in groups" "9400 1112 0620 6406 2607 87" e.txt
says "and the note as text" "HYPERLINK" e.txt
says "and count themselves" "of [0-9]+" e.txt
silent_about "no cell is an error or too narrow" "#(NAME|VALUE|REF|####)" e.txt

# --- a locale with a decimal comma changes nothing ---

mkdir locales
check "there is a locale with a decimal comma" localedef -i de_DE -f UTF-8 ./locales/de_DE.UTF-8
LOCPATH=$WORK/locales LC_ALL=de_DE.UTF-8 run export 1 -o comma.xlsx --audience full
check "it changes no cell" "$PYTHON" -c '
import openpyxl
def cells(path):
    return [[c.value for c in row] for s in openpyxl.load_workbook(path) for row in s.iter_rows()]
assert cells("e.xlsx") == cells("comma.xlsx")'

# --- data ---

expect_rc "export writes JSON" 0 export 1 -o e.json --audience full
check "the same as show" "$PYTHON" -c '
import json
a, b = (json.load(open(p, encoding="utf-8")) for p in ("show.json", "e.json"))
b = b["items"][0] if "items" in b else b
assert a == b, [k for k in a if a[k] != b.get(k)]'
number 2
must open "$NUMBER" --problem damaged
must close 2
expect_rc "export writes CSV of several cases" 0 export 1,2 -o e.csv
check "which another program reads" "$PYTHON" -c '
import csv
rows = list(csv.DictReader(open("e.csv", encoding="utf-8-sig", newline="")))
text = [" ".join(v or "" for v in r.values()) for r in rows]
assert any("9400111206206406260787" in t for t in text), "the number is not whole"
assert all(None not in r for r in rows), "a row has more fields than the head"
assert len({len(r) for r in rows}) == 1'
expect_rc "several cases in one workbook" 0 export 1 2 -o many.xlsx
check "begin with their list" "$PYTHON" -c '
import openpyxl
assert openpyxl.load_workbook("many.xlsx").sheetnames[0] == "Cases"'

# --- writing over what is there ---

before=$(sha256sum e.xlsx)
refuses "a case that is not there leaves the old file" 3 "no case 44" export 44 -o e.xlsx
is "as it was" "$(sha256sum e.xlsx)" "$before"
refuses "a folder of that name" 2 "is a folder" export 1 -o "$(mkdir -p dir.xlsx && echo dir.xlsx)"
must export 1 -o e.json
must verify
finish
