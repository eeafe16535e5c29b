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
drives 'the browser came to its end' 240 "$TOP/tests/web/browser.py" "$(grep -o 'http.*' "$WORK/serve.out")" "$WORK"
must verify
finish
