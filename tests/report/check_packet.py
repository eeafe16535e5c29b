"""check_packet.py MAKE_PACKET DECODER - packets read again by other programs and compared

pdftotext reads every page: what the JSON of the same case knows must stand there, page one must answer the
questions of a clerk, each page has its number, heads of tables come again. qpdf checks the file, pdfinfo its
properties, pdfimages the photos. The HTML file is read by Python's parser.
"""
import base64
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

failures = []
checks = 0


def check(ok, what):
    global checks
    checks += 1
    if not ok:
        failures.append(what)
        print("FAILED:", what)


def run(*words):
    return subprocess.run(words, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def make(kind, ending="pdf"):
    path, data = f"{kind}.{ending}", f"{kind}.json"
    run(MAKE, kind, path, DECODER, data)
    with open(data, encoding="utf-8") as file:
        return path, json.load(file)


def pages_of(path):
    return run("pdftotext", "-layout", path, "-").split("\f")[:-1]


def text_of(path):
    """In the order in which it was set: cell by cell."""
    return run("pdftotext", "-raw", path, "-")


def info_of(path):
    return dict(re.findall(r"^([^:]+): +(.*)$", run("pdfinfo", path), re.M))


def plain(text):
    """Without blanks, hyphens at line ends and capitals: lines break where they like."""
    return re.sub(r"[\s_\u200e\u200f\u202a-\u202e]+", "", text).lower()


def leaves(value, path=""):
    if isinstance(value, dict):
        if set(value) == {"amount", "currency"}:
            amount = value["amount"]
            yield path, f"{amount} {value['currency']}" if amount else ""
            return
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from leaves(below, f"{path}[{index}]")
    elif value is not None and not isinstance(value, bool):
        yield path, str(value)


# What is for the desk alone, is told as a number of days, or is told in other words.
ELSEWHERE = re.compile(
    r"^(polls|journal|a_field_of_tomorrow|stage|opened_at|shipment\.(note|status|trouble|status_text"
    r"|last_scan_at)|case$|carrier$|service$|missing_evidence|checklist\[\d+\]\.code)"
    r"|\.(id|version|hold_minutes|media_type|added_at|unit|opens_from|closes_from|replaced_at|days_left|state)$"
    r"|windows\[\d+\]\.(what|route|alternatives|cover)|events\[\d+\]\.(trouble|occurred_at|occurred_at_local)$"
    r"|contacts\[\d+\]\.direction$|\.(at|gone_since)$|claims\[\d+\]\.route")


def check_values(case, text):
    text = plain(text)
    lost = []
    for path, value in leaves(case):
        if ELSEWHERE.search(path):
            continue
        # Scripts that run from right to left come back in an order of their own: word by word.
        words = value.split() if re.search(r"[\u0590-\u06ff]", value) else [value]
        if not all(plain(word).strip(",") in text for word in words):
            lost.append((path, value[:60]))
    for value in re.findall(r"\b[0-9a-f]{64}\b", json.dumps(case["evidence"])):
        check(value in text, f"{value[:20]}... is whole")
    check(not lost, f"values are lost: {lost[:8]}")


def check_pages(path, pages, own):
    total = len(pages)
    info = info_of(path)
    check(int(info["Pages"]) == total, f"{path}: pdfinfo counts {info['Pages']} pages, not {total}")
    for number, page in enumerate(pages, 1):
        if number in own:
            check(re.search(rf"\b{number} of {total}\s*$", page.rstrip()), f"{path}: page {number} has its number")
    check("syntax or stream encoding errors" in run("qpdf", "--check", path), f"{path}: qpdf finds no fault")


def full():
    path, case = make("full")
    pages = pages_of(path)
    first, text = " ".join(pages[0].split()), "\f".join(pages)
    attached = [number for number, page in enumerate(pages, 1) if re.match(r"\s*invoice page \d", page)]
    check(attached == [len(pages) - 2, len(pages) - 1, len(pages)], f"the PDF's pages are the last ones: {attached}")
    check_pages(path, pages, set(range(1, len(pages) + 1)) - set(attached))
    check_values(case, text_of(path))
    for wanted in ("9400111206206406260787", "lost parcel", "2026-11-01", "130.35 USD", "value and postage",
                   "last day 2026-12-31", "38 days left", "Call back with the result of the search",
                   "broken, 2026-11-17", "3 photos shown, 1 PDF appended", "Still missing: Proof of insurance",
                   "0091827364", "The Copper Kettle", "Since then 18 days of silence", "approved 100.00 USD"):
        check(wanted in first, f"page one says: {wanted}")
    check("Cover letter" in pages[1].split("\n")[0], "the letter begins page two")
    check(case["journal"][-1]["hash"] in pages[1], "the letter has the newest hash")
    check(len(re.findall(r"94001112062064062607(?:87)", text)) >= 3, "the 22 digits are whole")
    for name in ("王小明", "محمد", "收据.png", "O'Brien & Søn", "=invoice 4471.pdf"):
        check(plain(name) in plain(text), f"{name} is text")
    info = info_of(path)
    check(info["Page size"].endswith("(letter)"), f"sent from Maine: {info['Page size']}")
    check(info["Title"].startswith("Case 12") and info["Author"] == "maria" and info["Tagged"] == "yes", str(info))
    check("Nov 23 15:04:00 2026" in info["CreationDate"], "made at the moment of the export")
    images = run("pdfimages", "-list", path).splitlines()[2:]
    check(len(images) == 3 and all(" jpeg " in line for line in images), f"three photos, as JPEG: {images}")
    check_photos(pages)
    check_bookmarks(path, pages)


def check_photos(pages):
    photos = [re.findall(r"^ *(Photo \d+)[,.]", page, re.M) for page in pages]
    check([p for p in photos if p] == [["Photo 1", "Photo 2"], ["Photo 3"]], f"two photos a page: {photos}")
    text = "\n".join(pages)
    for caption in ("Photo 1, shot 1. Label photo: Taken at the counter", "Photo 2, shot 2. Packaging photo",
                    "camera says 2026-11-01 09:12:44", "1200 × 1600 pixels"):
        check(caption in text, f"caption: {caption}")


def check_bookmarks(path, pages):
    outlines = json.loads(run("qpdf", "--json", "--json-key=outlines", path))["outlines"]
    check(len(outlines) == 1 and outlines[0]["title"].startswith("Case 12"), "one bookmark a case")
    kids = {kid["title"]: kid for kid in outlines[0]["kids"]}
    for title in ("Cover letter", "Tracking history", "Contact log", "Photos", "Files and their SHA-256"):
        check(title in kids, f"bookmark {title}")
        listed = re.search(rf"^ *{title} +(\d+)$", pages[1], re.M)
        check(listed, f"the index has {title}")
        if listed:
            check(re.search(rf"^ *{title}", pages[int(listed[1]) - 1], re.M), f"{title} is on page {listed[1]}")


def other_kinds():
    path, _ = make("bare")
    pages = pages_of(path)
    check_pages(path, pages, set(range(1, len(pages) + 1)))
    check(len(pages) <= 4 and "not known" in pages[0], f"a bare case is short: {len(pages)} pages")
    path, case = make("nasty")
    pages = pages_of(path)
    check_pages(path, pages, set(range(1, len(pages) + 1)))
    text = plain("".join(re.sub(r"\n[^\n]*\d+ of \d+\s*$|When and how.*", "", page)
                         for page in text_of(path).split("\f")))
    said = case["contacts"][0]["said"]
    lost = [word for word in said.split() if word not in text]
    check(not lost, f"40,000 characters are all there: {lost[:5]}")
    check(plain('=HYPERLINK("http://evil.example","x")') in text, "a formula is text")
    path, _ = make("many")
    pages = pages_of(path)
    firsts = [page.split("\n")[0].strip() for page in pages]
    check([f for f in firsts if re.match(r"Case \d+: ", f)] ==
          ["Case 12: a lost parcel", "Case 13: a lost parcel", "Case 14: a lost parcel"], "a packet for each case")
    check("syntax or stream encoding errors" in run("qpdf", "--check", path), "many: qpdf finds no fault")


HEADINGS = {"Cover letter", "Index", "Timeline and deadlines", "Tracking history", "Contact log",
            "Promises, kept and broken", "Searches and traces", "Photos", "How the amount was reached",
            "What was in it", "Money that came", "What the customer got", "Papers, and those that are missing",
            "Goods and packing", "Statement about the carrier's silence", "Files and their SHA-256",
            "Events that the carrier gave, and no longer gives"}
COLUMNS = re.compile(r"^(File +Kind, shot, day|What a claim asks for +Here|Kept for inspection|From +Until +Days"
                     r"|Missing since|Item +Bought|What +Amount|Promise +Owed by|A file that was changed)")


def nothing_stands_alone():
    """Wherever the page ends, no heading, titles or first words are the last thing on it."""
    for lines in range(0, 40):
        path, _ = make(f"lines:{lines}")
        for number, page in enumerate(pages_of(path), 1):
            body = [line.strip() for line in page.split("\n") if line.strip()][:-1]
            last = body[-1] if body else ""
            check(last not in HEADINGS and not COLUMNS.match(last),
                  f"{lines} lines: page {number} does not end with {last!r}")


def huge():
    path, case = make("huge")
    pages = pages_of(path)
    text = "\f".join(pages)
    check_pages(path, pages, set(range(1, len(pages) - 2)))
    check("Cover letter" in pages[1].split("\n")[0], "page one of a huge case is one page")
    check(len(re.findall(r"Event number \d+ of", text)) == 270, "every event of the queue")
    heads = [n for n, page in enumerate(pages) if re.search(r"Event number", page)]
    check(all("What the carrier wrote" in pages[n] for n in heads), "titles come again on each page")
    check(len(re.findall(r"[\n\f] *Photo \d+[,.]", text)) == 40, "forty photos")
    hashes = [e["sha256"] for e in case["evidence"] if e["media_type"].startswith("image/")]
    raw = plain(text_of(path))
    check(all(raw.count(h) >= 2 * hashes.count(h) for h in hashes), "each photo has its hash, and is in the list")


class Reader(html.parser.HTMLParser):
    VOID = {"meta", "img", "col", "br"}

    def __init__(self):
        super().__init__()
        self.open, self.text, self.images, self.tags, self.faults = [], [], [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("src", "href") and not re.match(r"data:image/jpeg;|#", value)):
                self.faults.append((tag, name))
            if tag == "img" and name == "src":
                self.images.append(base64.b64decode(value.split(",")[1], validate=True))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(("closes", tag))

    def handle_data(self, data):
        self.text.append(data)


def as_html():
    for kind in ("full", "bare", "nasty", "many"):
        path, case = make(kind, "html")
        reader = Reader()
        with open(path, encoding="utf-8") as file:
            reader.feed(file.read())
        check(not reader.faults and not reader.open, f"{kind}.html is well formed: {reader.faults[:3]} {reader.open}")
        check(not reader.tags & {"script", "link", "iframe", "object", "form"}, f"{kind}.html: {reader.tags}")
        if kind == "full":
            check_values(case, " ".join(reader.text))
            check(len(reader.images) == 3 and all(i[:3] == b"\xff\xd8\xff" for i in reader.images), "three photos")


def main():
    full()
    other_kinds()
    huge()
    nothing_stands_alone()
    as_html()
    print(f"{checks} checks, {len(failures)} failed")
    return 1 if failures else 0


MAKE, DECODER = (os.path.abspath(word) for word in sys.argv[1:3])
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    status = main()
    os.chdir("/")
sys.exit(status)
