#!/bin/bash
# together.sh - two people on one desk, in a real browser: what another does comes to the page, a conflict shows both
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
must open 9400111206206406260794 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120
start_server
drives 'the browser came to its end' 500 "$TOP/tests/web/together.py" "$LINK" "$WORK" "$WAYLAID"
kill -TERM "$SERVER_PID"
wait "$SERVER_PID" || true
is 'all its pages had one stream' "$(grep -c 'GET /events' "$WORK/serve.log")" 1
must verify
finish
