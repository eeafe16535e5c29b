# process.sh - for scripts that test the built program from outside: source it first
#
# Gives an empty HOME below $WORK, which is removed at the end together with everything started here.
# WAYLAID and SANDBOX name the programs (default: build/waylaid and build/tests/carrier-sandbox of this
# project). The clock stands at 2026-11-23 15:00 UTC until a script moves WAYLAID_NOW.
#
# Every check prints "ok - name" or "not ok - name" with what was seen; a script that prints a "not ok",
# or ends before its last line, exits 1. A check is never skipped.
set -euo pipefail

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
WAYLAID=$(realpath -m "${WAYLAID:-$TOP/build/waylaid}")
SANDBOX=$(realpath -m "${SANDBOX:-$TOP/build/tests/carrier-sandbox}")
PYTHON=/usr/bin/python3
for variable in $(compgen -e); do
	case $variable in
	WAYLAID | WAYLAID_TEST_KEEP) ;;
	WAYLAID_* | XDG_* | http_proxy | https_proxy | all_proxy | NO_COLOR | COLUMNS | TZ | LC_* | LANGUAGE)
		unset "$variable"
		;;
	esac
done
WORK=$(realpath -m "$(mktemp -d "${TMPDIR:-/tmp}/waylaid-test.XXXXXX")")
export HOME=$WORK/home LANG=C.UTF-8 TZ=UTC WAYLAID_NOW=2026-11-23T15:00:00Z
DESK=$HOME/.local/share/waylaid/desk.db # where the desk comes to lie
export WAYLAID_USPS_URL=http://127.0.0.1:9 # nobody: no test asks a real carrier
OUT=$WORK/out ERR=$WORK/err             # of the last "run"
mkdir "$HOME"
cd "$WORK"

passed=0 failed=0 finished=no
children=() mounts=() folders=()

ok() {
	passed=$((passed + 1))
	echo "ok - $1"
}

