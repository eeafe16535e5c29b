#!/bin/bash
# explain.sh - what a status means: any text, any code, any case, and how sure that is
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

export COLUMNS=80
# best NAME KEYS WANTED: what the best item says under these keys
best() { json_is "$1" "[d['items'][0][k] for k in '$2'.split()]" "$3"; }

# --- texts and codes ---

must explain "Arrived at USPS Regional Facility"
says "a whole text is read" "read as +in transit"
says "it says what to do" "^  do +[A-Z]"
says "and how sure it is" "how sure +fairly sure: 2 sources agree"
must explain "Arrived at USPS Regional Facility" --json
one_document "explain --json is one document"
json_is "with the words of the contract" "[k for k in 'carrier code text status trouble is_scan meaning \
	next_step source source_date confidence generic match'.split() if k not in d['items'][0]]" '[]'
best "the best is exact" "carrier code status trouble is_scan generic match" \
	'["usps", "A1", "in_transit", "none", true, false, "exact"]'
json_is "count is all that match" "d['count'] >= len(d['items'])" true

must explain OF --json
json_is "a code of several carriers is each one's" "[[i['carrier'], i['status']] for i in d['items']]" \
	'[["usps", "out_for_delivery"], ["fedex", "in_transit"]]'
must explain usps 17 --json
json_is "a carrier in front narrows" "{i['carrier'] for i in d['items']} == {'usps'}" true
json_is "a source that reads it otherwise is named" "d['items'][0]['disputed']" true
must explain of --carrier fedex --json
json_is "so does --carrier" "[i['carrier'] for i in d['items']]" '["fedex"]'
must explain ups X 021
says "parts of one status are told apart" "UPS state 021: On Vehicle for Delivery Today"
says "and all explained" "UPS type X: Exception"
says "general wording is said to be general" "this wording is general: the source gives no"
must explain canada-post 0174 --json
best "Canada Post's zeros do not matter" "carrier code status confidence generic" \
	'["canada_post", "174", "out_for_delivery", "low", true]'
must explain canada-post 0174
says "what is low is unconfirmed" "unconfirmed: only one source says so; check with the"
must explain DELIVEREDPS
says "sources that contradict each other are both shown" "read as +delivered"
says "the other too" "read as +available for pickup"
says "and it is said" "the sources disagree, see the other reading"
must explain in_transit
says "the desk's own words" "in transit: a status of the desk"
must explain in-transit --json
json_is "likewise" "d['status']['status']" in_transit
must explain customs --json
json_is "and what is wrong beside it" "d['trouble']['trouble']" customs
must explain "In Transit, Arriving Late"
says "a clock's word is no scan" "no scan: it proves nothing"

# --- misspelt, and nothing ---

must explain "Out for Delivry"
says "misspelt words are found" "USPS OF: Out for Delivery"
says "and it is said that they are near" 'Nothing is called "Out for Delivry". Near it'
must explain "Arived at Reginal Facilty" --json
best "so it is in JSON" "code match" '["A1", "near"]'
must explain "peach slip" --json
best "words of the meaning are found" "code match" '["02", "words"]'
refuses "what nobody knows" 3 "nobody has explained .*nearest are '.*', '.*' and '.*'" \
	explain "gone fishing forever"
refuses "a code that nobody knows" 3 "nobody has explained '987654'" explain 987654
refuses "a carrier that nobody knows" 2 "carrier 'pony' is not known" explain OF --carrier pony
refuses "a carrier without codes" 3 "no statuses of OnTrac are explained" explain OF --carrier ontrac
refuses "a carrier and no status" 2 "say which status of usps" explain usps
refuses "words of which few are known" 3 "nobody has explained" explain "dropped at the wrong house"
refuses "words that are only small" 3 "nobody has explained" explain at the
refuses "no words" 2 "." explain ""
refuses "a text beyond measure" 2 "larger than" explain "$(printf 'a%.0s' {1..600})"
run explain $'\e[31mred\e[0m'
check "nothing moves the cursor" bash -c "! grep -q $'\e' '$ERR' '$OUT'"

# --- cases ---

