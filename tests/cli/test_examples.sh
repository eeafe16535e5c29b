#!/bin/bash
# Every example that help prints works as it stands on the sample desk.
#
# The wings' examples need their carrier or their libraries: track is asked of the sandbox.
. "$(dirname "$0")/lib.sh"

sandbox=${SANDBOX:?names the carrier sandbox}

start_sandbox() {
	cat >script <<-'END'
	client demo demo-secret tracking
	number 9400111206206406260787 lost
	END
	rm -f port
	"$sandbox" --script script --port-file port >sandbox.log 2>&1 &
	pid=$!
	for _ in $(seq 100); do
		[ -s port ] && break
		sleep 0.05
	done
	[ -s port ] || { cat sandbox.log; echo "the sandbox does not start"; exit 1; }
	WAYLAID_USPS_URL=http://127.0.0.1:$(cat port)
	export WAYLAID_USPS_URL WAYLAID_USPS_CLIENT_ID=demo WAYLAID_USPS_CLIENT_SECRET=demo-secret
}

fresh
"$WAYLAID" help --json >commands.json || { echo "help --json failed"; exit 1; }
/usr/bin/python3 -c 'import json
for c in json.load(open("commands.json"))["items"]:
    print(c["example"])' >"$work/examples"
[ "$(wc -l <"$work/examples")" -ge 30 ] || fault 'examples are missing'

while IFS= read -r example <&3; do
	sample_desk
	pid=
	case $example in
	track*) start_sandbox ;;
	user*) sample_users ;;
	token*)
		sample_users
		"$WAYLAID" token new old --user eve >>setup.log 2>&1
		;;
	claim* | paid* | remedy* | duty* | 'import payouts'*) sample_claims ;;
	esac
	eval "words=($example)"
	# shellcheck disable=SC2154
	expect 0 "${words[@]}"
	[ -s out ] || [ -s err ] || fault "$example: says nothing"
	[ -z "$pid" ] || { kill "$pid"; wait "$pid" 2>/dev/null; }
	unset WAYLAID_USPS_URL WAYLAID_USPS_CLIENT_ID WAYLAID_USPS_CLIENT_SECRET
done 3<"$work/examples"

finish
