#!/bin/bash
# next.sh - the morning list: every kind of line, its order, its money, its command, and lines that rest
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

lines() { # what is on the list: "promise 1, window 2"
	must next --json "$@"
	json "', '.join(i['kind'] + ' ' + str(i['case']) for i in d['items'])"
}

# --- a desk with something of each kind that needs no carrier ---

must open $PARCEL --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 --owner ann --client Acme
must log 1 --rep "Dana Q" --ref 4711-A --next "call back with result" --due 2026-11-20
must log 1 --next "send the invoice" --due +2d --by us
number 2
must open "$NUMBER" --problem lost --service priority-mail
must open 1Z999AA10123456784 --problem damaged --value 80 --delivered 2026-10-01 --mailed 2026-09-25
must request 3 trace --ref T1
must hold 3 --where "shelf 4" --what "box" --until 2026-11-20
number 4
must open "$NUMBER" --problem lost --mailed 2026-09-24 --service ground-advantage --value 15
number 5
must open "$NUMBER" --problem lost --mailed 2026-09-15 --service ground-advantage --value 300
must hold 5 --where "cellar"
must close 5 --reason "came after all"
number 6
must open "$NUMBER" --problem lost --mailed 2026-09-15 --service ground-advantage --value 300
number 7
must open "$NUMBER" --problem lost --mailed 2026-11-10 --service ground-advantage --value 50

is "what ends for good first, then what is due, the most money first" "$(lines)" \
	"window 4, fact 2, window 6, promise 1, promise 1, opening 7, hold 3, window 3, hold 5, window 1, request 3"
json_is "money at risk is the value within the cover" "[i['at_risk'] and i['at_risk']['amount'] for i in d['items']]" \
	'["15.00", null, "100.00", "100.00", "100.00", "50.00", null, "80.00", null, "100.00", "80.00"]'
json_is "every line has its keys" \
	"sorted({tuple(sorted(i)) for i in d['items']}) == [tuple(sorted(('line','kind','case','tracking_number',
	'carrier','problem','owner','client','due_on','days_left','at_risk','what','command','after','call',
	'snoozed_until','snooze_reason')))]" true
json_is "a window's last day is its day" "[[i['due_on'], i['days_left']] for i in d['items'] if i['case'] == 1][-1]" \
	'["2026-12-31", 38]'
must next
says "unknown money is said" "case 2, value unknown: claim window \(carrier\) unknown: mailing"
says "a missed window says so" "claim window closed 9 days ago"
says "a promise that is kept or broken has its commands" "then waylaid keep 1 or waylaid broken 1"
check "no line is wider than the terminal" bash -c "! grep -E '.{81}' '$OUT'"

# --- every command runs as it is, or exits 2 and names the one fact that it needs ---

must help --json
names=$(json "'\\n'.join(c['name'] for c in d['items'])")
has() { # does the program have the command that these words begin with?
	[[ $'\n'$names$'\n' == *$'\n'"$1"$'\n'* || $'\n'$names$'\n' == *$'\n'"$1 $2"$'\n'* ]]
}
runs_or_asks() { # LIST of a desk: each command on a copy of it
	local command tried=0
	cp "$DESK" whole.db
	while IFS= read -r command; do
		tried=$((tried + 1))
		read -ra words <<<"${command#waylaid }"
		# the claims' own commands are tested where they are
		has "${words[@]:0:2}" || { [[ ${words[0]} =~ ^(claim|paid|duty)$ ]] && continue; }
		cp whole.db "$DESK"
		run "${words[@]}" </dev/null
		if [[ $RC -eq 0 ]]; then
			ok "$command"
		elif [[ $RC -eq 2 && $(wc -l <"$ERR") -eq 1 ]] && grep -Eq -- '--[a-z]+|AMOUNT' "$ERR"; then
			ok "$command: $(cat "$ERR")"
		else
			not_ok "$command" "exit $RC: $(cat "$ERR")"
		fi
	done
	cp whole.db "$DESK"
	check "some commands were tried" test "$tried" -gt "$1"
}
must next --json
json "'\\n'.join(c for i in d['items'] for c in [i['command']] + i['after'])" | sort -u >commands
runs_or_asks 8 <commands

# --- whose ---

is "--mine is mine" "$(lines --mine --as ann)" "promise 1, promise 1, window 1"
is "--owner is another's" "$(lines --owner ann)" "promise 1, promise 1, window 1"
is "--client" "$(lines --client Acme --limit 1)" "promise 1"
json_is "the rest is counted" "d['count']" 3
refuses "--mine and --owner are one too many" 2 "not both" next --mine --owner ann
refuses "a limit of nothing" 2 "limit" next --limit 0

# --- snooze ---

expect_rc "a kind of line rests" 0 snooze 1 promise --until +3d --reason "Dana is away"
says "its name is said" "^promise/1$"
says "and how long" "rests until Thu 2026-11-26 \(Dana is away\)"
is "it is off the list" "$(lines --owner ann)" "window 1"
json_is "and counted" "[d['resting'], d['resting_until'], d['count']]" '[2, "2026-11-26", 1]'
must next --mine --as ann
says "people read it, too" "2 lines rest until Thu 2026-11-26 or later: 'waylaid next --all' shows them"
is "--all shows it" "$(lines --owner ann --all)" "promise 1, promise 1, window 1"
must show 1 --json
json_is "the case has it" "[[s['line'], s['reason']] for s in d['snoozes']]" \
	'[["promise/1", "Dana is away"], ["promise/2", "Dana is away"]]'
