#!/bin/bash
# mail.sh - e-mails become contacts of the case that they name, and stay as evidence byte for byte
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

# mail NAME SUBJECT [BODY [FROM [ID]]]: writes a plain mail
mail() {
	printf 'From: %s\r\nTo: shop@roe.example\r\nSubject: %s\r\nDate: %s\r\n%s\r\n%s\r\n' \
		"${4:-claims@usps.com}" "$2" \
		"Fri, 20 Nov 2026 10:00:00 -0500" "${5+Message-ID: <$5>$'\r\n'}" "${3:-Hello.}" >"$1"
}

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 --order ORD-77123
must log 1 --rep 'Dana Q' --ref SR-884412
must request 1 help-request --ref 20471533 --on 2026-11-10
number 2
OTHER=$NUMBER
must open "$OTHER" --problem damaged --order ORD-77124

# --- one mail, whole ---

cat >whole.eml <<'MAIL'
From: "USPS Claims" <no-reply@e.usps.com>
To: shop@roe.example
Subject: =?UTF-8?B?WW91ciBjbGFpbSDigJMgZGVjaXNpb24=?=
Date: Fri, 20 Nov 2026 10:00:00 -0500
Message-ID: <abc.1@usps.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Your request SR-884412: the claim has=
 been
denied. Caf=C3=A9.
--b2
Content-Type: text/html; charset=utf-8

<p>Your request SR-884412</p><script>alert(1)</script>
--b2--
--b1
Content-Type: application/pdf; name="decision letter.pdf"
Content-Disposition: attachment; filename="../../etc/decision letter.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQgZGVuaWVkCg==
--b1
Content-Type: image/jpeg
Content-Disposition: inline; filename="photo.jpg"
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRgABAQ==
--b1--
MAIL
entries=$(must verify --json && json "d['entries']")
expect_rc "a mail is looked at first" 0 mail whole.eml --dry-run --json
json_is "what would be done is said" "[d['dry_run']] + [[i['outcome'], i['case'], i['contact'],
	len(i['proposals'])] for i in d['items']]" '[true, ["logged", 1, null, 2]]'
json_is "with the files" "[[f['evidence'], f['name'], f['media_type']] for f in d['items'][0]['evidence'][:2]]" \
	'[[null, "whole.eml", "message/rfc822"], [null, "decision letter.pdf", "application/pdf"]]'
must mail whole.eml --dry-run
says "in words, too" "would be logged on case 1 \(reference SR-884412\), 3 files kept"
is "and nothing is written" "$(must verify --json && json "d['entries']")" "$entries"
expect_rc "a mail that names a reference is logged" 0 mail whole.eml
says "on the case that has it" "case 1 \(reference SR-884412\): contact 2, 3 files kept"
says "a denial is proposed" "looks like a denial: \"claim has been denied\""
says "with the command that notes it" "waylaid claim file 1"
says "and the letter by its name" "looks like a decision letter"
must show 1 --json
json_is "the contact has it all" \
	"[d['contacts'][0][k] for k in ('channel','direction','with','at','reference','outcome')]" \
	'["email", "in", "carrier", "2026-11-20T15:00:00Z", "SR-884412", "reached"]'
json_is "with subject and words" "d['contacts'][0]['said'][:59]" "Your claim – decision
Your request SR-884412: the claim has"
json_is "original and files are evidence" "[[e['kind'], e['name']] for e in d['evidence']]" \
	'[["correspondence", "whole.eml"], ["other", "decision letter.pdf"], ["other", "photo.jpg"]]'
json_is "of the mail's day" "{e['dated_on'] for e in d['evidence']} == {'2026-11-20'}" true
json_is "the status is left alone" "[d['stage'], d['claims']]" '["requested", []]'
check "the original is kept byte for byte" cmp whole.eml "$(find "$DESK.evidence" -name '*.eml')"
check "so is the letter" grep -qx '%PDF-1.4 denied' "$(find "$DESK.evidence" -name '*.pdf')"
check "nothing was written elsewhere" test ! -e "$WORK/etc" -a ! -e "$HOME/etc"
entries=$(json "len([j for j in d['journal'] if j['op'] == 'mail.take'])")
is "in one entry of the journal" "$entries" 1
expect_rc "the same again is skipped" 0 mail whole.eml --json
json_is "by its Message-ID" "[d['items'][0]['outcome'], d['items'][0]['contact']]" '["known", 2]'
sed 's/^Subject.*/Subject: forwarded/' whole.eml >again.eml
must mail again.eml --json
json_is "whatever else differs" "d['items'][0]['outcome']" known
must undo
says "undo takes it back" "took back taking the e-mail in"
must show 1 --json
json_is "contact, evidence and all" "[len(d['contacts']), d['evidence']]" "[1, []]"
expect_rc "and it may come in again, another kind" 0 mail whole.eml --kind decision-letter --json
json_is "as told" "[e['kind'] for e in d['items'][0]['evidence']]" \
	'["correspondence", "decision_letter", "decision_letter"]'
json_is "which is then not proposed" "len(d['items'][0]['proposals'])" 1

