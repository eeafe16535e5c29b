# lib.sh - what the process tests share: a clean HOME, a sample desk, and expectations
#
# Source it with the path of the binary in $WAYLAID. Every test runs in a folder of its own, in UTC, at
# noon of 2026-11-23. A broken expectation is printed and counted; finish() ends with the count.
# shellcheck shell=bash

set -u
[ -x "${WAYLAID:-}" ] || { echo "WAYLAID must name the binary" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/waylaid-cli.XXXXXX")
trap 'rm -rf "$work"' EXIT
faults=0
cases=0

# A machine on which nothing was ever done.
fresh() {
	cd "$work" || exit 1
	rm -rf home
	mkdir -p home
	cd home || exit 1
	unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME WAYLAID_DB WAYLAID_BUILD_ID NO_COLOR COLUMNS
	export HOME=$PWD TZ=UTC LC_ALL=C.UTF-8 WAYLAID_NOW=2026-11-23T12:00:00Z
}

fault() {
	faults=$((faults + 1))
	printf 'FAULT: %s\n' "$*"
	[ -s out ] && sed 's/^/  out: /' out | head -15
	[ -s err ] && sed 's/^/  err: /' err | head -15
	return 0
}

# expect STATUS WORD...: runs waylaid; stdout to "out", stderr to "err".
expect() {
	local wanted=$1 got
	shift
	cases=$((cases + 1))
	line="waylaid $*"
	"$WAYLAID" "$@" >out 2>err </dev/null
	got=$?
	[ "$got" = "$wanted" ] || fault "$line: exit $got, not $wanted"
	# An error is one line, whatever else is said.
	[ "$wanted" = 0 ] || [ "$(grep -c '^waylaid: ' err)" -le 1 ] || fault "$line: more than one error line"
	if [ "$wanted" != 0 ] && grep -qE 'Sanitizer|runtime error' err; then
		fault "$line: sanitizer"
	fi
}

out_has() { grep -qF -- "$1" out || fault "$line: stdout lacks: $1"; }
out_lacks() { ! grep -qF -- "$1" out || fault "$line: stdout has: $1"; }
err_has() { grep -qF -- "$1" err || fault "$line: stderr lacks: $1"; }
err_empty() { [ ! -s err ] || fault "$line: stderr is not empty"; }

# json EXPRESSION: a Python expression over the document "d" on stdout must hold.
json() {
	/usr/bin/python3 -c 'import json, sys
d = json.load(open("out"))
sys.exit(0 if eval(sys.argv[1]) else 1)' "$1" 2>>err || fault "$line: does not hold: $1"
}

# Three cases: 1 open with a promise, 2 open with a request and a hold, 3 closed.
sample_desk() {
	fresh
	printf 'invoice\n' >invoice.pdf
	printf 'tracking number,ship date\n9400111899000000000138,2026-11-09\n' >parcels.csv
	printf 'From: claims@usps.com\nSubject: Your parcel 9400111206206406260787\nDate: %s\n\nWe look for it.\n' \
		'Fri, 20 Nov 2026 10:00:00 -0500' >answer.eml
	cat >answer.json <<-'END'
	{"trackingNumber": "9400111206206406260787", "mailClass": "USPS Ground Advantage",
	 "statusCategory": "In Transit", "status": "Arrived at USPS Regional Facility",
	 "statusSummary": "Your item arrived at our regional facility.",
	 "trackingEvents": [{"eventType": "Arrived at USPS Regional Facility",
	   "eventTimestamp": "2026-11-05T10:02:00", "eventCity": "BOISE ID DISTRIBUTION CENTER",
	   "eventState": "", "eventZIPCode": "", "eventCode": "10"}]}
	END
	{
		"$WAYLAID" import parcels.csv &&
		"$WAYLAID" open 9400111206206406260787 --problem lost --mailed 2026-11-01 \
			--service ground-advantage --value 120 &&
		"$WAYLAID" log 1 --rep 'Dana Q' --ref 4711-A --said 'search started' \
			--next 'call back with result' --due +5d &&
		"$WAYLAID" log 1 --rep 'Ines M' --said 'no search is known' &&
		"$WAYLAID" open 1Z999AA10123456784 --problem damaged --value 80 &&
		"$WAYLAID" request 2 trace --ref T1 &&
		"$WAYLAID" hold 2 --where 'shelf 4' &&
		"$WAYLAID" item 2 'Desk lamp, brass' --value 80 &&
		"$WAYLAID" open 9400111206206406260787 --problem delayed --another &&
		"$WAYLAID" close 3 --reason 'came after all' &&
		"$WAYLAID" backup sunday-copy
	} >setup.log 2>&1 || { cat setup.log; echo "the sample desk cannot be made"; exit 1; }
}

# On the sample desk: claims 2/1 filed, 4/1 denied; case 5 with a paid parcel that turned up; a list of payments.
sample_claims() {
	cat >found.json <<-'END'
	{"trackingNumber": "9400111899000000000220", "statusCategory": "In Transit", "status": "Arrived",
	 "trackingEvents": [{"eventType": "Arrived at Post Office", "eventTimestamp": "2026-11-23T08:00:00",
	   "eventCity": "BOISE", "eventState": "ID", "eventZIPCode": "83702", "eventCode": "07"}]}
	END
	printf 'Date,Amount,Claim number\n2026-11-23,80.00,CLM-2\n' >credits.csv
	{
		"$WAYLAID" claim file 2 --number CLM-2 &&
		"$WAYLAID" open 9400111899000000000206 --problem lost --mailed 2026-11-01 \
			--service ground-advantage --value 60 &&
		"$WAYLAID" claim file 4 --on 2026-11-17 &&
		"$WAYLAID" claim deny 4 --reason insufficient-value-proof --on 2026-11-20 &&
		"$WAYLAID" open 9400111899000000000220 --problem lost --mailed 2026-11-01 \
			--service ground-advantage --value 70 &&
		"$WAYLAID" remedy 5 refund --on 2026-11-20 &&
		"$WAYLAID" events import found.json
	} >>setup.log 2>&1 || { cat setup.log; echo "the sample claims cannot be made"; exit 1; }
}

# On the sample desk: an admin and somebody to change.
sample_users() {
	printf 'lamp river copper\n' >password.txt
	{
		"$WAYLAID" user add eve --role admin &&
		"$WAYLAID" user add bob
	} >>setup.log 2>&1 || { cat setup.log; echo "the sample users cannot be made"; exit 1; }
}

finish() {
	cd / || exit 1
	echo "$cases commands, $faults faults"
	[ "$faults" = 0 ] && [ "$cases" -gt 0 ]
	exit
}
