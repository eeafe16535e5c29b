#!/bin/bash
# track.sh - tracking over HTTP against the carrier sandbox: news, silence, every kind of fault, secrets
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
events() { json "len(d['events'])"; }
rows() { sqlite3 -readonly "$DESK" "SELECT count(*) FROM $1"; }
asked() { grep -c "$1" "$SANDBOX_LOG" || true; }

must open $PARCEL --problem lost --mailed 2026-11-16 --service ground-advantage --value 120

refuses "without access it says how to get it" 2 "no access to USPS is set up" track 1
refuses "track without a name says what to name" 2 "which parcels" track
refuses "a parcel that the desk does not have" 3 "no case|no parcel" track 9405511206213414325732

# --- new, then unchanged ---

start_sandbox "number $PARCEL in_transit"
expect_rc "the first answer is news" 0 track 1 --json
one_document "track --json is one document"
json_is "it says so" "[[i['tracking_number'], i['outcome'], i['new_events'] > 3] for i in d['items']]" \
	"[[\"$PARCEL\", \"new\", true]]"
is "and nothing on stderr" "$(cat "$ERR")" ""
must show 1 --json
had=$(events)
json_is "the shipment knows where it is" "d['shipment']['status']" in_transit
json_is "every event says where it came from" "sorted({e['source'] for e in d['events']})" '["api"]'
json_is "local times stay as given" "all(e['occurred_at_local'] for e in d['events'])" true
expect_rc "asked again" 0 track 1 --json
json_is "it is unchanged" "[d['items'][0]['outcome'], d['items'][0]['new_events']]" '["unchanged", 0]'
must show 1 --json
is "and no event is twice" "$(events)" "$had"
json_is "both polls are kept" "[p['outcome'] for p in d['polls']]" '["new", "unchanged"]'
is "one token did for both" "$(asked /oauth2/)" 1
is "both were asked as v3r2 batches" "$(asked 'POST /tracking/v3r2/tracking 200')" 2
token=$(find "$HOME" -path '*tokens/*' -type f)
is "the token's file is for us alone" "$(stat -c %a "$token")" 600
is "so is the desk" "$(stat -c %a "$DESK")" 600
rm "$token"
must track $PARCEL
says "by its number, as text" "$PARCEL|9400 1112"

# --- what cannot be read is no news and no loss ---

# faulty NAME STEP OUTCOME PATTERN
faulty() {
	start_sandbox "number $PARCEL $2"
	run track 1 --json
	is "$1: exit 5" "$RC" 5
	one_line "$1: one line"
	says "$1: says what is wrong" "$4" "$ERR"
	one_document "$1: one document"
	json_is "$1: the outcome" "[d['items'][0]['outcome'], d['error']['code'] != '', d['items'][0]['new_events']]" \
		"[\"$3\", true, 0]"
	must show 1 --json
	is "$1: no event is lost" "$(events)" "$had"
	json_is "$1: the poll is kept, with the reason" "[d['polls'][-1]['outcome'], bool(d['polls'][-1]['message'])]" \
		"[\"$3\", true]"
	json_is "$1: the status stays" "d['shipment']['status']" in_transit
}
faulty "junk" junk unreadable "[a-z]"
faulty "a login page" html unreadable "[a-z]"
faulty "an empty answer" empty unreadable "[a-z]"
faulty "an answer without end" huge unreadable "larger than"
faulty "a cut line" "cut" unreachable "cut off|broke"
faulty "a line that hangs up" "hangup" unreachable "without an answer|broke"
faulty "a redirect" "redirect https://example.com/" unreadable "[a-z]"
faulty "a server fault" "503 retry-after 1" unreachable "[a-z]"
faulty "a parcel left out of the answer" missing unreadable "[a-z]"

