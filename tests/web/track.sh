#!/bin/bash
# track.sh - carriers asked from the pages: a real server, a carrier with its faults, several people, a browser
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW

names=(ann rae held zoe)
must user add ann --role desk
must user add rae --role read
must user add held --role desk --client Other
must user add zoe --role admin
printf 'lamp river copper\n' >"$WORK/password"
for name in "${names[@]}"; do must user password "$name" --from "$WORK/password"; done

# Cases 1 to 6, one for each fault; case 7 is of a carrier to which there is no access.
for n in 1 2 3 4 5 6; do
	number "$n"
	numbers[n]=$NUMBER
	must open "$NUMBER" --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
done
must open 1Z999AA10123456784 --problem lost --mailed 2026-11-01 --value 80
script="number ${numbers[1]} in_transit times 2 then slow 400ms in_transit then delivered
number ${numbers[2]} 429 retry-after 1800
number ${numbers[3]} 401
number ${numbers[4]} junk
number ${numbers[5]} in_transit then slow 20s in_transit
default in_transit"
start_sandbox "$script"
SANDBOX_PORT=${SANDBOX_URL##*:}
start_server

# sign_in NAME: its cookie, and the token of its forms in csrf[NAME]
declare -A csrf
sign_in() {
	curl -s -o /dev/null -c "$WORK/$1" -H "Origin: $BASE" -d "name=$1" \
		--data-urlencode 'password=lamp river copper' "$BASE/sign-in"
	curl -s -b "$WORK/$1" -o "$OUT" "$BASE/api/session"
	csrf[$1]=$(json 'd["csrf"]')
}
for name in "${names[@]}"; do sign_in "$name"; done

# as NAME PATH [CURL-WORD...]: the body in $OUT, the status is printed
as() {
	local name=$1 path=$2
	shift 2
	curl -s -m 50 -o "$OUT" -D "$WORK/head" -w '%{http_code}' -b "$WORK/$name" "$@" "$BASE$path"
}
# asks NAME PATH: the form of the button
asks() {
	as "$1" "$2" -d "csrf=${csrf[$1]}"
}
# programs NAME PATH
programs() {
	as "$1" "$2" -X POST -H "X-CSRF-Token: ${csrf[$1]}" -H 'Content-Length: 0'
}
# soon COMMAND...: within twenty seconds it succeeds
soon() {
	for ((i = 0; i < 1000; i++)); do
		if "$@"; then return 0; fi
		sleep 0.02
	done
	return 1
}
under_way() {
	as ann "/api/cases/$1/track" >/dev/null
	[[ $(json 'd["asking"]') == "$2" ]]
}
asked() { grep -c "POST /tracking" "$SANDBOX_LOG" || true; }

# --- news ---

as ann /cases/1 >/dev/null
says 'nobody was asked yet' 'USPS</strong> was not asked yet'
says 'the button says whom it asks' '>Ask USPS for news</button>'
: >"$WORK/zoe.log"
curl -sN -b "$WORK/zoe" "$BASE/events" >"$WORK/zoe.log" &
children+=("$!")
soon grep -q '^: here' "$WORK/zoe.log" || true
is 'one press asks' "$(asks ann /cases/1/track)" 303
says 'and leads back to the case' '^Location: /cases/1#tracking' "$WORK/head"
as ann /cases/1 >/dev/null
says 'which has the scans' 'asked-new">7 new scans; in transit'
says 'one by one' 'Arrived at USPS'
must show 1 --json
json_is 'they are in the desk' "[p['outcome'] for p in d['polls']]" '["new"]'
json_is 'and in the journal under who pressed' "[j['user'] for j in d['journal'] if j['op'] == 'tracking.record']" \
	'["ann"]'
check 'another page is told' \
	soon grep -q '"user":"ann","what":"asked the carrier: there are new scans","cases":\[1\]' "$WORK/zoe.log"

must track 1
check 'also of one who brought nothing' soon grep -q 'asked the carrier: nothing new' "$WORK/zoe.log"

# Two at once: the carrier is asked once, and both see what came.
before=$(asked)
asks zoe /cases/1/track >"$WORK/first" &
pid=$!
soon under_way 1 true || true
is 'a second one joins the first' "$(asks ann /cases/1/track)" 303
wait "$pid"
is 'who is answered, too' "$(cat "$WORK/first")" 303
is 'and the carrier was asked once' "$(($(asked) - before))" 1
is 'a program gets what the command prints' "$(programs ann /api/cases/1/track)" 201
json_is 'with the outcome' "[[i['case'], i['outcome'], i['status'], i['new_events'] > 0] for i in d['items']]" \
	'[[1, "new", "delivered", true]]'
json_is 'and the count' "d['count']" 1
as ann /cases/1 >/dev/null
says 'what came is said' 'new scans?; delivered 20'

# --- a carrier that refuses, is silent, or talks nonsense ---

# faulty NAME CASE STATUS OUTCOME PATTERN
faulty() {
	is "$1: back to the case" "$(asks ann "/cases/$2/track")" 303
	soon under_way "$2" false || true
	as ann "/cases/$2" >/dev/null
	says "$1: says why" "was asked <time[^>]*>[^<]*</time>: <span class=\"asked-$4\">[^<]*$5"
	is "$1: to a program" "$(programs ann "/api/cases/$2/track")" "$3"
	json_is "$1: the outcome" "[i['outcome'] for i in d['items']]" "[\"$4\"]"
}
faulty 'a spent quota' 2 201 deferred '30 minutes'
faulty 'a token refused' 3 502 refused 'USPS'
json_is 'with the error of the command' "d['error']['code']" remote
faulty 'an answer that cannot be read' 4 502 unreadable '[a-z]'
stop_sandbox
faulty 'nobody there' 6 502 unreachable '[a-z]'
start_sandbox "$script" --port "$SANDBOX_PORT"

# --- who may ---

is 'who may only read is refused' "$(asks rae /cases/1/track)" 403
as rae /cases/1 >/dev/null
silent_about 'and has no button' 'Ask USPS'
says 'but sees what came' 'USPS</strong> was asked'
is 'who is held to another client sees no such case' "$(asks held /cases/1/track)" 404
is 'nor by a program' "$(programs held /api/cases/1/track)" 404
is 'nor may he ask for what is due' "$(asks held /shipments/track)" 403
is 'without a token of the form nobody asks' "$(as ann /cases/1/track -X POST)" 403

# --- a carrier to which there is no access ---

as ann /cases/7 >/dev/null
says 'what to set up is said' 'no access to UPS is set up: make an app .* WAYLAID_UPS_CLIENT_ID'
silent_about 'and no button is dead' 'cases/7/track'
is 'a program is told by the command' "$(programs ann /api/cases/7/track)" 400
json_is 'in its words' "'no access to UPS' in d['error']['message']" true

# --- all that are due ---

as ann /shipments >/dev/null
says 'what is due is counted' '<strong>[1-9] due</strong> to be asked for'
says 'who cannot be asked is named' 'UPS, 1 due: no access to UPS'

# --- in a browser ---

drives 'the browser came to its end' 400 "$TOP/tests/web/track.py" "$BASE" "$WORK"

# --- the server's end is that of a run, which loses nothing ---

before=$(sqlite3 -readonly "$DESK" 'SELECT count(*) FROM event')
(asks zoe /cases/5/track >/dev/null) &
pid=$!
soon under_way 5 true || true
check 'pages come while a carrier is slow' test "$(as ann /cases/1 -m 1)" = 200
began=$SECONDS
kill -TERM "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'the server ends well' "$rc" 0
check 'and soon' test $((SECONDS - began)) -le 4
wait "$pid" || true
is 'no child is left' "$(pgrep -fc "^waylaid track 5 .*$WORK" || true)" 0
is 'nothing is lost' "$(sqlite3 -readonly "$DESK" 'SELECT count(*) FROM event')" "$before"
must verify
finish
