"""check_workbook.py MAKE_WORKBOOK DECODER - opens workbooks again with openpyxl and compares them

Every known value of the JSON of the same cases must be in a cell; what must be a text, a date, a number
with its currency, or a picture is looked at as such.
"""
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

CONTINUED = "\n(continued in the next row)"
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)
        print("FAILED:", what)


def unescaped(text):
    """What Excel shows: _x0001_ is a character (openpyxl leaves it as it is written)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def comparable(text):
    return unescaped(text).replace("\r\n", "\n").replace("\r", "\n").replace("\uffff", "\ufffd")


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from leaves(below, f"{path}[{index}]")
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif value is not None:
        yield path, str(value)


def facts_of(book):
    """Name to value of the sheet "All facts", texts that go on in the next rows put together."""
    facts, name, goes_on = {}, None, False
    for row in book["All facts"].iter_rows(min_row=5, max_col=2, values_only=True):
        value = row[1] or ""
        if not goes_on:
            name = row[0]
            facts[name] = ""
        goes_on = value.endswith(CONTINUED)
        facts[name] += value[: -len(CONTINUED)] if goes_on else value
    return facts


def texts_of(sheet):
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def cell_where(sheet, value):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == value:
                return cell
    return None


def check_any(kind, book, data, path):
    facts = facts_of(book)
    for name, value in leaves(data.get("items", data) if kind == "many" else data):
        name = "items" + name if kind == "many" else name
        check(name in facts, f"{kind}: {name} is in All facts")
        if name in facts:
            check(unescaped(facts[name]) == comparable(value),
                  f"{kind}: {name} is {value[:60]!r}, not {facts[name][:60]!r}")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                check(cell.data_type != "f", f"{kind}: {sheet.title}!{cell.coordinate} is no formula")
                if isinstance(cell.value, str):
                    check(len(cell.value) <= 32767, f"{kind}: {cell.coordinate} fits a cell")
        check(sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
              and sheet.sheet_properties.pageSetUpPr.fitToPage,
              f"{kind}: {sheet.title} fits one page across")
        check("of &N" in (sheet.oddFooter.right.text or "") + (sheet.oddFooter.center.text or ""),
              f"{kind}: {sheet.title} counts its pages")
        for height in [d.height for d in sheet.row_dimensions.values() if d.height]:
            check(height <= 409, f"{kind}: {sheet.title} has no row higher than Excel's")
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            check(b"NAN" not in data and b"<v>INF" not in data, f"{kind}: {name} has only numbers")


def field(book, name):
    """The cell that a field's name leads to."""
    sheet, cell = book.defined_names[name].attr_text.replace("'", "").split("!")
    return book[sheet][cell.replace("$", "")]


def check_claim_sheets(book):
    amount = field(book, "amount_claimed")
    check(amount.value == 130.35 and amount.number_format == '#,##0.00 "USD"', f"the amount by name: {amount.value}")
    mailed = field(book, "mailed_on")
    check(mailed.value == datetime.datetime(2026, 11, 1) and mailed.number_format == "yyyy-mm-dd", "a day by name")
    check(field(book, "tracking_number").number_format == "@", "the number by name is a text")
    check(field(book, "dimensions").value == "14 x 14 x 16 in", "the parcel's dimensions by name")
    check(field(book, "item_type").value == "not known", "what nobody said is not known")
    check("DMM 609.1.4" in field(book, "closes_on").comment.text, "the last day has its source as a comment")
    answers = {(r[0], r[1]): r for r in book["Form answers"].iter_rows(min_row=5, values_only=True)}
    check({form for form, _ in answers} == {"USPS claim online", "PS Form 1000, on paper"}, "the forms of USPS")
    online = "USPS claim online"
    check(answers[online, "Reason (sReasonClaim)"][2] == "AND", "a reason in the form's own word")
    check(answers[online, "Tracking number (tTrackingNumber)"][2:4] == ("9400111206206406260787", 22),
          "a text to copy, and how long it is")
    check(answers[online, "Fees paid (tInsuranceFees)"][2] == "2.45 USD", "what the insurance cost")
    check(answers[online, "Purchase date (tPurchaseDate)"][2] == "not known", "what is not known is said")
    check("Not the carrier's own list" in answers[online, "About this form"][5], "and what the list is")
    sums = texts_of(book["Amount"])
    check("Case 12, claim 12/1, Carrier, Filed" in sums and "value and postage" in sums, "how the amount was reached")
    papers = [r[1:3] for r in book["Papers"].iter_rows(min_row=5, values_only=True)]
    check(("Proof of insurance: label receipt or the insurer's policy number", "MISSING") in papers,
          "a missing paper")
    check(len([r for r in papers if r[1] == "yes"]) == 2, "and those that are there")
    links = [c.hyperlink.location for c in book["Summary"]["A"] if c.hyperlink]
    check([x.split("'")[1] for x in links] == book.sheetnames[1:], f"the summary leads to each sheet: {links}")


