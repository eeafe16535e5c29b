#!/bin/bash
# hostile.sh - broken, slow, large and many requests over raw sockets: an answer or none, nothing lost, in 128 MB
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must user add eve --role admin
run token new hostile --user eve --scope admin --days 1
TOKEN=$(cat "$OUT")
start_server --quiet
idle=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$SERVER_PID/status")
if [[ $idle -lt 32 ]]; then ok "idle it takes less than 32 MB ($idle)"; else not_ok 'idle memory' "$idle MB"; fi
drives 'it came to its end' 500 "$TOP/tests/web/hostile.py" "${BASE##*:}" "$TOKEN" "$SERVER_PID"
is 'nothing is left of uploads' "$(find "$(dirname "$DESK")" -path '*uploads*' -type f | wc -l)" 0
kill -TERM "$SERVER_PID"
wait "$SERVER_PID" && rc=0 || rc=$?
is 'the server ends well' "$rc" 0
must verify
must doctor
finish
