#!/bin/bash
# web.sh - the server itself, from outside: sign-in, hostile and slow callers, exports, kill -9, graceful stop
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW

JAR=$WORK/jar BODY=$WORK/body

# serve WORD...: the server, and PORT where it is reached
serve() {
	start_server "$@"
	PORT=${BASE##*:}
}

# ask NAME STATUS CURL-WORD...
ask() {
	local name=$1 wanted=$2
	shift 2
	is "$name" "$(curl -sk -m 20 -b "$JAR" -c "$JAR" -o "$BODY" -w '%{http_code}' "$@")" "$wanted"
}

# raw NAME STATUS BYTES: as they are; STATUS "none" is a connection that is closed without an answer
raw() {
	is "$1" "$("$PYTHON" - "$PORT" "$3" <<'END'
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
s.sendall(sys.argv[2].encode().decode("unicode_escape").encode("latin-1"))
s.settimeout(5)
try:
    got = s.recv(100)
except OSError:
    got = b""
print(got.split()[1].decode() if got.startswith(b"HTTP/") else "none")
END
	)" "$2"
}

must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
serve
ask 'the link signs in' 303 "$LINK"
ask 'and only once' 404 "$LINK"
is 'what is printed is one link' "$(grep -c 'http' "$WORK/serve.out")" 1
ask 'today is there' 200 "$BASE/"
CSRF=$(curl -s -b "$JAR" "$BASE/api/session" | "$PYTHON" -c 'import json,sys; print(json.load(sys.stdin)["csrf"])')
silent_about 'neither link nor token is in the log' "$(echo "$LINK" | sed 's,.*/,,')|$CSRF" "$WORK/serve.log"
curl -s -b "$JAR" "$BASE/api/cases/1" >"$BODY"
run show 1 --json
check 'the JSON of the web is that of the command line' cmp "$BODY" "$OUT"
ask 'the register, too' 200 "$BASE/api/cases"
json_is 'as a list' 'd["count"]' 1 "$BODY"

ask 'a list is kept under a name' 303 -d csrf="$CSRF" -d name='lost ones' \
	--data-urlencode 'back=problem=lost&value=100' "$BASE/views"
run list --view 'lost ones' --json
json_is 'which the command line shows, too' 'd["count"]' 1
run list --view 'lost ones' --problem damaged --json
json_is 'with an option over it' 'd["count"]' 0
refuses 'and no other' 3 "no saved view 'found'; there are: 'lost ones'" list --view found

# Files.
printf 'photo' >"$WORK/..a b.jpg"
ask 'a file is kept' 303 -F csrf="$CSRF" -F kind=damage_photo -F "file=@$WORK/..a b.jpg" "$BASE/cases/1/evidence"
ask 'and handed out' 200 -D "$WORK/head" "$BASE/cases/1/evidence/1"
is 'as it came' "$(cat "$BODY")" photo
says 'as an attachment' '^Content-Disposition: attachment; filename="a b.jpg"' "$WORK/head"
says 'in a sandbox' '^Content-Security-Policy: .*sandbox' "$WORK/head"
ask 'without a token it is not kept' 403 -F kind=other -F "file=@$WORK/..a b.jpg" "$BASE/cases/1/evidence"
ask 'nor with the token behind it' 403 -F kind=other -F "file=@$WORK/..a b.jpg" -F csrf="$CSRF" "$BASE/cases/1/evidence"
is 'nor without a session' "$(curl -s -o /dev/null -w '%{http_code}' -F csrf="$CSRF" -F "file=@$WORK/..a b.jpg" \
	"$BASE/cases/1/evidence")" 303
head -c 68000000 /dev/zero >"$WORK/large"
ask 'nor one that is too large' 413 -F csrf="$CSRF" -F kind=other -F "file=@$WORK/large" "$BASE/cases/1/evidence"
ask 'no form at all' 400 -H "X-CSRF-Token: $CSRF" -d x=1 "$BASE/cases/1/evidence"
ask 'half a form' 400 -H "X-CSRF-Token: $CSRF" -H 'Content-Type: multipart/form-data; boundary=XX' \
	--data-binary $'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nv' "$BASE/cases/1/evidence"
