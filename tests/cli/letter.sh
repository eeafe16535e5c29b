#!/bin/bash
# letter.sh - every letter of composed cases, word by word; as a page, as a draft; what makes no sense is refused
#
# With LETTERS_WRITE=yes the texts kept in tests/cli/letters are written anew: look at what changed.
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

KEPT=$TOP/tests/cli/letters

# letter CASE KIND NAME [OPTION...]: shows the letter and compares it with the text kept under that name
letter() {
	local id=$1 kind=$2 name=$3
	shift 3
	run letter "$id" "$kind" "$@"
	[[ $RC -eq 0 ]] || { not_ok "letter $id $kind" "exit $RC: $(cat "$ERR")"; return; }
	{ cat "$OUT"; printf -- '-- notes --\n'; cat "$ERR"; } >"$WORK/$name.txt"
	[[ ${LETTERS_WRITE:-} != yes ]] || cp "$WORK/$name.txt" "$KEPT/$name.txt"
	check "$name is worded as it was" diff "$KEPT/$name.txt" "$WORK/$name.txt"
	check "$name has lines of 72 at most" "$PYTHON" -c 'import sys
body = open(sys.argv[1], encoding="utf-8").read().split("-- notes --")[0].split("\n")[1:]
sys.exit(any(len(line) > 72 for line in body))' "$WORK/$name.txt"
}

# claim SQL: a claim as it is after some steps of its life
claim() {
	"$PYTHON" - "$DESK" "$1" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute(sys.argv[2])
db.commit()
PY
}

# --- a lost parcel, with a promise broken and a search under way ---

FROM='Sam Roe
Roe Lamps
4 Oak Ave
Boise ID 83702'
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 \
	--postage 9.45 --from "$FROM" --to 'Pat Lee, pat@home.example
12 Elm St
Oxford MS 38655' --order 4471 --note 'the customer is a pain'
must log 1 --at '2026-11-16 10:00' --rep 'Dana Q' --rep-id 7 --ref 4711-A --said 'the driver has it' \
	--next 'call back with result' --due 2026-11-20 --by carrier
must log 1 --at '2026-11-17 10:00' --rep 'Ines M' --said 'there is no record of it' \
	--next 'send a form' --due 2026-11-19 --by carrier
must broken 1
must request 1 help-request --ref 20471533 --on 2026-11-10
printf '%%PDF-1.4 invoice\n' >'invoice für Pat.pdf'
must attach 1 'invoice für Pat.pdf' --kind proof-of-value
cat >answer.json <<'JSON'
{"trackingNumber": "9400111206206406260787", "statusCategory": "In Transit", "status": "Arrived at Post Office",
 "statusSummary": "Your item arrived at our facility.", "mailClass": "USPS Ground Advantage<SUP>&#153;</SUP>",
 "trackingEvents": [
  {"eventType": "ARRIVED AT POST OFFICE", "eventTimestamp": "2026-11-06T06:59:00", "eventCity": "EAST TINDER",
   "eventState": "OH", "eventZIPCode": "43297", "eventCode": "07"}]}
JSON
must events import answer.json

claim "INSERT INTO contradiction(version,contact_id,other_id) VALUES(1,2,1)"

letter 1 help-request help_request
letter 1 missing-mail-search missing_mail_search
letter 1 claim-letter claim_letter
letter 1 chase chase
letter 1 customer-update customer_update
letter 1 non-receipt-statement non_receipt_statement
letter 1 withdrawal withdrawal_search
must letter 1 customer-update
silent_about "the customer reads no names and notes of ours" "Dana|Ines|4711|pain|driver"
for kind in appeal damage-statement dhl-trace first-notice international-inquiry ups-trace; do
	run letter 1 $kind
	is "$kind makes no sense for it" "$RC" 4
