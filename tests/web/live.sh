#!/bin/bash
# live.sh - the streams of the pages: who hears what, how they end, that they hold nothing up
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --value 120 --client Acme
must open 9400111206206406260794 --problem lost --mailed 2026-11-01 --value 120 --client Other
must user add eve --role admin
must user add held --role read --client Acme
printf 'lamp river copper\n' >"$WORK/password"
must user password eve --from "$WORK/password"
must user password held --from "$WORK/password"
start_server --quiet

# sign_in NAME JAR
sign_in() {
	curl -s -o /dev/null -c "$2" -H "Origin: $BASE" -d "name=$1" --data-urlencode 'password=lamp river copper' \
		"$BASE/sign-in"
}

# heard FILE TEXT: waits until it stands there, up to five seconds
heard() {
	for ((i = 0; i < 250; i++)); do
		if grep -q -- "$2" "$1" 2>/dev/null; then return 0; fi
		sleep 0.02
	done
	return 1
}

# gone PROCESS: waits for its end, up to five seconds
gone() {
	for ((i = 0; i < 250; i++)); do
		if ! kill -0 "$1" 2>/dev/null; then return 0; fi
		sleep 0.02
	done
	return 1
}

sign_in eve "$WORK/eve"
sign_in held "$WORK/held"
is 'nobody hears anything without a session' "$(curl -s -o /dev/null -w '%{http_code}' "$BASE/events")" 303
curl -sN -b "$WORK/eve" -D "$WORK/head" "$BASE/events" >"$WORK/eve.log" &
eve=$!
curl -sN -b "$WORK/held" "$BASE/events" >"$WORK/held.log" &
held=$!
children+=("$eve" "$held")
check 'a stream begins at once' heard "$WORK/eve.log" '^: here'
check 'and for who is held to a client' heard "$WORK/held.log" '^: here'
says 'it is one' '^Content-Type: text/event-stream' "$WORK/head"
must log 1 --rep Lee --said hello
check 'a call that is logged is told' heard "$WORK/eve.log" '"what":"logged a contact","cases":\[1\]'
check 'also to who is held to its client' heard "$WORK/held.log" '"cases":\[1\]'
must log 2 --rep Lee --said hello
check 'one of another client is told' heard "$WORK/eve.log" '"cases":\[2\]'
must log 1 --rep Dana --said again
check 'and what comes after it' heard "$WORK/held.log" 'logged a contact.*'
for ((i = 0; i < 250; i++)); do
	if [[ $(grep -c '"cases":\[1\]' "$WORK/held.log") -ge 2 ]]; then break; fi
	sleep 0.02
done
his=$(grep -c '"cases":\[1\]' "$WORK/held.log") || true
others=$(grep -c '\[2\]\|"cases":\[\]' "$WORK/held.log") || true
is 'but not to him' "$his $others" '2 0'

# Streams hold no worker, and are counted.
for ((n = 0; n < 7; n++)); do
	curl -sN -b "$WORK/eve" "$BASE/events" >"$WORK/more$n.log" &
	children+=("$!")
done
for ((n = 0; n < 7; n++)); do heard "$WORK/more$n.log" '^: here' || true; done
status() {
	curl -s -m 5 -o /dev/null -w '%{http_code}' -b "$WORK/eve" "$BASE$1"
}
is 'a ninth of one session is too many' "$(status /events)" 503
is 'pages come all the same' "$(status /cases/1)" 200
check 'every page knows up to where it is' grep -q 'data-entry="[1-9]' <(curl -s -b "$WORK/eve" "$BASE/cases/1")

# Ends.
must user sign-out held
check 'signing out ends the stream' gone "$held"
check 'and no other' kill -0 "$eve"
must user role eve admin --client Acme
check 'who is held to a client from now on begins anew' gone "$eve"
sign_in eve "$WORK/eve"
curl -sN -b "$WORK/eve" "$BASE/events" >"$WORK/last.log" &
last=$!
children+=("$last")
heard "$WORK/last.log" '^: here' || true
began=$SECONDS
kill -TERM "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'with a stream open the server ends well' "$rc" 0
check 'and at once' test $((SECONDS - began)) -le 3
check 'and the stream with it' gone "$last"
must verify
finish
