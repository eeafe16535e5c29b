#!/bin/bash
# hostile.sh - broken, slow, large and many requests over raw sockets: an answer or none, nothing lost, in 128 MB
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must user add eve --role admin
run token new hostile --user eve --scope admin --days 1
TOKEN=$(cat "$OUT")
touch "$WORK/serve.out"
"$WAYLAID" serve --listen 127.0.0.1:0 --quiet >"$WORK/serve.out" 2>"$WORK/serve.log" &
PID=$!
children+=("$PID")
for ((i = 0; i < 250; i++)); do
	if grep -q '^  http' "$WORK/serve.out"; then break; fi
	sleep 0.02
done
idle=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$PID/status")
if [[ $idle -lt 32 ]]; then ok "idle it takes less than 32 MB ($idle)"; else not_ok 'idle memory' "$idle MB"; fi
if timeout 200 "$PYTHON" "$TOP/tests/web/hostile.py" "$(grep -o '[0-9]*$' "$WORK/serve.out")" "$TOKEN" "$PID" \
	>"$OUT" 2>"$ERR"; then
	rc=0
else
	rc=$?
fi
while IFS= read -r line; do
	case $line in
	"ok - "*) ok "${line#ok - }" ;;
	"not ok - "*) not_ok "${line#not ok - }" ;;
	esac
done <"$OUT"
is 'it came to its end' "$rc" 0
[[ $rc -eq 0 ]] || tail -5 "$ERR"
is 'nothing is left of uploads' "$(find "$(dirname "$DESK")" -path '*uploads*' -type f | wc -l)" 0
kill -TERM "$PID"
wait "$PID" && rc=0 || rc=$?
is 'the server ends well' "$rc" 0
must verify
must doctor
finish
