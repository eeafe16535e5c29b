#!/bin/bash
# pages.sh - every page, full and empty, light and dark, looked through by axe-core; users, roles, clients
axe=${XDG_CACHE_HOME:-/var/cache}/waylaid-test/axe-core-4.10.2.tgz
. "$(dirname "$0")/../lib/process.sh"
unset WAYLAID_NOW
if ! tar -xzOf "$axe" package/axe.min.js >"$WORK/axe.js"; then
	not_ok "axe-core is not there: scripts/setup fetches it"
	finish
fi

start_server
drives "an empty desk was looked through" 300 "$TOP/tests/web/pages.py" "$WORK" link "$LINK"
kill "$SERVER_PID"
wait "$SERVER_PID" || true

must open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage --value 120 \
	--to "Ann Bell, 12 Elm St, Boise ID 83702" --from "Nordlicht Glass, Portland ME" --client Acme
must rules set usps.ground_advantage.loss.claim --closes 90 --source "our contract of 2026"
mkdir pics
check 'the pictures are made' "$(dirname "$SANDBOX")/make_pictures" pics
must attach 1 pics/photo.jpg --kind damage-photo --note "the lamp, as it came out"
must log 1 --rep "Dana Q" --ref 4711-A --said "search started" --next "call back" --due +5d --by carrier
must request 1 help-request --ref 2047
must claim file 1 --number CLM-1
must claim deny 1 --reason insufficient-value-proof --said "no name on it"
must hold 1 --what box --where "shelf 4"
must remedy 1 refund --amount 20
must open 1Z999AA10123456784 --problem not-received --value 80 --client Other
printf 'tracking number,ship date\n9400111899000000000138,2026-08-01\n' >"$WORK/parcels.csv"
must import "$WORK/parcels.csv"
printf 'lamp river copper\n' >"$WORK/password"
for user in "ann --role admin" "ben --role desk --client Acme" "cy --role read"; do
	# shellcheck disable=SC2086
	must user add $user
	must user password "${user%% *}" --from "$WORK/password"
done
start_server
drives "a full desk was looked through" 400 "$TOP/tests/web/pages.py" "$WORK" team "$LINK"
must verify
finish