A=9400136111899200000017 B=9400136111899200000024
must open $A --problem lost --mailed 2026-11-05
must open $B --problem delayed --mailed 2026-11-05
must explain 1
says "a case that nobody asked about" "nobody asked yet"
says "is explained by the desk's own words" "own words"

event() { # TYPE CODE DAY CITY
	printf '{"eventType":"%s","eventCode":"%s","eventCity":"%s","GMTOffset":"-05:00",' "$1" "$2" "$4"
	printf '"eventTimestamp":"2026-11-%sT10:00:00","GMTTimestamp":"2026-11-%sT15:00:00Z"}' "$3" "$3"
}
answer() { # NUMBER EVENT...
	local IFS=,
	echo "{\"trackingNumber\":\"$1\",\"status\":\"\",\"trackingEvents\":[${*:2}]}"
}
possession=$(event "USPS in possession of item" 03 05 TUPELO)
departed=$(event "Departed USPS Regional Facility" T1 07 MEMPHIS)
late=$(event "In Transit, Arriving Late" TL 13 "")
answer $A "$late" "$departed" "$possession" >a.json
must events import a.json

must explain 1
says "what the carrier said last" "USPS said +In Transit, Arriving Late"
says "when" "2026-11-13 10:00, 10 days ago"
says "that it is no scan" "no scan: a computer"
says "the newest real scan" "newest real scan +Departed USPS Regional Facility"
says "and how old it is" "2026-11-07 10:00, 16 days ago, MEMPHIS"
says "how it is read" "read as +in transit, delayed"
says "how long it has been so" "has been so for +10 days"
says "what it means" "Past the expected day"
says "what to do" "Help Request"
says "how sure" "how sure +sure: 3 sources agree"
must explain 1 --json
one_document "the case as JSON is one document"
json_is "says how it stands" "[d['case'][k] for k in ('case', 'status', 'trouble', 'days')]" \
	'[1, "in_transit", "delayed", 10]'
json_is "by which fact" "[d['case']['said']['is_scan'], d['case']['explained_by']['list']]" '[false, "usps"]'
json_is "and the newest real scan" "[d['case']['last_scan'][k] for k in ('code', 'days_ago')]" '["T1", 16]'
must explain "#1"
says "#1 is the case" "^Case 1: lost"
must explain $A
says "so is its tracking number" "^Case 1: lost"
must explain "9400 1361 1189 9200 0000 17"
says "in groups as well" "^Case 1: lost"

returned=$(event "Delivered, To Original Sender" 01 18 BOISE)
moving=$(event "Arrived at USPS Regional Facility" A1 20 BOISE)
answer $B "$moving" "$returned" "$departed" >b.json
must events import b.json
must explain 2
says "an older word counts all the same" "counts all the same +Delivered, To Original Sender"
says "and it is said why" "a later scan takes that back only where it says so"
says "and is what is explained" "You have it, the customer has not"
must explain 2 --json
json_is "so it is in JSON" "[d['case']['status'], d['case']['decided']['code'], d['case']['said']['code']]" \
	'["return_to_sender", "01", "A1"]'

# A parcel that is watched without a case.
C=9400111206206406260787
printf 'tracking number,ship date\n%s,2026-11-05\n' $C >watched.csv
must import watched.csv
must explain $C
says "a parcel without a case is explained" "^Parcel 9400 1112 0620 6406 2607 87, without a case"
says "also when nobody asked" "nobody asked yet"
answer $C "$departed" "$possession" >c.json
must events import c.json
must explain $C
says "by what the carrier said last" "USPS said +Departed USPS Regional Facility"
must explain $C --json
json_is "no case is named in JSON" "[d['case'][k] for k in ('case', 'problem', 'status', 'days')]" \
	'[null, null, "in_transit", 16]'
refuses "nor has it a case number" 3 "no case 3" explain "#3"

# A bare number is the case where there is one, and the code is not forgotten.
must explain 1
says "code 1 is named too" "1 is a code of carriers too"
must explain usps 1 --json
json_is "and explained by the carrier" "d['items'][0]['status']" delivered
must explain 17
says "no case 17: it is the code" "USPS 17"
refuses "#17 is always a case" 3 "no case 17" explain "#17"
refuses "a parcel that the desk does not have" 3 "no case" explain 9405511206213414325732

expect_rc "and nothing is changed by it" 0 verify
finish
