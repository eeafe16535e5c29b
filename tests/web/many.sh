#!/bin/bash
# many.sh - five hundred browsers at once, reading and writing, and kill -9 of the server in the middle
#
# WAYLAID_MANY_S says for how long (20 seconds); five minutes are 300.
long=${WAYLAID_MANY_S:-20}
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
for ((i = 0; i < 60; i++)); do
	number "$i"
	must open "$NUMBER" --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
done
for ((i = 0; i < 20; i++)); do must user add "user$i" --role admin; done
drives 'they came to their end' $((long + 120)) "$TOP/tests/web/many.py" "$WAYLAID" "$DESK" "$WORK/serve.log" "$long"
grep '^# ' "$OUT" || true
must verify
run doctor
is 'doctor finds nothing' "$RC" 0
finish
