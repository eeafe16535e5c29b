#!/bin/bash
# every_fault.sh - the built program, every carrier, every fault: the outcome, the exit status, nothing lost,
# nothing made up, and the next good answer is taken
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

carriers=(usps ups fedex dhl_express dhl_ecommerce canada_post)
declare -A form=(
	[usps]=94001118990000000%05d [ups]=1Z999AA1%010d [fedex]=7%011d [dhl_express]=1%09d
	[dhl_ecommerce]=GM2951%014d [canada_post]=70%014d
)
for carrier in "${carriers[@]}"; do
	export "WAYLAID_${carrier^^}_QUOTA=none" # what is tested here is the carrier's patience, not ours
done

# What a carrier may do, as a step of lib/sandbox/script.h, with the outcome and the calls that it takes; then
# the same for those that are asked with a key, and for carriers of which "differently" speaks.
faults="
not_found             | not_found   1 | not_found   1
error 150012          | refused     1 | refused     1
missing               | unreadable  1 | unreadable  1
partial               | unreachable 3 | unreachable 3
401                   | refused     2 | refused     1
403                   | refused     1 | refused     1
429 retry-after 1800  | deferred    1 | deferred    1
500 retry-after 1800  | unreachable 1 | unreachable 1
502 retry-after 1800  | unreachable 1 | unreachable 1
503                   | unreachable 3 | unreachable 3
504 retry-after 1800  | unreachable 1 | unreachable 1
slow 200ms in_transit | unchanged   1 | unchanged   1
cut                   | unreachable 3 | unreachable 3
hangup                | unreachable 3 | unreachable 3
junk                  | unreadable  1 | unreadable  1
html                  | unreadable  1 | unreadable  1
empty                 | unreadable  1 | unreadable  1
huge                  | unreadable  1 | unreadable  1
redirect              | unreadable  1 | unreadable  1
"
declare -A differently=([usps partial]="unreachable 1" [fedex partial]="not_found 1")

# read_row ROW: sets STEP, and WANTED and CALLS by carrier
declare -A WANTED CALLS
read_row() {
	local step tokens key carrier said
	IFS='|' read -r step tokens key <<<"$1"
	STEP=$(echo $step)
	for carrier in "${carriers[@]}"; do
		said=$tokens
		[[ $carrier != dhl_* && $carrier != canada_post ]] || said=$key
		[[ $api == v3 ]] || said=${differently[$carrier $STEP]-$said}
		read -r "WANTED[$carrier]" "CALLS[$carrier]" <<<"$said"
	done
}

# numbers ROW_NUMBER: sets NUMBERS, one for each carrier
numbers() {
	local carrier
	NUMBERS=()
	for carrier in "${carriers[@]}"; do
		# shellcheck disable=SC2059
		printf -v "NUMBERS[${#NUMBERS[@]}]" "${form[$carrier]}" "$1"
	done
}

# What is known of a parcel, without its polls.
known() {
	"$WAYLAID" show "$1" --json >"$WORK/shown" 2>"$ERR" || cat "$ERR"
	json '[d["shipment"]["status"], sorted((e["occurred_at_local"], e["text"], e["place"] or "")
		for e in d["events"])]' "$WORK/shown"
}

last_poll() {
	json '[d["polls"][-1]["outcome"], bool(d["polls"][-1]["message"])]' "$WORK/shown"
}

declare -A before # what was known of each parcel ahead of its fault

# fault ROW_NUMBER: one parcel of each carrier meets the row's fault
fault() {
	local i carrier said failed=0
	numbers "$1"
	for i in "${!carriers[@]}"; do
		before[${NUMBERS[i]}]=$(known "${NUMBERS[i]}")
		[[ ${WANTED[${carriers[i]}]} =~ ^(unchanged|not_found|deferred)$ ]] || failed=5
	done
	run track "${NUMBERS[@]}" --json
	is "$api: $STEP: the exit status" "$RC" "$failed"
	one_document "$api: $STEP: one document"
	[[ $failed -eq 0 ]] || one_line "$api: $STEP: one line"
	for i in "${!carriers[@]}"; do
		carrier=${carriers[i]}
		said=true
		[[ ${WANTED[$carrier]} != unchanged ]] || said=false
		json_is "$carrier $api: $STEP: the outcome" "[[i['outcome'], i['new_events'], bool(i['message'])]
			for i in d['items'] if i['tracking_number'] == '${NUMBERS[i]}']" \
			"[[\"${WANTED[$carrier]}\", 0, $said]]"
		is "$carrier $api: $STEP: nothing lost, nothing made up" "$(known "${NUMBERS[i]}")" \
			"${before[${NUMBERS[i]}]}"
		is "$carrier $api: $STEP: the poll is kept, with the reason" "$(last_poll)" \
			"[\"${WANTED[$carrier]}\", $said]"
	done
}

# all_track NAME: every parcel of the desk has news
all_track() {
	expect_rc "$api: $1" 0 track --all --json
	json_is "$api: $1: for each parcel" "[i['outcome'] for i in d['items']].count('new')" \
		$((count * ${#carriers[@]}))
}

# every_fault API: a desk with a parcel for every carrier and fault
every_fault() {
	local row i said script='key desk-key-2112' n=0
	api=$1
	export WAYLAID_DB=$HOME/$api.db WAYLAID_USPS_API=$api
	count=$(grep -c '|' <<<"$faults")
	while IFS= read -r row; do
		[[ -n $row ]] || continue
		n=$((n + 1))
		read_row "$row"
		numbers $n
		for i in "${!carriers[@]}"; do
			said="$STEP times ${CALLS[${carriers[i]}]}"
			script+=$'\n'"number ${NUMBERS[i]} in_transit then $said then delivered"
			must open "${NUMBERS[i]}" --carrier "${carriers[i]}" --problem lost
		done
	done <<<"$faults"
	start_sandbox "$script"
	for carrier in "${carriers[@]}"; do
		export "WAYLAID_${carrier^^}_URL=$SANDBOX_URL" "WAYLAID_${carrier^^}_CLIENT_ID=desk-id" \
			"WAYLAID_${carrier^^}_CLIENT_SECRET=$SECRET" "WAYLAID_${carrier^^}_API_KEY=desk-key-2112"
	done
	all_track "the first answer is news"
	n=0
	while IFS= read -r row; do
		[[ -n $row ]] || continue
		n=$((n + 1))
		read_row "$row"
		fault $n
	done <<<"$faults"
	all_track "a later good answer brings the events"
	for number in "${!before[@]}"; do
		printf '%s\n%s\n' "${before[$number]}" "$(known "$number")"
	done >"$WORK/stories"
	before=()
	check "$api: every parcel is delivered in the end, and its story went on" "$PYTHON" -c '
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert len(lines) == 2 * int(sys.argv[2]), len(lines)
for before, after in zip(lines[::2], lines[1::2]):
    assert (before[0], after[0]) == ("in_transit", "delivered"), after
    assert before[1] and all(event in after[1] for event in before[1]), before
    assert len(after[1]) > len(before[1]), after' "$WORK/stories" $((count * ${#carriers[@]}))
	must verify
	is "$api: no secret went astray" "$(grep -c ' leak' "$SANDBOX_LOG" || true)" 0
}

every_fault v3r2
carriers=(usps)
every_fault v3
is "no secret is kept" "$(grep -raFl -e "$SECRET" -e desk-key-2112 "$HOME" || true)" ""
finish