is 'nothing is left of what was not kept' "$(find "$(dirname "$DESK")" -path '*uploads*' -type f | wc -l)" 0
ask 'a packet is made' 200 -d csrf="$CSRF" -d format=pdf "$BASE/cases/1/export"
is 'and is one' "$(head -c 5 "$BODY")" %PDF-
ask 'a workbook, too' 200 -d csrf="$CSRF" -d format=xlsx "$BASE/cases/1/export"

# Callers who mean harm, or are broken.
host="Host: 127.0.0.1:$PORT\r\n"
raw 'two lengths' 400 "POST /sign-in HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"
raw 'length and chunks' 400 \
	"POST /sign-in HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
raw 'chunks' 411 "POST /sign-in HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
raw 'two hosts' 400 "GET / HTTP/1.1\r\n${host}${host}\r\n"
raw 'no host' 400 'GET / HTTP/1.1\r\n\r\n'
curl -s -o "$WORK/plain.css" "$BASE/assets/desk.css"
curl -s -H 'Accept-Encoding: gzip' "$BASE/assets/desk.css" | gzip -dc >"$WORK/packed.css" || true
check 'the style may come packed, and is the same' cmp "$WORK/plain.css" "$WORK/packed.css"
raw 'another host' 421 'GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n'
raw 'a NUL in the path' 404 "GET /cases%00 HTTP/1.1\r\n${host}\r\n"
raw 'a way up' 404 "GET /assets/../../etc/passwd HTTP/1.1\r\n${host}\r\n"
raw 'another method' 405 "DELETE /cases/1 HTTP/1.1\r\n${host}\r\n"
raw 'a number that is none' 404 "GET /cases/99999999999999999999 HTTP/1.1\r\n${host}\r\n"
raw 'no HTTP at all' none 'hello\r\n\r\n'
ask 'a query that is too long' 404 "$BASE/?q=$(head -c 5000 /dev/zero | tr '\0' a)"
head -c 140000 /dev/zero | tr '\0' a >"$WORK/long"
ask 'a form that is too large' 413 -H "X-CSRF-Token: $CSRF" --data-binary "@$WORK/long" "$BASE/cases/1/contacts"

# Fifty that send half a request hold nobody up.
"$PYTHON" - "$PORT" <<'END' &
import socket, sys, time
held = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(50)]
for n, s in enumerate(held):
    s.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nContent-Length: 100\r\n\r\nname"
              % sys.argv[1].encode() if n % 2 else b"GET / HTTP/1.1\r\nHo")
time.sleep(4)
END
children+=("$!")
sleep 0.3
ask 'while many send half a request' 200 -m 2 "$BASE/cases/1"
ask 'a contact is logged' 303 -d csrf="$CSRF" -d rep=Ines -d said=hello "$BASE/cases/1/contacts"

# What was answered is there, whatever comes.
{ kill -9 "$SERVER_PID" && wait "$SERVER_PID"; } 2>/dev/null || true
run show 1 --json
json_is 'an answered write outlives kill -9' 'd["contacts"][-1]["rep_name"]' Ines
must verify
port=$PORT
LISTEN=127.0.0.1:$port serve
ask 'and so does the session' 200 "$BASE/"
is 'uploads that it left are gone' "$(find "$(dirname "$DESK")" -maxdepth 1 -name '*uploads*' | wc -l)" 1
kill -TERM "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'SIGTERM ends it well' "$rc" 0
is 'and leaves nothing' "$(find "$(dirname "$DESK")" -maxdepth 1 -name '*uploads*' | wc -l)" 0

# A team.
must user add ann --role admin
printf 'lamp river copper\n' >"$WORK/password"
must user password ann --from "$WORK/password"
serve
ask 'the session without a name is over' 303 "$BASE/"
is 'no link is printed' "$(grep -c /in/ "$WORK/serve.out")" 0
ask 'a wrong password' 403 -H "Origin: $BASE" -d name=ann -d password=wrong "$BASE/sign-in"
ask 'the right one' 303 -H "Origin: $BASE" -d name=ann --data-urlencode 'password=lamp river copper' "$BASE/sign-in"
ask 'is in' 200 "$BASE/"
CSRF=$(curl -s -b "$JAR" "$BASE/api/session" | "$PYTHON" -c 'import json,sys; print(json.load(sys.stdin)["csrf"])')
ask 'an export by a user' 200 -d csrf="$CSRF" -d format=csv "$BASE/cases/1/export"
"$PYTHON" - "$DESK" >"$OUT" <<'END'
import sqlite3, sys
at = sqlite3.connect(sys.argv[1]).execute("SELECT header FROM journal ORDER BY entry DESC LIMIT 1").fetchone()[0][1:]
fields = {}
while at.strip():  # name:length:value, a line each
    name, length, rest = at.lstrip().split(b":", 2)
    fields[name.decode()] = rest[:int(length)].decode()
    at = rest[int(length):]
