#!/bin/bash
# easypost.sh - the paid path: whose labels take it, what is said of it, what it answers and how it fails
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

OWN=9400111206206406260787     # mailer 206206
OTHER=9405511899223197428490   # another
ONTRAC=C10000000000018         # nobody here can ask OnTrac
asked() { grep -c "$1" "$SANDBOX_LOG" || true; }
whom() { sqlite3 -readonly "$DESK" "SELECT coalesce(group_concat(DISTINCT p.asked),'nobody') FROM poll p
	JOIN shipment s ON s.id=p.shipment_id WHERE s.tracking_number='$1'"; }

for number in $OWN $OTHER; do
	must open $number --problem lost --mailed 2026-11-16 --service ground-advantage --value 120
done
must open $ONTRAC --carrier ontrac --problem lost --mailed 2026-11-16
must number $OWN --json
mailer=$(json "d['candidates'][0]['parts']['mailer_id']")
is "the label names its mailer" "$mailer" 206206

# --- without a key nobody is paid ---

script='key desk-key-2112
default in_transit'
start_sandbox "$script"
export WAYLAID_EASYPOST_URL=$SANDBOX_URL WAYLAID_USPS_QUOTA=none
must track --all
is "USPS is asked for both of its labels" "$(whom $OWN) $(whom $OTHER) $(whom $ONTRAC)" "usps usps nobody"
says "the third needs another way" "cannot be asked" "$ERR"

# --- with a key: other mailers' labels, and carriers that nobody asks ---

export WAYLAID_EASYPOST_API_KEY=desk-key-2112
must config set usps.mailer_ids "$mailer"
must track --all --json
json_is "three are asked for" "d['count']" 3
says "what costs is said" "2 parcels through EasyPost \(paid\)" "$ERR"
is "the label of my own goes to USPS" "$(whom $OWN)" usps
says "the other mailer's to EasyPost too" "easypost" <(whom $OTHER)
is "and what nobody else can be asked for" "$(whom $ONTRAC)" easypost
is "a tracker for each of the two" "$(asked 'POST /v2/trackers')" 2
must show 3 --json
json_is "its events are the parcel's" "[len(d['events']) > 1, d['shipment']['status']]" '[true, "in_transit"]'
must verify

# --- ways by word ---

must config set easypost.use never
before=$(asked 'POST /v2/trackers')
must track --all
is "never means never" "$(asked 'POST /v2/trackers')" "$before"
must config set easypost.use ""
must config set usps.via easypost
must track $OWN
is "a carrier may be asked through EasyPost always" "$(asked 'POST /v2/trackers')" "$((before + 1))"
must config set usps.via ""
must track --due --json
json_is "what was asked just now is not paid for twice" "d['count']" 0

# --- it fails as carriers do, and loses nothing ---

must show 3 --json
had=$(json "len(d['events'])")
while read -r outcome status step; do
	start_sandbox "$script
number $ONTRAC $step"
	export WAYLAID_EASYPOST_URL=$SANDBOX_URL
	run track 3 --json
	is "$step: exit $status" "$RC" "$status"
	json_is "$step: $outcome" "[i['outcome'] for i in d['items']]" "[\"$outcome\"]"
	must show 3 --json
	is "$step: no event is lost, none made up" "$(json "len(d['events'])")" "$had"
	json_is "$step: and the parcel is where it was" "d['shipment']['status']" in_transit
done <<'END'
not_found 0 not_found
refused 5 error 150012
unreadable 5 missing
refused 5 401
refused 5 403
deferred 0 429 retry-after 1800
unreachable 5 500 retry-after 1800
unreachable 5 503 retry-after 1800
unreachable 5 cut
unreachable 5 hangup
unreadable 5 junk
unreadable 5 html
unreadable 5 empty
unreadable 5 huge
unreadable 5 redirect
END
start_sandbox "$script"
export WAYLAID_EASYPOST_URL=$SANDBOX_URL
expect_rc "a good answer again" 0 track 3
must verify

# --- the key stays where it belongs ---

must backup "$HOME/copy"
is "no key in desk, journal, backup" "$(grep -raFl desk-key-2112 "$HOME" || true)" ""
is "nor in what was sent elsewhere" "$(asked ' leak')" 0
finish
