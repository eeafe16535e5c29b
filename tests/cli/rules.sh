#!/bin/bash
# rules.sh - the rules and one's own: shown, set, applied, kept in a table beside the desk, never lost
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

TABLE=${DESK%.db}.rules.csv
LOSS=usps.ground_advantage.loss.claim
claim="[w for w in d['windows'] if w['what']=='claim' and w['route']=='carrier'][0]"

# --- what is published ---

must rules --own
says "a desk begins without rules of its own" "No rule of yours: the published ones stand"

must rules usps
says "rules lists a carrier's rules with both ends" "mailed \+ 60 days"
says "with source and the day somebody looked" "checked +2026-11-23"
says "a rule without sure source says so" "unconfirmed, check with the carrier"
silent_about "and marks none as mine" "\(yours\)"
must rules royal-mail --json
json_is "working days have their week" "sorted({r['work_week'] for r in d['items'] if r['work_week']})" \
	'["uk_mon_fri", "uk_mon_sat"]'
must rules --json
json_is "all of them" "[d['count'] > 170, d['count'] == len(d['items']), d['own_count'], d['old_count']]" \
	"[true, true, 0, 0]"
json_is "each says who says so" "[r['code'] for r in d['items'] if not (r['source'] and r['source_date'] and
	r['checked_on'] and r['confidence'])]" "[]"
must rules any
says "insurers have rules for parcels of every carrier" "Insurers, for parcels of every carrier"
must rules yodel
says "a carrier without rules says what to do" "Ask the carrier, then note it"
refuses "a carrier that is none" 2 "no carrier" rules pony
WAYLAID_NOW=2027-06-01T12:00:00Z run rules ups
says "rules that nobody looked at for long are marked" "long ago: look again"

# --- the sum in words ---

number 1
must open "$NUMBER" --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must open GB123456785GB --carrier royal-mail --service signed-for --problem lost \
	--mailed 2026-11-02 --expected 2026-11-03 --json
json_is "ends in units of their own" "[$claim[k] for k in ('opens_on','opens_unit','closes_on','unit','work_week')]" \
	'["2026-11-14", "working", "2027-01-21", "calendar", "uk_mon_sat"]'
must why 2
says "the sum has unit and week" "due 2026-11-03 \+ 10 working days"
says "and whose week" "Royal +Mail, Monday to|\(Royal"

# --- a rule of my own ---

expect_rc "set takes the place of a published rule" 0 rules set $LOSS --closes 90 --source "our contract, 2026"
says "it is shown with its place" "desk.rules.csv"
says "and what to do next" "waylaid rules diff"
check "the table is there" test -f "$TABLE"
must rules usps
says "and marked" "$LOSS +\(yours\)"
must rules --own --json
json_is "alone, beside what it stands in place of" \
	"[[r['code'], r['closes_days'], r['published']['closes_days'], r['published']['own']] for r in d['items']]" \
	"[[\"$LOSS\", 90, 60, false]]"
must rules usps --json
json_is "what stands by itself is beside nothing" \
	"[r['code'] for r in d['items'] if not r['own'] and r['published']]" '[]'
must show 1 --json
json_is "an open case keeps its window" "$claim['closes_on']" 2026-12-31
must edit 1 --note "nothing that counts"
must show 1 --json
json_is "also when it is edited" "$claim['closes_on']" 2026-12-31
must rules diff --json
json_is "diff says what would move" "[[i['case'], i['change'], i['before']['closes_on'], i['after']['closes_on']]
	for i in d['items']]" '[[1, "moved", "2026-12-31", "2027-01-30"]]'
must rules diff
says "in words, too" "1 window of 1 case would move"
expect_rc "apply moves it" 0 rules apply --all
must why 1
says "and why names my source" "our contract, 2026"
must show 1 --json
json_is "the journal has it" "[j['op'] for j in d['journal']][-1]" rules.apply
must undo
must show 1 --json
json_is "undo takes it back" "$claim['closes_on']" 2026-12-31
expect_rc "apply takes cases by number" 0 rules apply 1
must edit 1 --mailed 2026-11-02
must show 1 --json
json_is "a date that moves counts by the rules of now" "$claim['closes_on']" 2027-01-31
must rules diff
says "nothing is left" "No window would move"
refuses "apply without a case" 2 "say which cases" rules apply
refuses "apply to a case that is not there" 3 "no case" rules apply 99

