#!/bin/bash
# zone.sh - days are counted in the desk's zone, whatever the machine's is
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
claim="[w for w in d['windows'] if w['what']=='claim'][0]"
unset WAYLAID_NOW

must config set desk.zone America/New_York
must --now 2026-11-20T12:00:00Z open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120

# at INSTANT TODAY DAYS_LEFT NAME: New York is 5 hours behind UTC in winter
at() {
	WAYLAID_NOW=$1 run show 1 --json
	json_is "$4: days left" "$claim['days_left']" "$3"
	WAYLAID_NOW=$1 run log 1 --said "what day is it" --next "answer" --due today --json
	json_is "$4: today" "d['promises'][-1]['due_on']" "$2"
	WAYLAID_NOW=$1 run log 1 --said "and tomorrow" --next "answer" --due +1d --json
	json_is "$4: tomorrow" "d['promises'][-1]['due_on']" "$("$PYTHON" -c "
import datetime; print(datetime.date.fromisoformat('$2') + datetime.timedelta(1))")"
}
at 2026-11-24T04:59:00Z 2026-11-23 38 "a minute to midnight"
at 2026-11-24T05:01:00Z 2026-11-24 37 "a minute past midnight"
for zone in Asia/Tokyo Pacific/Kiritimati UTC; do
	export TZ=$zone
	at 2026-11-24T04:59:00Z 2026-11-23 38 "a machine in $zone, a minute to midnight"
	at 2026-11-24T05:01:00Z 2026-11-24 37 "a machine in $zone, a minute past midnight"
done
must show 1 --json
json_is "times stay UTC" "d['contacts'][0]['at']" 2026-11-24T04:59:00Z
run show 1
says "people read the desk's own time" "2026-11-23 23:59"

# --- the last day of the window, to its last minute ---

at 2027-01-01T04:59:00Z 2026-12-31 0 "the last minute of the last day"
WAYLAID_NOW=2027-01-01T04:59:00Z run show 1 --json
json_is "the window is not closed yet" "$claim['state'] in ('open','closing')" true
WAYLAID_NOW=2027-01-01T05:01:00Z run show 1 --json
json_is "two minutes later it is" "$claim['state']" closed
WAYLAID_NOW=2026-11-16T04:59:00Z run show 1 --json
json_is "a minute before the first day it is too early" "$claim['state']" too_early
WAYLAID_NOW=2026-11-16T05:01:00Z run show 1 --json
json_is "a minute into it, it is open" "$claim['state']" open

# --- the night the clocks go back: 2026-11-01, 4 hours behind until 2 o'clock ---

at 2026-11-01T03:59:00Z 2026-10-31 61 "a minute before the long day"
at 2026-11-01T04:01:00Z 2026-11-01 60 "a minute into the long day"
at 2026-11-02T04:59:00Z 2026-11-01 60 "its last minute, 25 hours later"
at 2026-11-02T05:01:00Z 2026-11-02 59 "and the day after"

# --- without a setting, the machine's zone ---

rm "$HOME/.config/waylaid/config.ini"
export TZ=Asia/Tokyo
at 2026-11-23T14:59:00Z 2026-11-23 38 "Tokyo, a minute to midnight"
at 2026-11-23T15:01:00Z 2026-11-24 37 "Tokyo, a minute past midnight"

# --- --now is what one asks "what if" with; it hides nothing ---

must list --now 2020-01-01 --json
json_is "rows of later are there" "d['count']" 1
must show 1 --now 2027-03-01 --json
json_is "a date alone will do" "$claim['days_left']" -60
json_is "the journal says that the clock was moved" "{j['now_given'] for j in d['journal']} == {True}" true
json_is "and what the machine's own clock said" "all(j['clock'] != j['at'] for j in d['journal'])" true
must verify
finish
