#!/bin/bash
# shelf.sh - pages that are kept: answered without asking the file, and never old, whoever wrote
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --value 120
must user add eve --role admin
must user add kim --role admin
printf 'lamp river copper\n' >"$WORK/password"
must user password eve --from "$WORK/password"
must user password kim --from "$WORK/password"
export WAYLAID_SQL_LOG=$WORK/sql
start_server --quiet
unset WAYLAID_SQL_LOG

# sign_in NAME: into a jar of that name; the token of its forms is in NAME.csrf
sign_in() {
	curl -s -o /dev/null -c "$WORK/$1" -H "Origin: $BASE" -d "name=$1" \
		--data-urlencode 'password=lamp river copper' "$BASE/sign-in"
	curl -s -b "$WORK/$1" -o "$WORK/session" "$BASE/api/session"
	json 'd["csrf"]' "$WORK/session" >"$WORK/$1.csrf"
}

# page NAME [PATH]: what NAME sees; into $WORK/page
page() {
	curl -s -o "$WORK/page" -w '%{http_code}' -b "$WORK/$1" "$BASE${2:-/cases/1}"
}

# questions: how often the file was asked for a case so far
questions() {
	grep -c 'FROM casefile' "$WORK/sql" || true
}

# send NAME PATH WORD...: a form of NAME's
send() {
	curl -s -o /dev/null -w '%{http_code}' -b "$WORK/$1" -H "Origin: $BASE" -d "csrf=$(cat "$WORK/$1.csrf")" \
		"${@:3}" "$BASE$2"
}

# Some pages within one minute, so that the clock does not turn between them.
within() {
	while (($(date +%S) > 50)); do sleep 0.5; done
}

sign_in eve
sign_in kim
within
page eve >/dev/null
cp "$WORK/page" "$WORK/first"
before=$(questions)
for ((i = 0; i < 20; i++)); do page eve >/dev/null; done
is 'twenty times again, the file is not asked' "$(questions)" "$before"
check 'and the page is the same' cmp "$WORK/first" "$WORK/page"
curl -sI -b "$WORK/eve" "$BASE/cases/1" >"$WORK/head"
says 'a HEAD has its length' "^Content-Length: $(stat -c %s "$WORK/first")" "$WORK/head"
page kim >/dev/null
check 'another session asks for itself' test "$(questions)" -gt "$before"
check 'and has its own token' grep -q "$(cat "$WORK/kim.csrf")" "$WORK/page"

# Each of these is seen by the very next request.
old=0
for ((i = 0; i < 20; i++)); do
	must log 1 --rep Lee --said "wOutside$i"
	page eve >/dev/null
	grep -q "wOutside$i" "$WORK/page" || old=$((old + 1))
	[[ $(send kim /cases/1/contacts --data-urlencode "said=wInside$i" -d rep=Lee) == 303 ]] || old=$((old + 100))
	page eve >/dev/null
	grep -q "wInside$i" "$WORK/page" || old=$((old + 1))
done
is 'forty writes, of another program and of another session, are seen at once' "$old" 0

# Who may no more sees nothing more.
# forms NAME: how many to log a contact he sees
forms() {
	page "$1" >/dev/null
	grep -c 'action="/cases/1/contacts"' "$WORK/page" || true
}
is 'who may log a contact sees the form' "$(forms kim)" 1
must user role kim read
is 'who may no more does not' "$(forms kim)" 0
page kim >/dev/null
must user sign-out kim
is 'who is signed out by another sees nothing' "$(page kim)" 303
page eve /cases >/dev/null
must close 1 --reason resolved
page eve /cases >/dev/null
silent_about 'a case that is closed leaves the register' 'href="/cases/1"' "$WORK/page"
page eve >/dev/null
is 'signing out' "$(send eve /sign-out)" 303
is 'ends what was kept' "$(page eve)" 303
must verify
finish
