#!/bin/bash
# browser.sh - the pages in a real browser (headless Chromium), with scripts and without, wide and at 360 pixels
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
start_server --quiet
drives 'the browser came to its end' 500 "$TOP/tests/web/browser.py" "$LINK" "$WORK"
must verify
finish