start_sandbox "number $PARCEL not_found"
expect_rc "not found is an answer" 0 track 1 --json
json_is "and no news" "[d['items'][0]['outcome'], d['items'][0]['new_events']]" '["not_found", 0]'
must show 1 --json
is "what was known before stays" "$(events)" "$had"
stop_sandbox
run track 1
is "nobody there: exit 5" "$RC" 5
one_line "nobody there: one line"
must verify

# --- slow, but in time; once refused, then well ---

start_sandbox "number $PARCEL slow 300ms in_transit"
expect_rc "a slow answer is waited for" 0 track 1
start_sandbox "number $PARCEL 503 then cut then in_transit"
expect_rc "two faults in a row are tried again" 0 track 1
start_sandbox "number $PARCEL 401 then in_transit"
expect_rc "a 401 gets a new token and one more try" 0 track 1
is "two tokens, two questions" "$(asked /oauth2/) $(asked /tracking/)" "2 2"
start_sandbox "number $PARCEL 401"
expect_rc "401 for good ends" 5 track 1
is "after one new token" "$(asked /oauth2/) $(asked /tracking/)" "2 2"
start_sandbox "token expires 1
number $PARCEL in_transit"
must track 1
sleep 1.1
must track 1
is "a token that expired is not used again" "$(asked /oauth2/)$(asked ' 401')" 20

start_sandbox "number $PARCEL 429 retry-after 1 then in_transit"
expect_rc "429 is waited for as long as it says" 0 track 1
start_sandbox "number $PARCEL 429 retry-after 1800"
expect_rc "a quota spent for long is no failure" 0 track 1 --json
json_is "but deferred" "d['items'][0]['outcome']" deferred
is "and asked once" "$(asked /tracking/)" 1
says "with the reason" "30 minutes"

# --- access ---

start_sandbox "number $PARCEL in_transit"
export WAYLAID_USPS_CLIENT_SECRET=not-the-secret-77
refuses "a wrong secret is one clear line" 5 "secret|refused|client" track 1
silent_about "which does not hold it" "not-the-secret-77" "$ERR"
silent_about "nor the document" "not-the-secret-77"
is "it was not asked on and on" "$(asked /oauth2/)" 2
start_sandbox "token scope labels
number $PARCEL in_transit"
refuses "a client that may not track is told so" 5 "tracking" track 1
export WAYLAID_USPS_URL=http://apis.example.com
refuses "plain http to another machine is refused" 2 "https only" track 1
export WAYLAID_USPS_URL=https://apis.example.com/some/path
refuses "a URL with a path is refused" 2 "scheme and a host" track 1

# --- the older interface ---

start_sandbox "number $PARCEL in_transit"
number 1
must open "$NUMBER" --problem lost
WAYLAID_USPS_API=v3 expect_rc "v3 asks one by one" 0 track 1
is "with GET" "$(asked "GET /tracking/v3/tracking/$PARCEL") $(asked v3r2)" "1 0"
WAYLAID_USPS_API=v3 run track 1 2 --json
json_is "one outcome for each" "sorted(i['outcome'] for i in d['items'])" '["not_found", "unchanged"]'
before=$(rows poll)
WAYLAID_USPS_API=v4 refuses "an interface that is not there" 2 "v3" track 1
is "and nobody was asked" "$(($(rows poll) - before))" 0

# --- the brief asks for itself ---

start_sandbox "number $PARCEL in_transit then junk"
before=$(rows poll)
expect_rc "brief --fresh asks first" 0 brief 1 --fresh --json
one_document "and is one document"
is "with one poll" "$(($(rows poll) - before))" 1
run brief 1 --fresh
says "when the answer cannot be read the brief is there all the same" "9400 1112 0620 6406 2607 87"
says "and says that it is not fresh" "^(waylaid|warning|note): .*" "$ERR"

# --- settings in a file instead of the environment ---

