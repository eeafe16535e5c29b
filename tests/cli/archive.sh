#!/bin/bash
# archive.sh - archives made, opened by other programs, tampered with, hidden from readers; keys, purge (a minute)
# shellcheck source=tests/cli/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PYTHON=/usr/bin/python3
rezip() { "$PYTHON" "$here/rezip.py" "$@" || fault "rezip $*"; }
must() { "$WAYLAID" "$@" >out 2>err </dev/null || fault "waylaid $*: exit $?"; }
that() { cases=$((cases + 1)); "$@" >out 2>err || fault "$line: $*"; }

# --- a desk with a word of its own in each place that some reader must not see ---

fresh
A=9400111206206406260787 B=1Z999AA10123456784
printf 'wInvoiceBytes\n' >'invoice 4471.pdf'
printf '\x89PNG\r\n\x1a\n picture' >photo.png
printf 'not UTF-8: \xff' >$'line\nbreak \xe6\x9d\x8e.bin'
must config set desk.zone America/New_York
must config set desk.user wColleague
must open $A --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 --postage 7.77 \
	--owner wOwner --client wClient --note wNote --account wAccount --to $'Ann Roe\n12 Elm St\n+1-208-555-0123'
must open $B --problem damaged --to 'wOtherCustomer, 5 Elm St' --contents wOtherContents
must log 1 --rep 'wRep' --ref 4711-A --dialed 800-275-8777 --callback 907-555-0100 --said 'wSaid to call 907-555-0199' \
	--next 'wPromise' --due +5d
must log 1,2 --said 'wShared' --ref R-2
must amend 1 --said 'wLater words'
must attach 1 'invoice 4471.pdf' --kind proof-of-value
must attach 1 photo.png --kind damage-photo --shot 1
must attach 1 $'line\nbreak \xe6\x9d\x8e.bin' --kind other

# --- other programs open it ---

expect 0 export 1 -o a.zip
out_has "a.zip written: 1 case"
err_has "made for the carrier; hidden: internal notes"
that unzip -tq a.zip
that "$PYTHON" -c 'import zipfile; z = zipfile.ZipFile("a.zip"); assert z.testzip() is None and len(z.namelist()) == 11'
mkdir u && unzip -qo a.zip -d u
that sh -c 'cd u && sha256sum -c MANIFEST.sha256'
that sh -c 'cd u && [ "$(find . -type f | wc -l)" = $(($(wc -l <MANIFEST.sha256) + 1)) ]'
that cmp u/evidence/0001-invoice\ 4471.pdf 'invoice 4471.pdf'
that cmp "u/evidence/0003-line_break 李.bin" $'line\nbreak \xe6\x9d\x8e.bin'
that "$PYTHON" -c 'import json; o = json.load(open("u/archive.json"))["originals"]
assert o[2]["name"] == "line\nbreak 李.bin" and o[2]["member"] == "evidence/0003-line_break 李.bin"'
that "$PYTHON" "$here/rezip.py" a.zip again.zip pass
that cmp a.zip again.zip
line="the chain by hand, as VERIFY.txt says"
that "$PYTHON" - <<'PY'
import hashlib, json
last = "-"
for text in open("u/journal.jsonl"):
    e = json.loads(text)
    h, b = bytes.fromhex(e["header"]), bytes.fromhex(e["body_hash"])
    assert hashlib.sha256(h + b).hexdigest() == e["hash"]
    assert b"\nfile.1:%d:%s\n" % (len(last), last.encode()) in h, e["entry"]
    if e["body"]:
        assert hashlib.sha256(bytes.fromhex(e["salt"]) + bytes.fromhex(e["body"])).digest() == b
    last = e["hash"]
assert last in open("u/VERIFY.txt").read()
PY
that sh -c 'cd u && sed -n 1p journal.jsonl | jq -r ".header + .body_hash" | xxd -r -p | sha256sum |
	grep -q "^$(sed -n 1p journal.jsonl | jq -r .hash)"'
