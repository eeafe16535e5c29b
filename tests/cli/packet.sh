#!/bin/bash
# packet.sh - one case with everything in it as PDF and as HTML, read by other programs (some seconds)
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

# --- a rich case ---

must config set desk.zone America/New_York
must open $PARCEL --problem damaged --mailed 2026-11-01 --service ground-advantage \
	--value 120.50 --insured 100 --postage 7.85 \
	--to "محمد العربي, 12 Elm St, Boise ID 83702" --from "李小龙, 12 Harbor St, Portland, ME 04101" \
	--contents "2 mugs, 1 <plate> & \"spoon\"" --weight "2 lb 4 oz" --order 00012345678901234567890 \
	--owner kim
must log 1 --rep "Dana Q" --ref 00012 --minutes 46 --hold 34 --said "the claim may be filed, שלום 😀 she said" \
	--next "send the form" --due +5d --by carrier --next "send photos" --by us
must keep 2
must amend 1 --said "the claim may be filed at once, שלום 😀 she said"
must hold 1 --what "box and packing" --where "shelf 4" --until +30d
"$PYTHON" - <<'PY'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
rows = b"".join(b"\0" + bytes((x * 2, y * 3, 128) [i] for x in range(120) for i in range(3)) for y in range(80))
open("corner.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 80, 8, 2, 0, 0, 0))
                               + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
           "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
for page in (1, 2):
    text = f"BT /F 14 Tf 30 90 Td (Invoice 4471, page {page}) Tj ET"
    objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents {3 + 2 * page} 0 R"
                   " /Resources << /Font << /F 3 0 R >> >> >>")
    objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
out, at = "%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    at.append(len(out))
    out += f"{number} 0 obj\n{body}\nendobj\n"
xref = len(out)
out += f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n" + "".join(f"{a:010d} 00000 n \n" for a in at)
out += f"trailer\n<< /Size {len(at) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
open("invoice.pdf", "w").write(out)
PY
qpdf --encrypt secret owner 256 -- invoice.pdf locked.pdf
printf '%%PDF-1.4\nhardly a page' >broken.pdf
printf '\xff\xd8\xff\xe0 hardly a picture' >broken.jpg
must attach 1 corner.png --kind damage-photo --shot 3 --note "left corner, crushed" --dated 2026-11-20
must attach 1 invoice.pdf --kind proof-of-value --dated 2026-10-30
must attach 1 locked.pdf --kind correspondence
must attach 1 broken.pdf --kind other
must attach 1 broken.jpg --kind label-photo
start_sandbox "number $PARCEL in_transit then not_found"
must track 1
must track 1
must show 1 --json
cp "$OUT" show.json

# --- the packet ---

expect_rc "export writes a packet" 0 export 1 -o a.pdf
must export 1 -o b.pdf --json
json_is "and says so in JSON" "[d['file'], d['format'], d['cases']]" '["b.pdf", "pdf", 1]'
check "the same case at the same moment is the same file" cmp a.pdf b.pdf
# A packet by itself says how things stand on its day, and which day that is; one in an archive is as of the
# journal's newest entry, whenever it is made.
must export 1 -o a.zip
must export 1 -o later.pdf --now 2027-03-01T09:00:00Z
must export 1 -o later.zip --now 2027-03-01T09:00:00Z
check "an archive made later is the same file" cmp a.zip later.zip
pdftotext -layout later.pdf later.txt
unzip -p later.zip packet.pdf >inner.pdf
pdftotext -layout inner.pdf inner.txt
says "a packet made later says when" "Made 2027-03-0?1" later.txt
says "and what is over by then" "closed [0-9]+ days ago" later.txt
check "the archive's does not" sh -c '! grep -q 2027-03-01 inner.txt'
check "qpdf finds no fault" qpdf --check a.pdf
is "it is for us alone" "$(stat -c %a a.pdf)" 600
is "nothing is left beside it" "$(ls | grep -i -e tmp -e part -e '^[.]' || true)" ""
pdftotext -raw a.pdf a.txt
pdftotext -raw -l 1 a.pdf one.txt
pdfinfo a.pdf >info
says "sent from Maine, it is on Letter" "^Page size: .*letter" info
says "its title names the parcel" "^Title: +Case 1 .*9400 1112" info
says "the carrier is not told who its owner is" "^Author: +Waylaid" info
must export 1 -o mine.pdf --audience full
pdfinfo mine.pdf >mine
says "its author is the owner" "^Author: +kim" mine
says "it was made at the moment of the export" "^CreationDate: +Mon Nov 23 15:00:00 2026" info
total=$(sed -n 's/^Pages: *//p' info)
says "pages count themselves" "1 of $total" one.txt
for words in "a damaged parcel" "$PARCEL" "mailed 2026-11-01" "120.50 USD" "No claim has been filed yet" \
	"last day" "send the form" "1 photo shown, 1 PDF appended" "Still missing"; do
	says "page one: $words" "$words" one.txt
