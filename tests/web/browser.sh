#!/bin/bash
# browser.sh - the pages in a real browser (headless Chromium), with scripts and without, wide and at 360 pixels
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
"$WAYLAID" serve --listen 127.0.0.1:0 --quiet >"$WORK/serve.out" 2>"$WORK/serve.log" &
children+=("$!")
touch "$WORK/serve.out"
for ((i = 0; i < 250; i++)); do
	if grep -q '^  http' "$WORK/serve.out"; then break; fi
	sleep 0.02
done
if timeout 100 "$PYTHON" "$TOP/tests/web/browser.py" "$(grep -o 'http.*' "$WORK/serve.out")" "$WORK" \
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
must verify
finish
