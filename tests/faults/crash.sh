#!/bin/bash
# crash.sh - kill -9 at random moments during 500 opens and logs from two processes at once: what was
# acknowledged is there. CRASH_ROUNDS=N does it N times over (about ten seconds each).
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

ROUNDS=${CRASH_ROUNDS:-1} ACTS=250 KILLS_MIN=12
unset WAYLAID_NOW
echo "# seed ${SEED:=$RANDOM}"

# How long an act takes here, in microseconds: kills are spread over a bit more than that.
number 1
must open "$NUMBER" --problem lost
began=${EPOCHREALTIME/./}
for i in 1 2 3 4 5; do must log 1 --said "warm up"; done
SPAN=$(((${EPOCHREALTIME/./} - began) / 5 * 5 / 4))

# act WORD...: one act of a worker; every third is killed at a random moment
act() {
	local status=0 limit
	if ((RANDOM % 3 == 0)); then
		printf -v limit '0.%06d' $(((RANDOM * 32768 + RANDOM) % SPAN + 300))
		timeout -s KILL "$limit" "$WAYLAID" "$@" >"$mine/out" 2>"$mine/err" </dev/null || status=$?
	else
		"$WAYLAID" "$@" >"$mine/out" 2>"$mine/err" </dev/null || status=$?
	fi
	case $status in
	0) ;;
	137) echo "$*" >>"$mine/killed" ;;
	*) echo "$*: exit $status: $(cat "$mine/err")" >>"$mine/refused" ;;
	esac
}

# worker NAME FROM: opens and logs; what the program printed is what it acknowledged
worker() {
	local mine=$WORK/$1 n i case=1 RC NUMBER
	mkdir -p "$mine"
	exec 2>"$mine/shell.err" # where bash tells of each kill
	RANDOM=$((SEED + $2))
	for ((i = 0; i < ACTS; i++)); do
		n=$(($2 + i))
		if ((i % 5 == 0)); then
			number $n
			act open "$NUMBER" --problem lost --mailed 2026-11-01 --note "opened by $1" --json
			case=$(sed -n 's/^  "case": \([0-9]*\),$/\1/p' "$mine/out" | head -n 1)
			[[ -z $case ]] || echo "$case $NUMBER" >>"$mine/opened"
			case=${case:-1}
		else
			act log "$case" --ref "R-$n" --said "act $n of $1" --next "answer $n" --due +3d
			sed -n "s/^Contact \([0-9]*\) on case.*/\1 R-$n $case/p" "$mine/out" >>"$mine/logged"
		fi
	done
}

for ((round = 1; round <= ROUNDS; round++)); do
	worker a$round $((round * 20000)) &
	workers=($!)
	worker b$round $((round * 20000 + 10000)) &
	workers+=($!)
	children+=("${workers[@]}")
	backups=0
	while kill -0 "${workers[0]}" 2>/dev/null || kill -0 "${workers[1]}" 2>/dev/null; do
		expect_rc "a backup while they work ($round.$((++backups)))" 0 backup "copy-$round-$backups" --json
		cp "$OUT" "backup-$round-$backups.json"
		sleep 1
	done
	wait "${workers[@]}" || not_ok "both workers end"
	for who in a$round b$round; do
		is "$who: nobody was refused, only killed" "$(cat "$who/refused" 2>/dev/null)" ""
	done
	kills=$(cat {a,b}$round/killed | wc -l)
	check "enough kills in round $round: $kills of $((2 * ACTS)) acts" test "$kills" -ge $KILLS_MIN
done

# --- every acknowledged write is there, as it was given ---

sqlite3 -readonly "$DESK" "SELECT c.id||' '||s.tracking_number FROM casefile c JOIN shipment s ON s.id=c.shipment_id" |
	sort >is-opened
sqlite3 -readonly "$DESK" "SELECT c.id||' '||c.reference||' '||k.casefile_id FROM contact c
	JOIN contact_case k ON k.contact_id=c.id WHERE c.reference IS NOT NULL" | sort >is-logged
sort -u {a,b}[0-9]*/opened >said-opened
sort -u {a,b}[0-9]*/logged >said-logged
is "every case that was acknowledged is there ($(wc -l <said-opened))" "$(comm -23 said-opened is-opened)" ""
is "every contact that was acknowledged is there ($(wc -l <said-logged))" "$(comm -23 said-logged is-logged)" ""
check "which are most" test $(($(wc -l <said-opened) + $(wc -l <said-logged))) -gt $((ROUNDS * ACTS * 2 * 6 / 10))
is "no act is half there: a promise for each contact" \
	"$(sqlite3 -readonly "$DESK" "SELECT count(*) FROM contact c WHERE reference IS NOT NULL AND NOT EXISTS
		(SELECT 1 FROM promise p WHERE p.contact_id=c.id)")" 0
is "and windows for each case" \
	"$(sqlite3 -readonly "$DESK" "SELECT count(*) FROM casefile c WHERE NOT EXISTS
		(SELECT 1 FROM window w WHERE w.casefile_id=c.id) AND c.id>1")" 0
expect_rc "verify" 0 verify
expect_rc "doctor" 0 doctor
last=$(tail -n 1 said-logged | cut -d' ' -f2)
must search "$last"
says "search finds the last of them" "Case"

# --- the backups ---

for report in backup-*.json; do
	copy=copy-${report#backup-}
	copy=${copy%.json}
	mkdir -p "machine-$copy"
	HOME=$WORK/machine-$copy run restore "$copy" --json
	is "$copy is restored on an empty machine" "$RC" 0
	is "with the head that the backup said" "$(json "d['head']")" "$(json "d['head']" "$report")"
	HOME=$WORK/machine-$copy run verify --expect "$(json "d['head']" "$report")" --json
	is "it is whole" "$RC$(json "d['head']")" "0$(json "d['head']" "$report")"
	expect_rc "and its head is in the desk's journal" 0 verify --expect "$(json "d['head']" "$report")"
done
HOME=$WORK/machine-$copy expect_rc "work goes on there" 0 log 1 --said "moved"
HOME=$WORK/machine-$copy refuses "a second restore does not overwrite" 4 "already|there" restore "$copy"

# --- killed while the file is made ---

RANDOM=$SEED
for ((i = 0; i < 10; i++)); do
	mkdir young-$i
	for ((k = 0; k < 3; k++)); do
		printf -v limit '0.%06d' $((RANDOM % (SPAN * 3) + 300))
		HOME=$WORK/young-$i timeout -s KILL "$limit" \
			"$WAYLAID" open 9400111206206406260787 --problem lost --another \
			>/dev/null 2>&1 </dev/null || true
	done 2>shell.err # where bash tells of each kill
	HOME=$WORK/young-$i run open 9400111206206406260787 --problem lost --another
	[[ $RC -eq 0 ]] || not_ok "young desk $i opens a case" "$(cat "$ERR")"
	HOME=$WORK/young-$i run verify
	[[ $RC -eq 0 ]] || not_ok "young desk $i is whole" "$(cat "$ERR")"
	HOME=$WORK/young-$i run doctor
	[[ $RC -eq 0 ]] || not_ok "young desk $i is well" "$(cat "$OUT")"
done
ok "a desk that was killed while it was made is made the next time"
finish