done
says "the letter states the head of the journal" "$(json "d['journal'][-1]['hash']" show.json)" a.txt
says "the photo has its shot and note" "Photo 1, shot 3[.] Damage photo: left corner, crushed" a.txt
says "the invoice is appended" "Invoice 4471, page 2" a.txt
says "a locked PDF is named so" "the PDF is locked with a password" <(tr '\n' ' ' <a.txt)
says "a broken PDF is named so" "cannot be shown: it is no PDF that can be read" <(tr '\n' ' ' <a.txt)
is "so is a broken photo" "$(tr '\n' ' ' <a.txt | grep -o 'cannot be shown:' | wc -l)" 3
says "what was said before stays" "Before 2026-11-23 10:00 .changed by .*: Said the claim may be" a.txt
says "where the box is kept" "box and packing" a.txt
says "other scripts are text" "李小龙" a.txt
says "and those from right to left" "محمد العربي" <(pdftotext a.pdf -)
is "each file has its hash in the list" \
	"$("$PYTHON" -c '
import json, re
text = re.sub(r"\s", "", open("a.txt", encoding="utf-8").read())
print([e["name"] for e in json.load(open("show.json"))["evidence"] if e["sha256"] not in text])')" "[]"

# --- HTML ---

expect_rc "export writes HTML" 0 export 1 -o a.html
must export 1 -o b.html
check "twice the same" cmp a.html b.html
silent_about "no script, nothing from elsewhere" "<script|<link|src=\"[^d]|href=\"[^#]" a.html
says "the plate is escaped" "1 &lt;plate&gt; &amp; &quot;spoon&quot;" a.html
is "the photo is inside" "$(grep -c 'src="data:image/jpeg;base64,' a.html)" 1

tidy -errors -quiet -utf8 a.html >tidy.txt 2>&1 || true
is "another program finds no fault in it" "$(grep -v 'proprietary attribute "font-family"' tidy.txt || true)" ""
browser=(chromium --headless --no-sandbox --disable-gpu --user-data-dir="$WORK/browser")
check "a browser prints it" timeout 120 "${browser[@]}" --print-to-pdf=browser.pdf "file://$WORK/a.html"
pdftotext -raw browser.pdf browser.txt
for words in "a damaged parcel" "$PARCEL" "Contact log" "send the form" "Files and their SHA-256" "李小龙" \
	"1 <plate> & \"spoon\""; do
	says "and shows: $words" "$words" browser.txt
done
is "with the photo" "$(pdfimages -list browser.pdf | grep -c ' image ')" 1
check "on a telephone, nothing is wider than the glass" "$PYTHON" -c '
import re, subprocess, sys
# In a frame: a browser without a window has no narrow one.
open("frame.html", "w", encoding="utf-8").write("""<body><iframe style="width: 390px; height: 800px" src="a.html"
onload="document.title = 0; try { const d = this.contentDocument.documentElement;
document.body.dataset.wide = d.scrollWidth } catch (e) { document.body.dataset.wide = e }"></iframe>""")
dom = subprocess.run(sys.argv[1:], capture_output=True, text=True, timeout=120).stdout
seen = re.search("data-wide=\"([^\"]*)", dom).group(1)
assert int(seen) <= 390, seen' "${browser[@]}" --allow-file-access-from-files --dump-dom "file://$WORK/frame.html"

# --- several cases, and those that are not there ---

number 2
must open "$NUMBER" --problem lost --from "10 High St, London SW1A 1AA, UK"
must export 2 -o uk.xlsx
must export 1 -o us.xlsx
check "the workbook has the paper of the sender's country, too" "$PYTHON" -c '
import openpyxl
sizes = [{int(s.page_setup.paperSize) for s in openpyxl.load_workbook(p)} for p in ("uk.xlsx", "us.xlsx")]
assert sizes == [{9}, {1}], sizes'
expect_rc "two cases in one packet" 0 export 1 2 -o two.pdf
says "each has its own" "Case 2: a lost parcel" <(pdftotext two.pdf -)
must export 2 -o uk.pdf
says "sent from London, it is on A4" "A4" <(pdfinfo uk.pdf)
before=$(sha256sum a.pdf)
refuses "a case that is not there leaves the old file" 3 "no case 44" export 44 -o a.pdf
is "as it was" "$(sha256sum a.pdf)" "$before"
refuses "an ending that nobody knows" 2 "[.]xlsx, [.]pdf, [.]html, [.]zip, [.]json, [.]csv or [.]ics" export 1 -o a.docx
refuses "a folder of that name" 2 "is a folder" export 1 -o "$(mkdir -p dir.pdf && echo dir.pdf)"
must verify
finish
