#!/bin/bash
# quota.sh - quotas kept across runs, several carriers at once, and what survives a kill
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

asked() { grep -c "$1" "$SANDBOX_LOG" || true; }
polls() { sqlite3 -readonly "$DESK" "SELECT count(*) FROM poll"; }
outcomes() { json "(lambda o: sorted((x, o.count(x)) for x in set(o)))([i['outcome'] for i in d['items']])"; }

# --- the setting ---

must config set usps.quota 60/1h
refuses "a quota that is none is refused" 2 "60/1h" config set usps.quota sixty
refuses "so are mailer ids that are none" 2 "6 or 9 digits" config set usps.mailer_ids 12
refuses "and a way that is none" 2 "easypost" config set ups.via telepathy
must config set easypost.use never
must config list
says "config shows EasyPost's settings" "easypost.use"
must config set easypost.use ""
must config set usps.quota ""

# --- a quota of three calls an hour, over two runs ---

for n in $(seq 1 100); do
	number "$n"
	"$WAYLAID" open "$NUMBER" --problem lost --mailed 2026-11-16 --quiet >/dev/null
done
start_sandbox "default in_transit"
export WAYLAID_USPS_QUOTA=3/1h
expect_rc "what does not fit is deferred" 0 track --all --json
is "two batches were asked, the token was the first call" "$(outcomes)" '[["deferred", 30], ["new", 70]]'
says "and it says when the next call may go out" "quota of USPS is spent: next call at .*\(3/1h\)"
says "once, for people" "30 of 100 parcels deferred" "$ERR"
is "three calls went out" "$(asked POST)" 3
is "only what was asked is recorded" "$(polls)" 70
expect_rc "a second run" 0 track --all --json
is "asks nobody" "$(outcomes) $(asked POST)" '[["deferred", 100]] 3'
is "and records nothing" "$(polls)" 70
quota=$(find "$HOME" -path '*quota/*' -type f)
is "the count is for us alone" "$(stat -c %a "$quota")" 600
echo nonsense >"$quota"
expect_rc "a damaged count" 0 track 1 --json
json_is "counts as spent" "d['items'][0]['outcome']" deferred
WAYLAID_USPS_QUOTA=none expect_rc "--due asks for the rest only" 0 track --due --json
is "for those that were deferred" "$(outcomes)" '[["new", 30]]'
WAYLAID_USPS_QUOTA=plenty refuses "a quota that is none asks nobody" 2 "plenty" track 1
must verify

# --- two carriers: one that cannot work fails nobody else ---

export WAYLAID_USPS_QUOTA=none
must open 1Z12345E0205271688 --problem lost
run track 1 101 --json
is "no access to one carrier: exit 5" "$RC" 5
json_is "the other's parcel came all the same" \
	"sorted((i['tracking_number'][:2], i['outcome']) for i in d['items'])" \
	'[["1Z", "refused"], ["94", "unchanged"]]'
says "and the reason is said" "no access to UPS"

# --- killed at any moment, nothing that was recorded is lost ---

start_sandbox "latency 30ms
default in_transit"
export WAYLAID_UPS_URL=$SANDBOX_URL WAYLAID_UPS_CLIENT_ID=desk-id WAYLAID_UPS_CLIENT_SECRET=$SECRET
export WAYLAID_USPS_API=v3 WAYLAID_NOW=2026-11-24T15:00:00Z
for round in 1 2 3; do
	before=$(polls)
	"$WAYLAID" track --all --json >/dev/null 2>&1 </dev/null &
	tracker=$!
	for ((i = 0; i < 500; i++)); do
		[[ $(polls) -lt $((before + round * 10)) ]] || break
		sleep 0.01
	done
	kill -9 $tracker
	wait $tracker 2>/dev/null || true
	check "killed, round $round: something was recorded" test "$(polls)" -gt "$before"
	must verify
	sqlite3 "$DESK" "DELETE FROM job" # the lease of the dead runs out by itself, after ten minutes
done
had=$(sqlite3 -readonly "$DESK" "SELECT count(*) FROM shipment WHERE last_asked_at=unixepoch('$WAYLAID_NOW')")
expect_rc "the run after that" 0 track --due --json
json_is "asks only for what is missing" "d['count']" "$((101 - had))"
run track --due --json
json_is "and then for nothing" "d['count']" 0
must verify
must doctor

# --- the same trouble, many times ---

for n in 1 2 3; do
	number "$((200 + n))"
	must open "$NUMBER" --problem lost --quiet
done
WAYLAID_USPS_URL=http://127.0.0.1:9 run track 102 103 104
is "a reason that several parcels have stands once" "$(grep -c "^  - 3 parcels: " "$OUT")" 1
finish