done
refuses "an appeal says what is missing" 4 "no claim of case 1 was denied" letter 1 appeal
refuses "a trace says whose parcel it is" 4 "a parcel of USPS" letter 1 ups-trace
refuses "a statement says what it is for" 4 "is 'lost', and 'damage_statement' is for damaged" letter 1 damage-statement
refuses "a letter that there is not" 2 "is not known" letter 1 love-letter
refuses "a case that there is not" 3 "no case 9" letter 9 chase
refuses "a claim that there is not" 3 "no claim 1/4" letter 1 claim-letter --claim 4
refuses "an ending that is none" 2 "must be .txt, .html or .eml" letter 1 chase -o x.docx
must letter 1 --list
says "the list has what fits" "chase +a reminder"
says "and what does not, and why" "appeal +no claim of case 1 was denied"
must letter 1 --list --json
json_is "as JSON too" "[i['fits'] for i in d['items'] if i['kind'] in ('appeal','chase')]" "[false, true]"
must letter --list
says "without a case all are listed" "ups-trace +a trace by UPS"
must letter 1 chase --json
json_is "a letter as JSON" "[d['kind'], d['missing'], d['attachments'], d['file']]" \
	'["chase", ["contents: brand, model, colour, size"], [], null]'

# --- the claim of it, denied ---

claim "INSERT INTO claim(version,casefile_id,number,route,state,amount_cents,amount_currency,amount_note,reference,
	filed_on,decided_on,reason,denial,goods_cents,goods_currency,postage_cents,postage_currency)
	VALUES(1,1,1,'carrier','denied',12945,'USD','as the invoice says','CLM-77',20771,20778,
	'No proof of value','no_such_reason',12000,'USD',945,'USD')"
letter 1 appeal appeal_without_facts
claim "INSERT INTO fact_denial VALUES('no_such_reason','No proof of value',
	'The invoice names buyer, goods and price, and says that it was paid.','proof_of_value|proof_of_payment',
	'a made-up book','2026',20780,'low')"
letter 1 appeal appeal
letter 1 withdrawal withdrawal
letter 1 claim-letter claim_letter_with_claim
claim "INSERT INTO claim(version,casefile_id,number,route,state,reference) VALUES(1,1,2,'insurance','denied','INS-1')"
refuses "of two denied claims one must be named" 2 "1 \(carrier\), 2 \(insurance\); say which" letter 1 appeal
letter 1 appeal appeal_insurance --claim 2

# --- damage, another carrier, another country ---

must open 1Z999AA10123456784 --problem damaged --mailed 2026-11-02 --delivered 2026-11-12 --value 80 \
	--from "$FROM" --to '山田 太郎
大阪市北区 1-2-3' --contents 'ceramic lamp, hand-made, blue, 40 cm'
letter 2 first-notice first_notice
letter 2 damage-statement damage_statement
must open 1Z999AA10123456784 --problem lost --another
letter 3 ups-trace ups_trace
must open 1234567890 --carrier dhl_express --problem lost --mailed 2026-11-02
letter 4 dhl-trace dhl_trace
must open CP123456785US --problem lost --service priority-mail-international --mailed 2026-10-20 --value 60 \
	--to $'Dupont\n1 rue de la Paix\n75002 Paris\nFrance'
letter 5 international-inquiry international_inquiry

# --- a page to print ---

must edit 2 --to $'<script>alert(1)</script> "O\'Hara"\n1 & 2 Main St' --contents '</td><img src=x onerror=y>'
must letter 2 damage-statement -o page.html
check "a page is written" test -s page.html
check "nothing in it but what was escaped" "$PYTHON" -c 'import html.parser, sys
class Tags(html.parser.HTMLParser):
    seen = set()
    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("src", "href"), name
text = open("page.html", encoding="utf-8").read()
p = Tags(); p.feed(text); p.close()
print(p.seen)
assert p.seen <= {"html","head","meta","title","style","body","h1","p","br","ul","li","table","tr","td"}, p.seen
assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text and "O&#39;Hara" in text'

# --- the draft of a mail ---

