#!/bin/bash
# http2.sh - carriers speak HTTP/2: the calls go there by ALPN, over one connection, and break as they do elsewhere
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787
ACCESS=$WORK/access.log
PATH=$PATH:/usr/sbin

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=carrier sandbox" \
	-addext subjectAltName=IP:127.0.0.1 -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null

free_port() {
	"$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_front PROTOCOLS SCRIPT: the sandbox behind a server that speaks TLS and these protocols; its log has a
# line a call: the client's port, the protocol, the request, the status
start_front() {
	local port try
	stop_front
	start_sandbox "key desk-key-2112
$2"
	for try in 1 2 3; do # somebody else may take the port first
		port=$(free_port)
		: >"$ACCESS"
		nghttpx --frontend="127.0.0.1,$port" --backend="127.0.0.1,${SANDBOX_URL##*:}" --workers=1 \
			--no-ocsp --npn-list="$1" --conf=/dev/null --errorlog-file="$WORK/nghttpx.err" \
			--accesslog-file="$ACCESS" \
			--accesslog-format='$remote_port $alpn "$request" $status' "$WORK/key.pem" "$WORK/cert.pem" \
			>/dev/null 2>&1 &
		FRONT_PID=$!
		children+=("$FRONT_PID")
		for ((i = 0; i < 100; i++)); do
			! : 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$port" || break 2
			kill -0 "$FRONT_PID" 2>/dev/null || break
			sleep 0.05
		done
	done
	if ! kill -0 "$FRONT_PID" 2>/dev/null; then
		not_ok "the server before the sandbox starts ($try times)" "$(cat "$WORK/nghttpx.err")"
		exit 1
	fi
	for carrier in USPS UPS DHL_EXPRESS; do
		export "WAYLAID_${carrier}_URL=https://127.0.0.1:$port" "WAYLAID_${carrier}_CA_FILE=$WORK/cert.pem" \
			"WAYLAID_${carrier}_CLIENT_ID=desk-id" "WAYLAID_${carrier}_CLIENT_SECRET=$SECRET" \
			"WAYLAID_${carrier}_API_KEY=desk-key-2112" "WAYLAID_${carrier}_QUOTA=none"
	done
}

# The log is written when a call has ended, which may be a moment after we have.
stop_front() {
	[[ -n ${FRONT_PID-} ]] || return 0
	kill -QUIT "$FRONT_PID" 2>/dev/null || true
	wait "$FRONT_PID" 2>/dev/null || true
	FRONT_PID=
}

calls() { grep -c "$1" "$ACCESS" || true; }

must open $PARCEL --problem lost
must open 1234567890 --carrier dhl_express --problem lost
for n in $(seq 1 40); do
	must open "$(printf '1Z999AA1%010d' "$n")" --carrier ups --problem lost
done

# --- HTTP/2 where the server offers it ---

start_front h2,http/1.1 "default in_transit"
expect_rc "a token and a batch, a key, and 40 calls at once" 0 track --all --json
json_is "each parcel has news" "[i['outcome'] for i in d['items']].count('new')" 42
stop_front
is "all calls came by HTTP/2" "$(calls ' h2 "[A-Z]* [^ ]* HTTP/2" 200$') of $(wc -l <"$ACCESS")" "44 of 44"
is "the 40 and their token over at most 8 connections" "$(($(grep -E '/security/|/api/track/' "$ACCESS" |
	cut -d ' ' -f 1 | sort -u | wc -l) <= 8))" 1

# --- without it, as before ---

start_front http/1.1 "default in_transit"
rm -r "$HOME/.cache/waylaid/tokens"
expect_rc "a server without HTTP/2 is asked as before" 0 track 1 --json
stop_front
is "by HTTP/1.1" "$(calls 'HTTP/1.1" 200$') of $(wc -l <"$ACCESS")" "2 of 2"

# --- what breaks ---

# broken NAME STEP OUTCOME
broken() {
	start_front h2 "number $PARCEL $2"
	rm -rf "$HOME/.cache/waylaid/tokens"
	must show 1 --json
	had=$(json "len(d['events'])")
	run track 1 --json
	is "$1: exit 5" "$RC" 5
	json_is "$1: the outcome" "[d['items'][0]['outcome'], d['items'][0]['new_events'],
		bool(d['items'][0]['message'])]" "[\"$3\", 0, true]"
	must show 1 --json
	json_is "$1: no event is lost" "len(d['events'])" "$had"
	stop_front
	is "$1: by HTTP/2" "$(calls -v ' h2 ')" 0
}
broken "half a body" cut unreachable
broken "no answer" hangup unreachable
broken "an answer without end" huge unreadable
broken "an empty answer" empty unreadable
broken "no server behind it" "503 retry-after 1800" unreachable

start_front h2 "number $PARCEL cut times 2 then delivered"
expect_rc "and a break that passes is none" 0 track 1 --json
json_is "with the news" "d['items'][0]['outcome']" new
must verify
finish
