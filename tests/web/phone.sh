#!/bin/bash
# phone.sh - photos from a phone: the story in real browsers at 360 pixels, then callers who have no business there
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW

# serve WORD...: starts the server; PHONE is how phones reach it (LINK where they do not)
serve() {
	LISTEN=127.0.0.1:${DESK_PORT-0} start_server "$@"
	PHONE=$(grep -o 'http.*' "$WORK/serve.out" | tail -1 || true)
}

# new_link: a link for case 1, as the page of the desk shows it; sets URL
new_link() {
	local csrf
	curl -sk -b "$WORK/jar" "$BASE/api/session" >"$WORK/session"
	csrf=$(json 'd["csrf"]' "$WORK/session")
	curl -sk -b "$WORK/jar" -d csrf="$csrf" "$BASE/cases/1/phone" >"$WORK/code"
	URL=$(grep -o 'href="https*://[^"]*/p/[0-9a-f]*"' "$WORK/code" | cut -d'"' -f2)
}

# ask NAME STATUS CURL-WORD...
ask() {
	local name=$1 wanted=$2
	shift 2
	is "$name" "$(curl -sk -m 20 -o "$WORK/body" -D "$WORK/head" -w '%{http_code}' "$@")" "$wanted"
}

serve --phone 127.0.0.1:0
drives 'the browsers came to their end' 500 "$TOP/tests/web/phone.py" "$LINK" "$WORK"
must verify "$WORK/case-1.zip"
must verify
run show 1 --json
json_is 'two photos are held' 'len(d["evidence"])' 2
json_is 'by phone, each under who made the link' \
	'[(e["user"] == d["opened_by"], e["way"]) for e in d["journal"] if e["op"] == "evidence.attach"][:2]' \
	'[[true, "phone"], [true, "phone"]]'

# A link that a phone has, asked in every wrong way.
kill "$SERVER_PID"
wait "$SERVER_PID" || true
serve --phone 127.0.0.1:0
curl -s -c "$WORK/jar" -o /dev/null "$LINK"
new_link
TOKEN=${URL##*/}
printf '\xff\xd8\xff\xe0 a photo' >"$WORK/a.jpg"
ask 'the page is there' 200 "$URL"
says 'its policy lets nothing in' "^Content-Security-Policy: default-src 'none'; script-src 'self'" "$WORK/head"
says 'and nobody keeps it' '^Cache-Control: no-store' "$WORK/head"
silent_about 'it says nothing of the parcel' '1Z999|4711|120' "$WORK/body"
ask 'another name' 421 -H 'Host: evil.example' "$URL"
ask 'the name of the desk' 421 -H "Host: ${BASE#*//}" "$URL"
ask 'another token' 404 "$PHONE/p/$(printf '%064d' 1)"
for path in / /cases /cases/1 /cases/1/evidence/1 /api/cases/1 /sign-in /healthz /assets/desk.js "/in/$TOKEN" \
	"/p/$TOKEN/" "/p/$TOKEN/1" "/p/$TOKEN/../../cases/1" "/reset/$TOKEN" /p /favicon.ico; do
	ask "nothing is at $(echo "$path" | sed "s/$TOKEN/TOKEN/")" 404 --path-as-is -b "$WORK/jar" "$PHONE$path"
done
for method in PUT DELETE PATCH OPTIONS; do
	ask "no $method" 405 -X "$method" "$URL"
done
ask 'no form from elsewhere' 403 -F kind=other -F "file=@$WORK/a.jpg" "$URL"
ask 'no form of another page' 403 -H 'Origin: http://evil.example' -F kind=other -F "file=@$WORK/a.jpg" "$URL"
ask 'no text' 400 -H "Origin: $PHONE" -F kind=other -F "file=@$WORK/serve.out" "$URL"
ask 'nothing that is no form' 400 -H "Origin: $PHONE" -H 'Content-Type: image/jpeg' --data-binary "@$WORK/a.jpg" "$URL"
head -c 51000000 /dev/zero >"$WORK/large"
ask 'nothing that is too large' 413 -H "Origin: $PHONE" -F kind=other -F "file=@$WORK/large" "$URL"
ask 'to a link that is none not even a byte' 404 -H "Origin: $PHONE" -H 'Expect:' -F kind=other \
	-F "file=@$WORK/a.jpg" "$PHONE/p/$(printf '%064d' 1)"
ask 'a photo' 303 -H "Origin: $PHONE" -F kind=other -F "file=@$WORK/a.jpg" "$URL"
ask 'it is not handed out' 404 -b "$WORK/jar" "$PHONE/cases/1/evidence/3"
ask 'the desk has no such page' 404 -b "$WORK/jar" "$BASE/p/$TOKEN"
is 'nothing is left of what was not kept' "$(find "$(dirname "$DESK")" -path '*uploads*' -type f | wc -l)" 0
for ((i = 0; i < 60; i++)); do
	curl -s -o /dev/null -w '%{http_code}\n' -H "Origin: $PHONE" -F kind=other -F "file=@$WORK/serve.out" "$URL"
done >"$WORK/statuses"
says 'too many at once are told to wait' '^429$' "$WORK/statuses"
silent_about 'the link is not in the log' "$TOKEN" "$WORK/serve.log"
says 'which says what was done' 'POST /p/:token 303' "$WORK/serve.log"
is 'nor in the file of the desk' "$(cat "$DESK"* 2>/dev/null | grep -c "$TOKEN" || true)" 0
kill "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'SIGTERM ends it well' "$rc" 0

# A desk that starts anew knows no link.
port=${PHONE##*:}
serve --phone "127.0.0.1:$port"
ask 'a link does not outlive the desk' 404 "$URL"
kill "$SERVER_PID"
wait "$SERVER_PID" || true

# With TLS, by the name that the certificate has.
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/key.pem" -out "$WORK/cert.pem" -days 2 \
	-subj /CN=localhost 2>/dev/null
DESK_PORT=${BASE##*:} # of the desk before: it is free
serve --phone 127.0.0.1:0 --cert "$WORK/cert.pem" --key "$WORK/key.pem" --host "localhost:$DESK_PORT"
is 'with TLS the name of the certificate is shown' "${PHONE%:*}" https://localhost
curl -sk -c "$WORK/jar" -o /dev/null "$LINK"
new_link
ask 'TLS is spoken' 200 "$URL"
kill "$SERVER_PID"
wait "$SERVER_PID" || true

# Where phones cannot be, or everybody is.
refuses 'not on every address' 2 'every address' serve --phone 0.0.0.0:0
refuses 'not beyond the local network as it is' 2 'beyond the local network' serve --phone 203.0.113.7:8485
refuses 'not where no phone comes' 2 'no phone reaches' \
	serve --listen 192.0.2.1:0 --without-tls --without-users --phone 127.0.0.1:0
refuses 'not at a place that is none' 2 'no place to listen' serve --phone nowhere
DESK_PORT=0
serve --phone auto:0
if [[ -n $PHONE && $PHONE != "$LINK" ]]; then
	silent_about 'chosen by itself it is never loopback' '^  http://(127|0|localhost)' <(tail -1 "$WORK/serve.out")
	kill "$SERVER_PID"
else
	says 'where there is no local network it says so' 'no address in a local network' "$WORK/serve.log"
fi
wait "$SERVER_PID" || true
finish
