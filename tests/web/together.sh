#!/bin/bash
# together.sh - two people on one desk, in a real browser: what another does comes to the page, a conflict shows both
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must open 9400111206206406260794 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
"$WAYLAID" serve --listen 127.0.0.1:0 >"$WORK/serve.out" 2>"$WORK/serve.log" &
PID=$!
children+=("$PID")
for ((i = 0; i < 250; i++)); do
	if grep -q '^  http' "$WORK/serve.out"; then break; fi
	sleep 0.02
done
if timeout 120 "$PYTHON" "$TOP/tests/web/together.py" "$(grep -o 'http.*' "$WORK/serve.out")" "$WORK" "$WAYLAID" \
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
is 'the browser came to its end' "$rc" 0
[[ $rc -eq 0 ]] || tail -5 "$ERR"
kill -TERM "$PID"
wait "$PID" || true
is 'all its pages had one stream' "$(grep -c 'GET /events' "$WORK/serve.log")" 1
must verify
finish