not_ok() {
	failed=$((failed + 1))
	echo "not ok - $1"
	[[ $# -lt 2 ]] || printf '%s\n' "$2" | head -c 2000 | tr -d '\000-\010\013-\037' | sed 's/^/    /'
}

# check NAME COMMAND...: the command succeeds
check() {
	local name=$1 seen
	shift
	if seen=$("$@" 2>&1); then ok "$name"; else not_ok "$name" "$*: $seen"; fi
}

# is NAME SEEN WANTED
is() {
	if [[ $2 == "$3" ]]; then ok "$1"; else not_ok "$1" "seen:   $2"$'\n'"wanted: $3"; fi
}

# run WORD...: waylaid with these words; sets RC, stdout is in $OUT and stderr in $ERR
run() {
	RC=0
	"$WAYLAID" "$@" >"$OUT" 2>"$ERR" </dev/null || RC=$?
}

# must WORD...: a step that a script builds upon; without it, the script ends
must() {
	run "$@"
	[[ $RC -eq 0 ]] && return
	not_ok "waylaid $*" "exit $RC: $(cat "$ERR" "$OUT")"
	exit 1
}

# expect_rc NAME STATUS WORD...
expect_rc() {
	local name=$1 wanted=$2
	shift 2
	run "$@"
	if [[ $RC -eq $wanted ]]; then
		ok "$name"
	else
		not_ok "$name" "exit $RC, not $wanted: $(head -c 600 "$ERR" "$OUT")"
	fi
}

# says NAME PATTERN [FILE]: an extended regular expression, in stdout of the last run or in FILE
says() {
	if grep -Eq -- "$2" "${3:-$OUT}"; then
		ok "$1"
	else
		not_ok "$1" "no /$2/ in: $(head -c 1500 "${3:-$OUT}")"
	fi
}

silent_about() {
	if grep -Eq -- "$2" "${3:-$OUT}"; then
		not_ok "$1" "$(grep -E -m 3 -- "$2" "${3:-$OUT}")"
	else
		ok "$1"
	fi
}

# json EXPRESSION [FILE]: its value, in Python; d is the document
json() {
	"$PYTHON" -c '
import json, sys
d = json.load(open(sys.argv[2], encoding="utf-8"))
v = eval(sys.argv[1])
print(v if isinstance(v, str) else json.dumps(v))' "$1" "${2:-$OUT}" 2>&1 || true
}

# json_is NAME EXPRESSION WANTED [FILE]
json_is() {
	is "$1" "$(json "$2" "${4:-$OUT}")" "$3"
}

# one_document NAME: stdout of the last run is one JSON document and nothing else
one_document() {
	check "$1" "$PYTHON" -c '
import json, sys
text = open(sys.argv[1], encoding="utf-8").read()
assert text.endswith("\n"), "no newline at the end"
assert isinstance(json.loads(text), dict), "no object"' "$OUT"
}

# one_line NAME: the last run failed with one line for people on stderr
one_line() {
	if [[ $(wc -l <"$ERR") -eq 1 && $(wc -c <"$ERR") -le 1000 ]] && grep -q '^waylaid: [^ ]' "$ERR"; then
		ok "$1"
	else
		not_ok "$1" "stderr: $(head -c 1500 "$ERR")"
	fi
}

# refuses NAME STATUS PATTERN WORD...: fails with that status and one line that says why, and with
# --json also with one document that says the same
refuses() {
	local name=$1 wanted=$2 pattern=$3 bad=
	shift 3
	run "$@"
	[[ $RC -eq $wanted ]] || bad+="exit $RC, not $wanted; "
	[[ $(wc -l <"$ERR") -eq 1 ]] || bad+="$(wc -l <"$ERR") lines on stderr; "
	grep -q '^waylaid: [^ ]' "$ERR" || bad+="does not begin with 'waylaid: '; "
	grep -Eq -- "$pattern" "$ERR" || bad+="does not say /$pattern/; "
	run "$@" --json
	[[ $RC -eq $wanted ]] || bad+="with --json exit $RC; "
	[[ $(wc -l <"$ERR") -eq 1 ]] || bad+="with --json $(wc -l <"$ERR") lines on stderr; "
	bad+=$("$PYTHON" -c '
import json, sys
try:
    e = json.load(open(sys.argv[1], encoding="utf-8"))["error"]
    said = open(sys.argv[2], encoding="utf-8").read().strip()
    assert e["code"] and e["message"], "error has no code or message"
    assert said == "waylaid: " + e["message"] or not said.isprintable(), "JSON says " + e["message"]
except Exception as e:
    print("with --json:", type(e).__name__, e)' "$OUT" "$ERR")
	if [[ -z $bad ]]; then ok "$name"; else not_ok "$name" "$bad$(head -c 800 "$ERR")"; fi
}

# drives NAME SECONDS SCRIPT.py WORD...: a script that prints its own checks, such as one in a browser
drives() {
	local name=$1 limit=$2 line rc=0
	shift 2
	timeout "$limit" "$PYTHON" "$@" >"$OUT" 2>"$ERR" || rc=$?
	while IFS= read -r line; do
		case $line in
		"ok - "*) ok "${line#ok - }" ;;
		"not ok - "*) not_ok "${line#not ok - }" ;;
		esac
	done <"$OUT"
	is "$name" "$rc" 0
	[[ $rc -eq 0 ]] || grep -v '^#' "$ERR" | tail -12 # a browser's own stack says nothing
}

# start_server [OPTION...]: the desk on $LISTEN (a free port); sets SERVER_PID, LINK as it is printed, BASE without path
start_server() {
	: >"$WORK/serve.out"
	"$WAYLAID" serve --listen "${LISTEN:-127.0.0.1:0}" "$@" >"$WORK/serve.out" 2>"$WORK/serve.log" &
	SERVER_PID=$!
	children+=("$SERVER_PID")
	for ((i = 0; i < 500; i++)); do
		if grep -q '^  http' "$WORK/serve.out" || ! kill -0 "$SERVER_PID" 2>/dev/null; then break; fi
		sleep 0.02
	done
	LINK=$(grep -o 'http[^ ]*' "$WORK/serve.out" | head -n 1 || true)
	BASE=$(cut -d/ -f1-3 <<<"$LINK")
}

# start_sandbox SCRIPT [OPTION...]: a carrier that answers as the text SCRIPT says (lib/sandbox/script.h);
# sets SANDBOX_URL and SANDBOX_LOG and gives waylaid the access
start_sandbox() {
	local script=$1
	shift
	stop_sandbox
	printf 'client desk-id sandbox-secret-8d1f\n%s\n' "$script" >"$WORK/sandbox.script"
	SANDBOX_LOG=$WORK/sandbox.log
	: >"$SANDBOX_LOG"
	rm -f "$WORK/sandbox.port" "$WORK/sandbox.url"
	"$SANDBOX" --script "$WORK/sandbox.script" --log "$SANDBOX_LOG" --port-file "$WORK/sandbox.port" "$@" \
		>"$WORK/sandbox.url" 2>"$WORK/sandbox.err" &
	SANDBOX_PID=$!
	children+=("$SANDBOX_PID")
	for ((i = 0; i < 200; i++)); do
		[[ ! -s $WORK/sandbox.url ]] || break
		sleep 0.02
	done
	if [[ ! -s $WORK/sandbox.url ]]; then
		not_ok "the sandbox starts" "$(cat "$WORK/sandbox.err")"
		exit 1
	fi
	SANDBOX_URL=$(cat "$WORK/sandbox.url")
	SECRET=sandbox-secret-8d1f
	export WAYLAID_USPS_URL=$SANDBOX_URL WAYLAID_USPS_CLIENT_ID=desk-id WAYLAID_USPS_CLIENT_SECRET=$SECRET
}

stop_sandbox() {
	[[ -n ${SANDBOX_PID-} ]] || return 0
	kill "$SANDBOX_PID" 2>/dev/null || true
	wait "$SANDBOX_PID" 2>/dev/null || true
	SANDBOX_PID=
}

# small_disk FOLDER SIZE: a disk of its own, gone at the end; false when we may not mount
small_disk() {
	mkdir -p "$1"
	mount -t tmpfs -o "size=$2" waylaid-test "$1" 2>/dev/null || return 1
	mounts+=("$1")
}

# open_folder: sets OPEN_FOLDER to one that every user of the machine may enter, gone at the end
open_folder() {
	OPEN_FOLDER=$(mktemp -d /tmp/waylaid-test.XXXXXX)
	chmod 755 "$OPEN_FOLDER"
	folders+=("$OPEN_FOLDER")
}

# number N: a USPS number of its own for each N, with the right check digit
number() {
	local body i sum=0
	printf -v body '9400111899%011d' "$1"
	for ((i = 0; i < 21; i++)); do
		sum=$((sum + ${body:i:1} * (i % 2 ? 1 : 3)))
	done
	NUMBER=$body$(((10 - sum % 10) % 10))
}

# The last line of every script.
finish() {
	finished=yes
}

clean_up() {
	local status=$? pid folder
	trap - EXIT
	exec 2>/dev/null # what bash says of the children it ends
	for pid in "${children[@]}"; do
		kill -9 "$pid" || true
	done
	wait || true
	cd /
	for folder in "${mounts[@]}"; do
		umount -l "$folder" || true
	done
	[[ -n ${WAYLAID_TEST_KEEP-} ]] || rm -rf "$WORK" "${folders[@]}"
	if [[ $finished == no ]]; then
		failed=$((failed + 1))
		echo "not ok - $(basename "$0") ended before its last check (status $status)"
	fi
	echo "# $(basename "$0"): $passed passed, $failed failed"
	[[ $failed -eq 0 ]] || exit 1
	exit 0
}
trap clean_up EXIT
trap 'exit 130' INT TERM

if [[ ! -x $WAYLAID ]]; then
	not_ok "the program is built" "$WAYLAID is missing"
	exit 1
fi