start_sandbox "number $PARCEL in_transit"
must config set usps.url "$SANDBOX_URL"
must config set usps.client_id desk-id
"$WAYLAID" config set usps.client_secret - --quiet <<<"$SECRET" >/dev/null
unset WAYLAID_USPS_URL WAYLAID_USPS_CLIENT_ID WAYLAID_USPS_CLIENT_SECRET
is "the settings are for us alone" "$(stat -c %a "$HOME/.config/waylaid/config.ini")" 600
expect_rc "settings in the file do" 0 track 1
must config
silent_about "config does not show the secret" "$SECRET"
must config get usps.client_secret --json
silent_about "nor one setting alone" "$SECRET"
export WAYLAID_USPS_CLIENT_SECRET=$SECRET
rm "$HOME/.config/waylaid/config.ini"

# --- 200 parcels ---

script="default in_transit"
for n in $(seq 3 200); do
	number "$n"
	"$WAYLAID" open "$NUMBER" --problem lost --quiet >/dev/null
done
number 150
start_sandbox "$script
number $NUMBER slow 20s in_transit"
before=$(rows poll)
"$WAYLAID" track --all --json >tracker.out 2>tracker.err </dev/null &
tracker=$!
children+=("$tracker")
for ((i = 0; i < 500; i++)); do
	[[ $(rows poll) -lt $((before + 165)) ]] || break
	sleep 0.02
done
refuses "a second run beside it is told who is at work" 1 "process $tracker|at work" track --all
kill -INT $tracker
began=$SECONDS
RC=0
wait $tracker || RC=$?
mv tracker.out "$OUT"
mv tracker.err "$ERR"
is "Ctrl-C ends it at once" "$((SECONDS - began <= 2))" 1
is "with exit 5" "$RC" 5
one_line "and one line"
says "that says how far it came" "165 of 200" "$ERR"
one_document "and one document"
json_is "with what came" "[len(d['items']), {i['outcome'] for i in d['items']} <= {'new','unchanged'}, 'error' in d]" \
	"[165, true, true]"
is "which is kept" "$(($(rows poll) - before))" 165
must verify

start_sandbox "$script"
before=$(rows poll)
expect_rc "200 parcels" 0 track --all --json
json_is "200 outcomes" "len({i['tracking_number'] for i in d['items']})" 200
is "in 6 batches, with one token" "$(asked 'POST /tracking/v3r2/tracking 200') $(asked /oauth2/)" "6 1"
is "200 polls" "$(($(rows poll) - before))" 200
script -qec "'$WAYLAID' track --all" "$WORK/typescript" >/dev/null </dev/null || true
says "on a terminal there is progress" "175 of 200 asked|200 of 200 asked" "$WORK/typescript"
run track --due --json
json_is "--due leaves out what was asked just now" "d['count']" 0
start_sandbox "$script
number $PARCEL partial"
run track --all --json
json_is "a batch of which half failed keeps the other half" \
	"[sum(i['outcome'] in ('new','unchanged') for i in d['items']) >= 165, len(d['items'])]" "[true, 200]"
start_sandbox "$script
limit 4 retry-after 1800"
find "$HOME" -path '*tokens/*' -delete # on the same port again, calls with the old one would spend the quota
expect_rc "a quota that ends in the middle is no failure" 0 track --all --json
json_is "what came is kept, the rest deferred" \
	"[len(d['items']), sum(i['outcome']=='deferred' for i in d['items']) in range(35, 200)]" "[200, true]"
must show 1
must verify
must doctor

# --- secrets ---

must backup "$HOME/copy"
token=$(find "$HOME" -path '*tokens/*' -type f | head -n 1)
bearer=$(sed -n 4p "$token")
check "the token's file holds the token" test "${#bearer}" -gt 10
is "the secret is nowhere below HOME" "$(grep -raFl -e "$SECRET" -e not-the-secret-77 "$HOME" || true)" ""
is "the token is in its file alone" "$(grep -raFl -e "$bearer" "$HOME" || true)" "$token"
is "nor did one go where it does not belong" "$(asked ' leak')" 0
finish