HEAD=$(sed -n 's/^head *//p' u/VERIFY.txt)

# --- the same again, and without a desk ---

(export TZ=Pacific/Auckland; "$WAYLAID" export '#1' -o b.zip --now 2027-03-01 -q >out) || fault "export again"
that cmp a.zip b.zip
mkdir nobody
(export HOME=$PWD/nobody; "$WAYLAID" verify a.zip --json >out 2>err) || fault "verify without a desk"
line="verify without a desk"
json 'd["ok"] and d["cases"] == 1 and d["faults"] == [] and d["audience"] == "carrier" and d["signed_by"] is None'
json 'd["entries"] == len(open("u/journal.jsonl").readlines()) and d["head"] == "'"$HEAD"'"'
that test -z "$(find nobody -type f)"
expect 0 verify a.zip --expect "$HEAD"
out_has "not signed"
expect 6 verify a.zip --expect "${HEAD//[0-9]/7}"
err_has "is not as it was made"
expect 2 verify a.zip --expect abc
expect 3 verify nowhere.zip
expect 2 verify --key "$HEAD"

# --- tampering, each named ---

tampered() { # WORDS [OPTION] PYTHON
	local words=$1
	shift
	rezip a.zip t.zip "$@"
	expect 6 verify t.zip
	out_has "$words"
}
unzip -Z1 a.zip >names
while read -r name; do
	[ "$name" = MANIFEST.sha256 ] && continue
	tampered "$name was changed" --keep-manifest "m['$name'] += b' '"
	tampered "$name is in the manifest, but not in the archive" --keep-manifest "del m['$name']"
