#!/bin/bash
# office.sh - the Post Offices near a ZIP, asked over HTTP, kept, and named by a logged visit
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

must open $PARCEL --problem lost --mailed 2026-11-16 --service ground-advantage --value 120

refuses "without access it says how to get it" 2 "locator gives nothing without credentials" contacts --near 83702
refuses "a ZIP has five digits" 2 "five digits" contacts --near 8370
refuses "a ZIP is no name" 2 "five digits" contacts --near Boise
refuses "other carriers have no locator here" 2 "USPS only" contacts ups --near 83702

start_sandbox "token scope tracking labels"
refuses "a client without the product is told which" 5 "Locations access" contacts --near 83702

start_sandbox "token scope tracking locations"
expect_rc "the offices come" 0 contacts --near 83702 --json
one_document "contacts --near --json is one document"
json_is "each with a number and a name" \
	"all(i['office'] > 0 and i['name'] for i in d['items']) and d['count'] == len(d['items']) > 1" true
json_is "nearest first" "[i['miles'] for i in d['items']] == sorted([i['miles'] for i in d['items']], key=float)" true
json_is "with telephone, address and hours" "all(i['phone'] and i['address'] and i['hours'] for i in d['items'])" true
json_is "and whether it is open now" "all(i['open_now'] in (True, False) for i in d['items'])" true
json_is "asked for this ZIP" "d['near']" 83702
name=$(json "d['items'][0]['name']")
office=$(json "d['items'][0]['office']")
expect_rc "at night it is closed" 0 contacts --near 83702 --json --now 2026-11-24T09:00:00Z
json_is "in the zone of the place" "d['items'][0]['open_now']" false
expect_rc "at noon it is open" 0 contacts --near 83702 --json --now 2026-11-24T19:00:00Z
json_is "too" "d['items'][0]['open_now']" true
json_is "an office met again keeps its number" "d['items'][0]['office']" "$office"
is "a token of its own was asked for once" "$(grep -c /oauth2/ "$SANDBOX_LOG")" 1
must contacts --near 83702
says "people read the address" "address"
says "and how to log a visit" "log CASE --office $office"

# --- a visit ---

must log 1 --office "$office" --rep "Kim" --said "not at the counter" --json
json_is "a visit needs no channel" "[d['channel'], d['with'], d['post_office']['name']]" \
	"[\"post_office\", \"post_office\", \"$name\"]"
must show 1
says "show names the counter" "at $name"
refuses "a counter that nobody looked up" 3 "contacts --near ZIP" log 1 --office 4711 --said x
must amend 1 --office ""
must show 1 --json
json_is "it can be taken back" "d['contacts'][0]['post_office']" null

# --- when USPS cannot be asked ---

stop_sandbox
run contacts --near 83702 --json
is "nobody there: exit 5" "$RC" 5
json_is "what was kept is shown all the same" "[d['count'] > 1, d['error']['code'] != '']" "[true, true]"
refuses "a ZIP never asked for" 5 "[a-z]" contacts --near 10001
must verify
finish