def check_contacts(book):
    rows = list(book["Contacts and promises"].iter_rows(min_row=4, values_only=True))
    head = rows[0]
    first = dict(zip(head, rows[1]))
    minutes = int(first["Minutes"].split(",")[0])
    end = first["When"] + datetime.timedelta(minutes=minutes)
    check(first["Ended"] == end.strftime("%H:%M"), f"a contact has its end: {first['Ended']}, not {end}")


def check_full(book, path):
    names = ["Summary", "Claim fields", "Amount", "Papers", "Form answers", "Timeline",
             "Tracking", "Carrier asked", "Contacts and promises", "Evidence", "Journal", "All facts"]
    check(book.sheetnames == names, f"the sheets are {book.sheetnames}")
    summary, tracking, evidence = book["Summary"], book["Tracking"], book["Evidence"]
    number = cell_where(summary, "9400111206206406260787")
    check(number is not None and number.number_format == "@", "the number is a text cell")
    check(cell_where(summary, "9400 1112 0620 6406 2607 87"), "the number is grouped for reading")
    check(cell_where(summary, "Claim to the carrier: open, 38 days left. Last day 2026-12-31."), "the window")
    check(cell_where(summary, datetime.datetime(2026, 12, 31)).number_format == "yyyy-mm-dd", "a day is a date")
    money = cell_where(summary, 120.5)
    check(money is not None and money.number_format == '#,##0.00 "USD"', "money is a number in dollars")
    check(cell_where(summary, 15000).number_format == '#,##0 "JPY"', "yen have no hundredths")
    missing = cell_where(summary, "MISSING")
    check(missing is not None and missing.fill.fgColor.rgb == "FFFBE3E1", "what is missing is said and red")
    check(any(t.startswith("Proof of insurance: label") for t in texts_of(summary)), "in words, not as a code")
    check(any("[Amended 2026-11-22 10:04 by maria. Before: Reference: 4711-B;]" in t
              for t in texts_of(book["Contacts and promises"])), "both versions of a contact")
    check("low · unconfirmed: check with the carrier" in texts_of(summary), "low confidence is said")
    words = "\n".join(texts_of(summary))
    for part in ["usps.ground_advantage.loss.claim", "DMM 609.1.4", "2026-07-12", "open, 38 days left",
                 "closed 4 days ago", "mailed 2026-11-01 + 15 days = 2026-11-16",
                 "Cover included: 100.00 USD", "2027-01-05"]:
        check(part in words, f"the summary says {part}")
    for name in [n for n in names[1:-1] if n != "Amount"]:
        sheet = book[name]
        check(sheet.freeze_panes == "A5", f"{name}: headings stay")
        check(sheet.print_title_rows == "$4:$4", f"{name}: headings are printed on each page")
        table = list(sheet.tables.values())
        check(len(table) == 1 and table[0].ref.startswith("A4") and table[0].autoFilter.ref == table[0].ref,
              f"{name}: is a table with filters")
        heads = [c.name for c in table[0].tableColumns]
        check(heads == [c.value for c in sheet[4][: len(heads)]], f"{name}: the table's headings are its cells")
        check(sheet["A2"].hyperlink.location == "'Summary'!A1", f"{name}: leads back to the summary")
        check(sheet.oddFooter.left.text.strip().startswith("Case 12"), f"{name}: the footer names the case")
    first = tracking["A5"]
    check(first.value == datetime.datetime(2026, 11, 1, 10, 4), f"a scan is a time in the zone: {first.value}")
    check(first.number_format == "yyyy-mm-dd hh:mm", "and looks like one")
    check("Asked for tracking 3 times since 2026-11-15 10:04: nothing new." in texts_of(book["Timeline"]),
          "silence is one line")
    times = [r[0] for r in book["Timeline"].iter_rows(min_row=5, max_col=1, values_only=True)
             if isinstance(r[0], datetime.datetime)]
    check(times == sorted(times) and len(times) > 40, "the timeline is in order")
    with zipfile.ZipFile(path) as archive:
        pictures = [n for n in archive.namelist() if n.startswith("xl/media/")]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        check(len(pictures) == 3, f"three pictures: {pictures}")
        check(all(archive.getinfo(n).compress_type == zipfile.ZIP_STORED for n in pictures), "not packed twice")
        check(archive.getinfo("xl/worksheets/sheet1.xml").compress_type == zipfile.ZIP_DEFLATED, "the rest is packed")
        check(re.findall(r"<xdr:from><xdr:col>(\d+)</xdr:col>", drawing) == ["0"] * 3, "in their column")
        check(re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing) == ["4", "5", "6"], "in their rows")
        check('descr="IMG_2041.jpg"' in drawing, "with their names for who cannot see them")
    check(evidence.row_dimensions[5].height > 80, "the row is as high as its picture")
    check("no picture: application/pdf" in texts_of(evidence), "a file without picture says so")
    check("=invoice 4471.pdf" in texts_of(evidence), "a name that begins like a formula")
    check(any("1200 × 1600 pixels" in t for t in texts_of(evidence)), "the camera's size, upright")
    check_claim_sheets(book)
    check_contacts(book)
    properties = book.properties
    check(properties.title.startswith("Case 12"), "the title")
    check(properties.subject == "USPS Ground Advantage, Lost", "the subject")
    check(properties.created == datetime.datetime(2026, 11, 23, 15, 4), "made at the moment given")
    check(zipfile.ZipFile(path).read("docProps/app.xml").count(b"<Company></Company>") == 1, "no company")