done <names
tampered "evidence/evil.txt is in the archive, but not in the manifest" --keep-manifest "m['evidence/evil.txt'] = b'x'"
tampered "is no name for a file here" "m['../evil.txt'] = b'x'"
# Made anew with a manifest that fits: what is bound to the journal is found all the same.
while read -r name; do
	case $name in MANIFEST.sha256 | archive.json | case.json | journal.jsonl) continue ;; esac
	tampered "$name is missing" "del m['$name']"
	[[ $name == evidence/* ]] && tampered "$name is not the file that was attached" "m['$name'] += b' '"
done <names
tampered "more.txt is no part that the index names" "m['more.txt'] = b'x'"
hash=$(sha256sum <photo.png | cut -c1-64)
tampered "sha256 of evidence.2 is not what journal entry" "for n in ('case.json', 'archive.json'):
    m[n] = m[n].replace(b'$hash', b'$HEAD')"
tampered "the index names evidence 2 that case.json does not have so" \
	"m['archive.json'] = m['archive.json'].replace(b'$hash', b'$HEAD')"
tampered "the file of evidence 2 is missing" "del m['evidence/0002-photo.png']
m['archive.json'] = m['archive.json'].replace(b'\"evidence/0002-photo.png\"', b'null')"
# Another desk's archive of the same parcel is whole, but not the one whose head was told.
(export HOME=$PWD/nobody; "$WAYLAID" open $A --problem lost --mailed 2026-11-02 >out 2>err &&
	"$WAYLAID" export 1 -o other.zip >out 2>err) || fault "another desk"
expect 0 verify other.zip
expect 6 verify other.zip --expect "$HEAD"
out_has "was made anew"
rm -rf nobody && mkdir nobody

lines=$(wc -l <u/journal.jsonl)
for ((i = 0; i < lines; i++)); do
	n=$(sed -n "$((i + 1))s/^{\"entry\":\([0-9]*\),.*/\1/p" u/journal.jsonl)
	tampered "journal entry $n" "line($i, lambda e: e.update(header=e['header'].replace('7573', '7574', 1)))"
	tampered "journal entry $n was changed" "line($i, lambda e: e.update(hash=e['hash'][::-1]))"
	tampered "line $((i + 1)) of journal.jsonl" "line($i, lambda e: e.update(note='x'))"
	tampered "the chain of parcel 1 does not end where" \
		"l = m['journal.jsonl'].splitlines(True); del l[$i]; m['journal.jsonl'] = b''.join(l)"
done
tampered "kind of evidence.1 is not what journal entry" \
	"m['case.json'] = m['case.json'].replace(b'\"kind\": \"proof_of_value\"', b'\"kind\": \"statement\"')"
tampered "case.json cannot be read" "m['case.json'] = b'{'"
tampered "of form 2" "m['archive.json'] = m['archive.json'].replace(b'\"format\": 1', b'\"format\": 2')"
size=$(stat -c %s a.zip)
for ((i = 0; i < size; i += 1997)); do
	"$PYTHON" - $i <<'PY'
import sys
b = bytearray(open("a.zip", "rb").read())
b[int(sys.argv[1])] ^= 4
open("t.zip", "wb").write(b)
PY
	expect 6 verify t.zip
	head -c $i a.zip >t.zip
	expect 6 verify t.zip
done
"$PYTHON" -c 'import zipfile; zipfile.ZipFile("t.zip", "w", zipfile.ZIP_DEFLATED).writestr("a", bytes(10**7))'
expect 6 verify t.zip

# --- keys ---

expect 0 key
out_has "There is no signing key"
expect 0 key new
out_has "BEGIN PUBLIC KEY"
out_lacks "PRIVATE"
expect 4 key new
KEY=$("$WAYLAID" key --json | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["fingerprint"])')
line="the key's file"
that test "$(stat -c %a .config/waylaid/signing.key)" = 600
that openssl pkey -in .config/waylaid/signing.key -noout
expect 0 export 1 -o s.zip --json
json 'd["signed_by"] == "'"$KEY"'" and d["head"] == "'"$HEAD"'" and d["audience"] == "carrier" and d["hidden"]'
expect 0 verify s.zip --key "$KEY"
out_has "which is the key of this computer"
expect 6 verify s.zip --key "$HEAD"
expect 6 verify a.zip --key "$KEY"
out_has "it is not signed"
mkdir s && unzip -qo s.zip -d s
that sh -c 'cd s && sha256sum -c MANIFEST.sha256 && openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin \
	-in MANIFEST.sha256 -sigfile MANIFEST.sig'
that test "$(openssl pkey -pubin -in s/KEY.pem -outform DER | sha256sum | cut -c1-64)" = "$KEY"
rezip s.zip t.zip "m['case.json'] += b' '"
expect 6 verify t.zip
out_has "the signature does not fit the manifest"
chmod 644 .config/waylaid/signing.key
expect 7 export 1 -o s2.zip
err_has "chmod 600"
chmod 600 .config/waylaid/signing.key
expect 0 backup copy
out_has "signed with the key $KEY"
that sh -c 'cd copy && openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in HEAD -sigfile HEAD.sig'
expect 0 restore copy --db restored.db
sed -i 's/^./0/;t' copy/HEAD
expect 6 restore copy --db other.db
err_has "is not what was signed"
mv .config/waylaid/signing.key kept.key
expect 0 backup copy
that test ! -e copy/HEAD.sig
expect 0 restore copy --db other.db

# --- readers: a hidden word is in no byte of any form of export ---

holds() { # FOLDER WORD
	grep -rqF -- "$2" "$1" ||
		grep -rqF -- "$("$PYTHON" -c 'import sys; print(sys.argv[1].encode().hex())' "$2")" "$1"
}
reader() { # AUDIENCE "HIDDEN..." "SEEN..."
	local format word
	for format in xlsx json csv zip; do
		rm -rf x && mkdir x
		expect 0 export 1 -o "x/e.$format" --audience "$1"
		[ $format = zip ] && unzip -qo x/e.zip -d x && rm x/e.zip
		for book in x/*.xlsx; do
			[ -e "$book" ] && mkdir x/book && unzip -qo "$book" -d x/book && rm "$book"
		done
		for word in $2; do
			holds x "$word" && fault "the $1 sees $word in .$format"
		done
		[ $format = csv ] && continue
		for word in $3; do
			holds x "$word" || fault "the $1 does not see $word in .$format"
		done
	done
}
internal='wNote wOwner wOtherCustomer wOtherContents 1Z999AA10123456784'
reader full "wOtherCustomer" "wNote wOwner wClient wLater wAccount 907-555-0100"
reader carrier "$internal wClient 907-555-0100 907-555-0199 208-555-0123" \
	"wRep wLater wPromise 4711-A wAccount wColleague"
reader court "$internal" "wRep wLater wClient 907-555-0100"
reader marketplace "$internal wClient wAccount 907-555 800-275-8777 wInvoiceBytes wShared wColleague" \
	"wRep 4711-A photo.png"
reader customer "$internal wClient wAccount 907-555 800-275-8777 wInvoiceBytes wShared wRep wColleague" \
	"4711-A photo.png"
for audience in full carrier court marketplace customer; do
	must export 1 -o r.zip --audience $audience
	expect 0 verify r.zip
	must export 1,2 -o r.zip --audience $audience
	expect 0 verify r.zip --json
	json 'd["cases"] == 2'
done
expect 2 export 1 -o r.zip --audience nobody
expect 0 export 1 -o e.json --audience full
expect 0 show 1 --json
line="full is what show says"
that "$PYTHON" -c 'import json; assert json.load(open("e.json"))["note"] == "wNote"'

# --- the desk remembers each export; a failed one leaves the old file and no word ---

entries() { "$WAYLAID" verify --json | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["entries"])'; }
before=$(entries)
must export 1 -o kept.zip
line="one entry an export"
that test "$(entries)" = $((before + 1))
sum=$(sha256sum <kept.zip)
cases=$((cases + 1))
(trap '' XFSZ; ulimit -f 4; exec "$WAYLAID" export 1 -o kept.zip >out 2>err) && fault "a full disk was not noticed"
line="a full disk"
that test "$(sha256sum <kept.zip)" = "$sum"
that test "$(entries)" = $((before + 1))
that test -z "$(find . -maxdepth 1 -name '.waylaid*')"
expect 2 export 1 -o "$PWD"
expect 2 export 1 -o /dev/null.xyz
expect 1 export 1 -o nowhere/a.zip
ln -s kept.zip link.zip
must export 1 -o link.zip
that test -L link.zip
rm .local/share/waylaid/desk.db.evidence/*/"$(sha256sum <photo.png | cut -c1-64)".png
expect 1 export 1 -o gone.zip
err_has "1 original was left out: photo.png cannot be read"
expect 0 verify gone.zip
that sh -c 'unzip -p gone.zip VERIFY.txt | grep -q "Not here: photo.png"'
must undo

# --- purge ---

must close 1 --reason paid
must close 2
expect 2 purge
expect 2 purge --before +5d
expect 0 purge --before today --dry-run
out_has "There is no parcel"
export WAYLAID_NOW=2027-06-01T12:00:00Z
expect 0 purge --before 2027-01-01 --evidence --dry-run
out_has "Would be purged: 2 parcels"
expect 2 purge --before 2027-01-01
err_has "add --yes"
line="a purge that is typed"
that "$PYTHON" - "$WAYLAID" <<'PY'
import os, pty, sys
def typed(answer):
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(sys.argv[1], [sys.argv[1], "purge", "--before", "2027-01-01", "--evidence"])
    os.write(fd, answer)
    try:
        while os.read(fd, 4096):
            pass
    except OSError:
        pass
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
assert typed(b"no\n") == 4
assert typed(b"yes\n") == 0
PY
expect 0 verify --json
json 'd["ok"] and d["purged"] > 5'
expect 0 doctor
expect 0 export 1 -o p.zip
expect 0 verify p.zip
out_has "without contents: purged"
that sh -c '! grep -q "wSaid to call" .local/share/waylaid/desk.db'
expect 4 undo
finish