# --- how a case is found ---

# found NAME CASE BY: the mail in a.eml is logged on that case because of that
found() {
	run mail a.eml --json
	json_is "$1" "[d['items'][0]['case'], d['items'][0]['by']]" "[$2, \"$3\"]"
}
mail a.eml "News of $PARCEL"
found "by the tracking number" 1 "tracking number $PARCEL"
mail a.eml "News" "Your parcel 9400 1112 0620 6406 2607 87 is late"
found "by its number in groups" 1 "tracking number $PARCEL"
mail a.eml "Re: case 2"
found "by our case number" 2 "case 2 in the subject"
mail a.eml "[#2] hello"
found "or its short form" 2 "case 2 in the subject"
mail a.eml "Request" "Service request number 20471533 was opened"
found "by the number of a request" 1 "request 20471533"
mail a.eml "Your order ORD-77124"
found "by an order" 2 "order ORD-77124"
mail a.eml "Re: case 2" "about $OTHER, order ORD-77124"
found "a case in the subject that all agree with" 2 "case 2 in the subject"

# undecided NAME OUTCOME CASES
undecided() {
	run mail a.eml --json
	is "$1: exit 1" "$RC" 1
	json_is "$1" "[d['items'][0]['outcome'], d['items'][0]['cases'], d['error']['code']]" \
		"[\"$2\", $3, \"refused\"]"
}
mail a.eml "Both" "$PARCEL and order ORD-77124"
undecided "two cases are not one" several "[1, 2]"
mail a.eml "Re: case 2" "about $PARCEL"
undecided "nor does a subject decide against the text" several "[1, 2]"
mail a.eml "Order #1" "who knows"
undecided "the number of an order is no case" no_case "[]"
mail a.eml "Re: case 99"
undecided "nor is a case that is not here" no_case "[]"
mail a.eml "2026-11-20 10:00:00 1234" "call 1-800-275-8777, \$120.00, 00000000, SR-8844"
undecided "dates, money and pieces of numbers are none" no_case "[]"
must show 1 --json
contacts=$(json "len(d['contacts'])")
run mail a.eml
says "it says what to do" "names no case here: say which with --case"
must mail a.eml --case 1
must show 1 --json
json_is "and --case decides" "len(d['contacts']) - $contacts" 1
must open $PARCEL --problem delayed --another
must close 3 --reason twice
mail a.eml "About $PARCEL again" "and again"
found "of several cases the open one counts" 1 "tracking number $PARCEL"

# --- sides ---

must config set desk.email "shop@roe.example, @lamps.example"
mail a.eml "I wrote about $PARCEL" "please look" "Sam <SHOP@roe.example>"
sed -i 's/^To: .*/To: pat@home.example, claims@fedex.com\r/' a.eml
must mail a.eml --json
json_is "From decides who wrote, To whom" "[d['items'][0][k] for k in ('direction','with')]" '["out", "carrier"]'
mail a.eml "I wrote about $PARCEL" "please look once more" "any@lamps.example"
must mail a.eml --in --with insurer --json
json_is "options are stronger" "[d['items'][0][k] for k in ('direction','with')]" '["in", "insurer"]'
for side in "x@notusps.com:recipient" "a@shipsurance.com:insurer" \
	"b@pirateship.com:platform" "c@email.ups.com:carrier"; do
	mail a.eml "About $PARCEL, $side" "claim was approved" "${side%%:*}"
	must mail a.eml --json
	json_is "${side%%:*} is a ${side#*:}" "d['items'][0]['with']" "${side#*:}"
done
json_is "a carrier's words are proposals" "d['items'][0]['proposals'][0]['text']" \
	'looks like an approval: "claim was approved"'
mkdir -p "$HOME/.config/waylaid"
printf 'domain,party\nsurety.example,insurer\n' >"$HOME/.config/waylaid/mail_senders.csv"
printf 'phrase,means\nsad news,denied\n' >"$HOME/.config/waylaid/mail_phrases.csv"
mail a.eml "Own words on $PARCEL" "Sad  news. The claim was approved" "desk@surety.example"
must mail a.eml --json
json_is "tables of one's own stand instead" "[d['items'][0]['with'], d['items'][0]['proposals'][0]['text']]" \
	'["insurer", "looks like a denial: \"sad news\""]'
printf 'phrase,means\nsad news,deneid\n' >"$HOME/.config/waylaid/mail_phrases.csv"
mail a.eml "More on $PARCEL" "x" "desk@surety.example"
refuses "a table that is wrong says where" 2 "mail_phrases.csv: line 2: means 'deneid' is not known" mail a.eml
rm "$HOME/.config/waylaid"/mail_*.csv
mail a.eml "About $PARCEL and a claim was approved" "x" "pat@home.example"
must mail a.eml --json
json_is "a customer's are not" "d['items'][0]['proposals']" "[]"
mail a.eml "About $PARCEL, search" "We were unable to
 locate it."
must mail a.eml --json
json_is "a search without success names its request" "d['items'][0]['proposals'][0]['command']" \
	"waylaid request answer 1/1 --result not-found"

