#!/bin/bash
# year.sh - some months of a simulated year: the desk that does what next says misses nothing
#
# A short scripts/simulate: the same world and judge, a third more acts for a third of the year. The same desk
# without next stands beside it, which shows that the world is hard enough for a miss.
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

sim=$TOP/tests/sim
"$PYTHON" -B "$sim/test_judge.py" >judge || true
check "the judge is right" bash -c "! grep '^not ok' judge && grep -c '^ok' judge"
unset WAYLAID_NOW
status=0
"$PYTHON" -B "$sim/year.py" "$WAYLAID" --cases 240 --days 120 --acts 3 >year 2>&1 || status=$?
cat year
is "with next nothing is missed, early or left alone" "$status" 0
says "the world has windows" "with 'next' .* [0-9]{3} windows" year
says "without it, windows are missed" "without .*[ ;] [1-9][0-9]* missed" year
finish