print(fields["op"], fields["user"], fields.get("as"))
END
is 'is his act in the journal, of nobody else' "$(cat "$OUT")" 'export ann None'
kill "$SERVER_PID"
wait "$SERVER_PID" || true

serve
for ((i = 0; i < 5; i++)); do
	ask "wrong for the ${i}th time" 403 -H "Origin: $BASE" -d name=zoe -d password=wrong "$BASE/sign-in"
done
{ kill -9 "$SERVER_PID" && wait "$SERVER_PID"; } 2>/dev/null || true
# As after eight more: who failed five times waits a second, which is over by now.
"$PYTHON" - "$DESK" <<'END'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as desk:
    assert desk.execute("UPDATE sign_in_failure SET failures = failures + 8 WHERE failures = 5").rowcount >= 1
END
serve
ask 'a restart forgives nothing' 429 -H "Origin: $BASE" -d name=zoe -d password=wrong "$BASE/sign-in"
ask 'and holds up no other' 303 -H "Origin: $BASE" -d name=ann --data-urlencode 'password=lamp river copper' \
	"$BASE/sign-in"
kill "$SERVER_PID"
wait "$SERVER_PID" || true

# A browser that cannot be opened is one line, however much is said about it.
mkdir "$WORK/bin"
printf '#!/bin/sh\necho "noise about $1"\necho "more noise" >&2\nexit 3\n' >"$WORK/bin/xdg-open"
chmod +x "$WORK/bin/xdg-open"
PATH=$WORK/bin:$PATH serve --open
for ((i = 0; i < 250; i++)); do
	if grep -q 'no browser' "$WORK/serve.log"; then break; fi
	sleep 0.02
done
is 'no browser: one line' "$(cat "$WORK/serve.log")" \
	'warning: no browser can be opened here: go to the address yourself'
silent_about 'and no noise beside the address' noise "$WORK/serve.out"
kill "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'and it ends as well' "$rc" 0

# The unit that is installed, where there is a systemd to ask.
if command -v systemd-analyze >/dev/null; then
	sed "s,^ExecStart=[^ ]*,ExecStart=$WAYLAID," "$(dirname "$WAYLAID")/app/wing/waylaid.service" \
		>"$WORK/waylaid.service"
	check 'systemd takes the unit' systemd-analyze verify "$WORK/waylaid.service"
fi

# Beyond this machine.
refuses 'others are not served without TLS' 2 'without-tls' serve --listen 0.0.0.0:0 --host desk.example
refuses 'nor under every name' 2 '[-]-host' serve --listen 0.0.0.0:0 --without-tls
refuses 'nor with half a key' 2 'belong together' serve --cert "$WORK/password"
refuses 'nor with what is no key' 1 'PEM' \
	serve --listen 127.0.0.1:0 --cert "$WORK/password" --key "$WORK/password"
refuses 'nor at a place that is none' 2 'no place to listen' serve --listen nowhere
must user disable ann
refuses 'nor without users' 2 'no users' serve --listen 0.0.0.0:0 --without-tls --host desk.example
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/key.pem" -out "$WORK/cert.pem" -days 2 \
	-subj /CN=localhost 2>/dev/null
serve --cert "$WORK/cert.pem" --key "$WORK/key.pem"
rm -f "$JAR"
ask 'TLS is spoken' 303 -D "$WORK/head" "$LINK"
says 'and the cookie is for it alone' '^Set-Cookie: .*; Secure' "$WORK/head"
kill "$SERVER_PID"
wait "$SERVER_PID" || true
finish