WAYLAID_NOW=2026-11-26T15:00:00Z run next --json --owner ann
json_is "on its day it is back" "d['resting']" 0
expect_rc "one line alone wakes" 0 snooze 1 promise/2 --wake
is "the other rests on" "$(lines --owner ann)" "promise 1, window 1"
expect_rc "undo puts it to rest again" 0 undo
json_is "again" "'$(lines --owner ann)'" "window 1"
must snooze 4 --until +30d --reason "our lawyer looks"
is "a window is never hidden" "$(lines --limit 1)" "window 4"
must next --limit 1
says "it says that it was snoozed" "snoozed until Wed 2026-12-23 \(our lawyer looks\)"
expect_rc "the whole case wakes" 0 snooze 4 --wake
refuses "nothing rests any more" 3 "case 4 has no line that rests" snooze 4 --wake
refuses "a day that is over" 2 "--until" snooze 1 --until yesterday --reason "no"
refuses "no reason" 2 "--reason" snooze 1 --until +3d
refuses "no day" 2 "--until" snooze 1 --reason "later"
refuses "a kind that is none" 2 "kind of line 'promises' is not known" snooze 1 promises --until +3d --reason x
refuses "a line that is none" 2 "line" snooze 1 promise/x --until +3d --reason x
refuses "a line of another case" 3 "case 2 has no promise line" snooze 2 promise/1 --until +3d --reason x
refuses "waking needs no reason" 2 "--wake needs" snooze 1 --wake --reason x
refuses "a reason has a ceiling" 2 "reason" snooze 1 --until +3d --reason "$(printf 'x%.0s' {1..2000})"

# --- kept promises ---

must next --rates --json
json_is "nothing was settled" "[d['count'], d['items']]" "[0, []]"
for ((i = 0; i < 11; i++)); do
	must log 1 --rep "$([[ $i -lt 10 ]] && echo 'Dana Q' || echo Lee)" --next "call $i" --due today
	must "$([[ $i -lt 8 ]] && echo keep || echo broken)" $((i + 3))
	[[ $i -ne 8 ]] || must next --rates
	[[ $i -ne 8 ]] || says "nine are too few" "USPS +8 +1 +9 +too few to say"
	[[ $i -ne 8 ]] || must brief 1
	[[ $i -ne 8 ]] || silent_about "so the call hears nothing of it" "of 100"
	[[ $i -ne 8 ]] || must contacts usps
	[[ $i -ne 8 ]] || silent_about "nor does who looks for a number" "of 100"
done
must next --rates
says "eleven are a rate" "USPS +8 +3 +11 +73 of 100"
says "ten are one of a representative" "Dana Q +- +8 +2 +10 +80 of 100"
rates='[{"carrier": "usps", "kept": 8, "broken": 3, "n": 11, "rate": 73, "since": "2026-11-23"'
rates+=', "representatives": [{"rep_name": "Dana Q", "rep_id": null, "kept": 8, "broken": 2, "n": 10, "rate": 80'
rates+=', "since": "2026-11-23"}]}]'
must next --rates --json
json_is "for programs, too" "d['items']" "$rates"
must brief 1
says "a call hears of it" "promises +73 of 100 kept \(8 of 11, since 2026-11-23\)"
says "and of whom it spoke to" " Dana Q: 80 of 100 kept \(8 of 10\)"
must brief 2
silent_about "others are not named in another case" "Dana Q:"
must brief 1 --json
json_is "the same for programs" "[d['kept_rate']]" "$rates"
must contacts
says "the list of contacts has it" "promises +73 of 100 kept \(8 of 11, since 2026-11-23\)"
must contacts usps --json
json_is "for programs, too" "d['kept_rates']" "$rates"
must contacts ups --json
json_is "another carrier promised nothing" "d['kept_rates']" "[]"

# --- one call for several parcels ---

for n in 8 9 10 11 12 13; do
	number $n
	must open "$NUMBER" --problem lost --mailed 2026-11-01 --service ground-advantage --value $n --client Joint
	must log $n --next "find it $n" --due 2026-11-20
done
must open 1Z999AA10123456784 --another --problem damaged --mailed 2026-09-25 --value 7 --client Joint
must log 14 --next "an answer" --due 2026-11-20
must log 13 --next "our photos" --due 2026-11-20 --by us
must next --client Joint --json
calls="[i['call'] for i in d['items'] if i['kind'] == 'promise' and 'find' in i['what']]"
json_is "a carrier is asked about five cases at once, the dearest first, then about the rest" \
	"$calls == [[13, 12, 11, 10, 9]] * 5 + [None]" true
json_is "what we owe, and another carrier, is no part of it" \
	"[i['call'] for i in d['items'] if 'photos' in i['what'] or i['carrier'] == 'ups']" '[null, null, null]'
must next --client Joint
says "the first line names them" "one call asks for 5 cases: waylaid log 13,12,11,10,9"
is "the others say where they are asked for" "$(grep -c 'in the call about case 13' "$OUT")" 4
must log 13,12,11,10,9 --said "all are looked for" --next "a call" --due +3d
WAYLAID_NOW=2026-11-26T15:00:00Z must next --client Joint --json
json_is "one promise about five cases is one call" \
	"sorted({str(i['call']) for i in d['items'] if 'a call' in i['what']})" '["[13, 12, 11, 10, 9]"]'

# --- a carrier that cannot be asked ---

number 2
start_sandbox "number $NUMBER junk times 2 then html then lost"
for i in 1 2 3; do
	run track 2
	is "the carrier cannot be read or asked, time $i" "$RC" 5
done
must next --json
json_is "three times in a row are listed" "[[i['case'], i['command']] for i in d['items'] if i['kind'] == 'polls']" \
	'[[2, "waylaid answers 2"]]'
must answers 2
must track 2
must next --json
json_is "once it answers, none is" "[i for i in d['items'] if i['kind'] == 'polls']" "[]"
must verify
finish