must letter 1 claim-letter -o claim.eml --claim 1
check "the draft is what mail programs read" "$PYTHON" - <<'PY'
import email, email.policy
raw = open("claim.eml", "rb").read()
assert b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"")
assert max(len(line) for line in raw.split(b"\r\n")) <= 78
m = email.message_from_bytes(raw, policy=email.policy.default)
assert m["X-Unsent"] == "1" and "Bcc" not in m and "From" not in m, m.items()
assert m["Subject"] == "Claim for parcel 9400111206206406260787, which has not arrived", m["Subject"]
parts = list(m.walk())
assert [p.get_content_type() for p in parts] == ["multipart/mixed", "text/plain", "application/pdf"], parts
assert "We hold USPS liable" in parts[1].get_content()
assert parts[2].get_filename() == "invoice für Pat.pdf", parts[2].get_filename()
assert parts[2].get_content() == b"%PDF-1.4 invoice\n"
assert not m.defects and not any(p.defects for p in parts)
PY
must letter 1 claim-letter -o bare.eml --claim 1 --without-evidence
check "without evidence there is none" test "$(grep -c attachment bare.eml)" = 0
must letter 1 customer-update -o update.eml
check "the customer's address is taken from the address" grep -q $'^To: pat@home.example\r$' update.eml
must edit 1 --to $'Пат Ли\nBcc: eve@x.example\n12 Elm St' --order $'4471'
must letter 1 customer-update -o update.eml
check "no line of an address becomes a header" "$PYTHON" -c 'import email, email.policy
m = email.message_from_file(open("update.eml", newline=""), policy=email.policy.default)
assert sorted(m.keys()) == ["Content-Type", "Date", "MIME-Version", "Subject", "X-Unsent"] or \
    sorted(m.keys()) == ["Content-Type", "Date", "MIME-Version", "Subject", "To", "X-Unsent"], m.keys()
assert "Bcc" not in m'
find "$DESK.evidence" -name '*.pdf' -delete
refuses "evidence that is gone is said" 3 "cannot go with the letter: " letter 1 appeal -o y.eml --claim 1
head -c 20000000 /dev/zero >big.bin
must attach 1 big.bin --kind proof-of-payment
refuses "a draft that no server takes is refused" 2 "would have [0-9]+ MB" letter 1 claim-letter -o x.eml --claim 1
check "and nothing is left of it" test ! -e x.eml
expect_rc "but not without its files" 0 letter 1 claim-letter -o x.eml --claim 1 --without-evidence

# --- words of one's own ---

own=$HOME/.config/waylaid/letters
mkdir -p "$own"
printf 'Subject: Hello {{need.carrier}}\n\n{{>shop}}\n{{need.weight}} {{{to}}}\n' >"$own/chase.mustache"
printf 'Roe Lamps, since 1901\n' >"$own/shop.mustache"
must letter 1 chase
says "a template of one's own stands instead" "^Hello USPS"
says "with partials of one's own" "since 1901"
check "and its blanks are listed" grep -q "^- weight" "$ERR"
printf 'Subject: x\n\n{{#claim}}\n' >"$own/chase.mustache"
refuses "a broken one names its line" 2 "chase.mustache line 3: 'claim' begins and never ends" letter 1 chase
printf '{{>../../secret}}' >"$own/chase.mustache"
refuses "a partial leads to no other folder" 2 "is no name of a partial" letter 1 chase
printf 'no subject\n' >"$own/chase.mustache"
refuses "a subject is needed" 2 "must be 'Subject: ...'" letter 1 chase
printf 'form,field,value,limit,source\nhelp_request,Story,"{{need.to}}, and more",5,\n' >"$own/forms.csv"
must letter 1 help-request
says "a form of one's own counts characters" "Story \([0-9]+ of at most 5 characters: [0-9]+ too many\)"
check "and says what is too long" grep -q "too long for the form" "$ERR"
printf 'help_request,Story,x,no,\n' >"$own/forms.csv"
refuses "a limit is a number" 2 "forms.csv line 1: limit" letter 1 help-request
finish