def check_bare(book):
    for sheet, words in [("Contacts and promises", "No contact has been logged yet."),
                         ("Tracking", "No tracking event has been recorded yet."),
                         ("Carrier asked", "The carrier has not been asked for tracking yet."),
                         ("Evidence", "No evidence has been attached yet."),
                         ("Summary", "No claim has been filed yet."), ("Summary", "NOT KNOWN"),
                         ("Summary", "Carrier, service, Mailed on, Value, From, To, Contents")]:
        check(words in texts_of(book[sheet]), f"bare: {sheet} says {words}")


def check_nasty(book, path):
    strings = zipfile.ZipFile(path).read("xl/sharedStrings.xml")
    check(b"_x0001_ control, \xef\xbf\xbd, _x005F_x0041_ literal" in strings, "escapes are written once")
    contacts = book["Contacts and promises"]
    link = cell_where(contacts, '=HYPERLINK("http://evil.example","x")')
    check(link is not None and link.data_type == "s", "what looks like a formula is a text")
    check(all(not link.target for sheet in book for link in sheet._hyperlinks), "and no link leads outside")
    check(cell_where(contacts, "00012").number_format == "@", "a reference keeps its zeros")
    said = [t for t in texts_of(contacts) if t.endswith(CONTINUED)]
    check(len(said) > 10, "a text longer than a row goes on in the next ones")


def check_many(book):
    check(book.sheetnames[0] == "Cases", "several cases begin with their list")
    check(book["Cases"]["A5"].hyperlink.location == "case_12", "a case's number leads to its summary")
    check("case_12" in book.defined_names, "which has a name")
    check(book["Tracking"]["A4"].value == "Case", "and rows name theirs")
    check(book["Tracking"]["A5"].value == "12", "as a text")
    check(len(book["Summary"].row_breaks.brk) >= 2, "each summary begins a page")
    check(book["Cases"].oddFooter.left.text.strip().startswith("3 cases"), "the footer's number is text")
    check(book["Cases"].oddFooter.left.size in (8, "8"), "and not part of its size")


def main():
    make, decoder = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        for kind in ["full", "bare", "nasty", "many"]:
            path, data = os.path.join(folder, kind + ".xlsx"), os.path.join(folder, kind + ".json")
            subprocess.run([make, kind, path, data, decoder], check=True)
            book = openpyxl.load_workbook(path)
            with open(data, encoding="utf-8") as f:
                check_any(kind, book, json.load(f), path)
            if kind == "full":
                check_full(book, path)
            elif kind == "bare":
                check_bare(book)
            elif kind == "nasty":
                check_nasty(book, path)
            else:
                check_many(book)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
