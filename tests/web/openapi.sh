#!/bin/bash
# openapi.sh - the description of /api, walked against the server: every operation, right and broken
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must log 1 --rep Lee --said hello --next 'call back' --due +5d
printf 'a paper\n' >"$WORK/paper.txt"
must attach 1 "$WORK/paper.txt" --kind other
run token new walker --scope admin --days 1
TOKEN=$(cat "$OUT")
start_server --quiet
drives 'the walk came to its end' 300 "$TOP/tests/web/openapi.py" "$BASE" "$TOKEN"
must verify
must doctor
finish