# --- many ---

mkdir box
for i in 1 2 3; do
	mail box/$i.eml "Mail $i on $PARCEL" "number $i" claims@usps.com "m$i@x"
done
expect_rc "a folder is taken" 0 mail box --json
json_is "all of it" "[i['outcome'] for i in d['items']]" '["logged", "logged", "logged"]'
for i in 1 3 4 5; do
	printf 'From claims@usps.com Fri Nov 20 10:00:00 2026\n'
	printf 'From: claims@usps.com\nSubject: On %s\nMessage-ID: <m%s@x>\nDate: Fri, 20 Nov 2026 10:00:00 -0500\n\n' \
		$PARCEL $i
	printf 'From here on it is text.\n>From the shop.\n\n'
done >many.mbox
expect_rc "a mailbox is taken" 0 mail many.mbox --json
json_is "what is new of it" "[i['outcome'] for i in d['items']]" '["known", "known", "logged", "logged"]'
json_is "each under a name of its own" "[i['evidence'][0]['name'] for i in d['items'][2:]]" \
	'["many.mbox-3.eml", "many.mbox-4.eml"]'
mail lost.eml "nothing"
run mail lost.eml box/1.eml --json
is "one that is not told does not stop the others" "$RC" 1
json_is "and is said" "[i['outcome'] for i in d['items']]" '["no_case", "known"]'
json_is "beside what was done" "d['error']['message'].startswith('1 of 2 e-mails')" true

# --- what comes from outside ---

printf 'just some text\n' >text.txt
printf '\0\1\2\3' >bytes.bin
: >empty.eml
mail nul.eml "On $PARCEL" "$(printf 'a\001b\033[2Jc')"
refuses "no mail at all" 2 "no e-mail" mail bytes.bin
refuses "a file that is not there" 3 "no file" mail nothing.eml
refuses "both sides" 2 "give one" mail whole.eml --in --out
refuses "a case that is not there" 3 "no case 77" mail whole.eml --case 77
must mail nul.eml
must show 1 --json
json_is "control characters are dropped" \
	"[c['said'].split('\n')[1] for c in d['contacts'] if 'ab[2Jc' in (c['said'] or '')]" \
	'["ab[2Jc"]'
{ printf 'From: a@usps.com\nSubject: On %s\n\n' $PARCEL; head -c 11000000 /dev/zero | tr '\0' 'x'; } >long.eml
expect_rc "a body of 10 MB" 0 mail long.eml --json
must show 1 --json
json_is "is cut in the contact" "max(len(c['said'] or '') for c in d['contacts'])" 2026
json_is "and whole as evidence" "d['evidence'][-1]['size']" "$(stat -c %s long.eml)"
{ printf 'From: a@usps.com\nSubject: On %s\n\n' $PARCEL; head -c 27000000 /dev/zero | tr '\0' 'x'; } >huge.eml
refuses "a mail of 26 MB" 2 "more than 25 MiB" mail huge.eml
{
	printf 'From: a@usps.com\nSubject: On %s\nContent-Type: multipart/mixed; boundary=b\n\n' $PARCEL
	for i in $(seq 1 3000); do
		printf -- '--b\nContent-Disposition: attachment; filename=f%s.txt\n\nfile %s\n' "$i" "$i"
	done
	printf -- '--b--\n'
} >thousands.eml
expect_rc "thousands of attachments" 0 mail thousands.eml --json
json_is "have a ceiling, and the rest is said" "[len(d['items'][0]['evidence']) - 1, d['items'][0]['left'] > 2800]" \
	"[100, true]"
{
	printf 'From: a@usps.com\nSubject: deep %s\n' $PARCEL
	for i in $(seq 1 500); do
		printf 'Content-Type: multipart/mixed; boundary=b%s\n\n--b%s\n' "$i" "$i"
	done
	printf 'Content-Type: text/plain\n\nat the bottom\n'
} >deep.eml
expect_rc "parts within parts" 0 mail deep.eml --json
json_is "have a ceiling, too" "d['items'][0]['left'] > 0" true
{
	printf 'From: a@usps.com\nSubject: words %s\n\n' $PARCEL
	for i in $(seq 1 20000); do printf 'REF%06d ' "$i"; done
} >words.eml
expect_rc "a text of references takes no time" 0 mail words.eml
{
	printf 'From: a@usps.com\nSubject: id %s\nMessage-ID: <' $PARCEL
	head -c 5000 /dev/zero | tr '\0' 'i'
	printf '>\n\nx\n'
} >id.eml
must mail id.eml
must mail id.eml --json
json_is "an endless Message-ID is one by its bytes" "d['items'][0]['outcome']" known
mail future.eml "On $PARCEL in 2099"
sed -i 's/2026/2099/' future.eml
must mail future.eml --json
json_is "a date that cannot be right is not believed" \
	"[d['items'][0]['at'], 'cannot be right' in d['items'][0]['note']]" \
	'["2026-11-23T15:00:00Z", true]'
refuses "nor is a text, whoever says whose it is" 2 "no e-mail" mail text.txt --case 2
must verify
must doctor
finish