# --- a carrier without published rules ---

refuses "a new rule needs carrier, kind and what" 2 "--carrier, --kind and --what" \
	rules set yodel.loss.claim --closes 28 --closes-from mailed-on --source "by phone"
refuses "and a source" 2 "--source" \
	rules set yodel.loss.claim --carrier yodel --kind loss --what claim --closes 28 --closes-from mailed-on
refuses "days need an event" 2 "closes_days and closes_from" \
	rules set yodel.loss.claim --carrier yodel --kind loss --what claim --closes 28 --source "by phone"
refuses "a code begins with its carrier" 2 "begins with 'yodel" \
	rules set loss.claim --carrier yodel --kind loss --what claim --source "by phone"
expect_rc "with all of it, it is added" 0 rules set yodel.loss.claim --carrier yodel --kind loss --what claim \
	--closes 28 --closes-from mailed-on --note "28 days, said the \"agent\"" --source "Yodel by phone, ref 4711"
must open JD0002210000000001 --carrier yodel --problem lost --mailed 2026-11-10 --json
json_is "and counts" "$claim['closes_on']" 2026-12-08
refuses "reset stands alone" 2 "give it alone" rules set yodel.loss.claim --reset --closes 3
expect_rc "reset takes it out" 0 rules set yodel.loss.claim --reset
refuses "once" 3 "no rule of your own" rules set yodel.loss.claim --reset
refuses "undo says how a rule is taken back" 4 "--reset" undo

# --- insurance bought with the label ---

must open 1Z999AA10123456784 --problem lost --expected 2026-11-10 --insurer "EasyPost Insurance" --insured 80
must show 4 --json
json_is "its day is asked for" "[w['unknown_because'] for w in d['windows'] if w['route']=='insurance']" \
	'["day the insurance was bought missing: waylaid edit 4 --insured-on DATE"]'
must edit 4 --insured-on 2026-11-05 --json
json_is "and its window counts from there" "[[w['opens_on'], w['closes_on']] for w in d['windows']
	if w['route']=='insurance']" '[["2026-11-20", "2027-01-04"]]'

# --- the table by hand ---

cp "$TABLE" good.csv
printf 'yodel.x.loss.claim,yodel,,any,lost\r\n' >>"$TABLE"
run list
says "a fault is said with its line" "desk.rules.csv: line 3: kind 'lost'" "$ERR"
is "and the desk works on" "$RC" 0
must rules usps --json
json_is "by the rules as they were" "[r['closes_days'] for r in d['items'] if r['code']=='$LOSS']" "[90]"
expect_rc "doctor finds it" 1 doctor
says "and says where" "line 3: kind"
refuses "set does not write over it" 2 "line 3" rules set $LOSS --closes 80
head -c 1100000 /dev/zero | tr '\0' 'x' >"$TABLE"
run list
says "a table too large is refused" "larger than 1048576 bytes" "$ERR"
cp good.csv "$TABLE"
must doctor
says "doctor counts my rules" "rules of your own +1 rule"
is "all is well again" "$(cat "$ERR")" ""

# --- safe ---

must backup copy
check "the backup has the table" cmp "$TABLE" copy/desk.rules.csv
must restore copy --db elsewhere.db
check "restore puts it back" cmp "$TABLE" elsewhere.rules.csv
must rules usps --db elsewhere.db --json
json_is "and it counts there" "[r['closes_days'] for r in d['items'] if r['own']]" "[90]"
must verify
for i in {1..6}; do
	"$WAYLAID" rules set "ups.contract$i.loss.claim" --carrier ups --kind loss --what claim \
		--closes "$((60 + i))" --closes-from expected-on --source "contract $i" >/dev/null &
done
wait
must rules ups --json
json_is "six at once lose nothing" "sorted(r['closes_days'] for r in d['items'] if r['own'])" \
	"[61, 62, 63, 64, 65, 66]"
must verify

# --- long and odd words at 80 columns ---

must rules set $LOSS --source "合同 2026 عقد $(printf "x%.0s" {1..99})" --note "$(printf 'long note %.0s' {1..60})"
COLUMNS=80 run rules usps
is "nothing is wider than the terminal" \
	"$(awk '{ gsub(/[^\x00-\x7f]/, ""); if (length($0) > 80) n++ } END { print n + 0 }' "$OUT")" 0

finish
