#!/bin/bash
# The built program as a person or a script meets it: exit statuses, one line of error, JSON, nothing lost.
. "$(dirname "$0")/lib.sh"

# --- the must-show of opening a case
fresh
expect 0 open 9400111206206406260787 --problem lost --mailed 2026-11-01 --service ground-advantage \
	--value 120 --json
json 'd["carrier"] == "usps" and d["case"] == 1 and d["problem"] == "lost"'
json '[w for w in d["windows"] if w["what"] == "claim"][0]["opens_on"] == "2026-11-16"'
json '[w for w in d["windows"] if w["what"] == "claim"][0]["closes_on"] == "2026-12-31"'
json 'all(w["source"] and w["source_date"] and w["confidence"] for w in d["windows"])'
json '"proof_of_value" in d["missing_evidence"]'
json 'd["shipment"]["value"] == {"amount": "120.00", "currency": "USD"}'
err_empty

# --- a case needs nothing but a number and a problem; what is unknown is shown as missing
expect 0 open 1Z999AA10123456784 --problem lost
out_has 'mailed              missing'
out_has 'value               missing'
expect 2 open 1Z999AA10123456784
err_has '--problem lost'
expect 4 open 9400111206206406260787 --problem lost
err_has 'case 1'
expect 4 open 9400111206206406260787 --problem lost --json
json 'd["error"]["code"] == "state" and "case 1" in d["error"]["message"]'

# --- the call, and that it is found again
expect 0 log 1 --channel phone --rep 'Dana Q' --ref 4711-A --said 'search started' \
	--next 'call back with result' --due +5d --by carrier
out_has 'promise 1: call back with result, by carrier, due Sat 2026-11-28 (in 5 days)'
expect 0 next
out_has 'call back with result'
expect 0 brief 1
out_has 'Dana Q'
out_has '4711-A'
expect 0 search 4711
out_has 'Case 1'
expect 0 log 1,2 --said both --outcome no-answer --json
json 'd["cases"] == [1, 2] and d["outcome"] == "no_answer"'
expect 0 amend 1 --ref 4711-B --json
json 'd["reference"] == "4711-B" and d["version"] == 2'
expect 0 show 1 --json
json 'd["contacts"][0]["earlier"][0]["reference"] == "4711-A"'
json 'len(d["contacts"]) == 2 and d["promises"][0]["what"] == "call back with result"'

# --- used wrongly: one clear line each, and nothing happens
for wrong in 'lits' 'list --oops' 'show' 'show 1 2' 'log 1' 'log 1, --said x' 'log 1 --due +1d' \
	'edit 1' 'edit 1 --mailed 2026-02-30' 'edit 1 --value 12,5.0' 'list --color red' \
	'show 1 --now soon' 'log 1 --said x --minutes 1e3' 'attach 1 x' 'hold 1' 'request 1 nonsense' \
	'request answer 1 --result found' 'request answer 1/1' 'config set desk.zone Mars/Base' \
	'config set nobody.nothing x' 'number 9.40551E+21' 'open 9.40551E+21 --problem lost' \
	'help nonsense' 'list --as' '--json'; do
	# shellcheck disable=SC2086
	expect 2 $wrong
	err_has 'waylaid: '
done
expect 3 show 99
expect 3 keep 99
expect 3 explain zork
expect 3 attach 1 no-such-file --kind other
expect 3 --db nowhere.db list
[ ! -e nowhere.db ] || fault 'a list made a desk'
expect 2 lits --json
json 'd["error"]["code"] == "input"'
expect 0 verify --json
json 'd["ok"] and d["cases"] == 2'

# --- an ambiguous name lists what it may be
expect 0 open 9400111206206406260787 --problem damaged --another
expect 2 show 9400111206206406260787
err_has '1'
err_has '3'
expect 0 show '#3'

# --- the answer must arrive: a full disk is a failure
"$WAYLAID" list >/dev/full 2>err && fault 'list to a full disk'
grep -q '^waylaid: cannot write the answer' err || fault 'list to a full disk: no line'
"$WAYLAID" show 1 --json >/dev/full 2>err && fault 'show --json to a full disk'

# --- a file that is no desk, a newer desk, a folder
printf 'this is no database, but long enough to be read as one\n' >text.db
expect 6 --db text.db list
expect 1 --db /proc/nowhere/desk.db open 1Z999AA10123456784 --problem lost
mkdir -p folder.db
expect_status=$("$WAYLAID" --db folder.db list >out 2>err; echo $?)
[ "$expect_status" != 0 ] || fault 'a folder is no desk'

# --- numbers
expect 0 number 9400 1112 0620 6406 2607 87 --json
json 'd["valid"] and d["candidates"][0]["carrier"] == "usps" and d["repairs"] == []'
expect 1 number 9400111206206406260788 --json
json 'not d["valid"] and "error" not in d and "9400111206206406260787" in d["repairs"]'
expect 0 open 9400111206206406260788 --problem lost
err_has 'warning: wrong check digit'

# --- today and days left are the desk's: one minute before and after midnight in New York
expect 0 config set desk.zone America/New_York
expect 0 show 1 --json --now 2026-12-31T04:59:00Z
json '[w for w in d["windows"] if w["what"] == "claim"][0]["days_left"] == 1'
expect 0 show 1 --json --now 2026-12-31T05:01:00Z
json '[w for w in d["windows"] if w["what"] == "claim"][0]["days_left"] == 0'
expect 0 show 1 --json --now 2027-01-01T05:01:00Z
json '[w for w in d["windows"] if w["what"] == "claim"][0]["state"] == "closed"'

# --- secrets
printf 'hush-hush\n' | "$WAYLAID" config set usps.client_secret - >out 2>err || fault 'set a secret'
expect 0 config
out_lacks hush-hush
expect 0 config get usps.client_secret --json
out_lacks hush-hush
json 'd["value"] == "set" and d["secret"]'
[ "$(stat -c %a .config/waylaid/config.ini)" = 600 ] || fault 'the settings file is not 0600'
chmod 644 .config/waylaid/config.ini
expect 0 list
err_has 'chmod 600'
expect 0 list --quiet
err_empty
grep -rq hush-hush .local && fault 'a secret in the data folder'

# --- colour and width
expect 0 list --color always
grep -q $'\033' out || fault 'colour was asked for'
expect 0 list
grep -q $'\033' out && fault 'colour into a file'
export COLUMNS=60
expect 0 show 1
awk 'length($0) > 60 && !/waylaid / { exit 1 }' out || fault 'show is wider than COLUMNS'
unset COLUMNS

# --- a carrier's or a customer's text cannot drive the terminal
expect 0 log 1 --said $'nice\nsecond line'
expect 2 log 1 --said $'evil \033[2J'
expect 0 show 1
out_has 'second line'

# --- nobody types the names of the wings
for wing in track report; do
	"$WAYLAID-$wing" "$wing" >out 2>err && fault "waylaid-$wing ran alone"
	grep -q 'part of waylaid' err || fault "waylaid-$wing: no clear line"
	WAYLAID_BUILD_ID=other "$WAYLAID-$wing" "$wing" >out 2>err && fault "waylaid-$wing of another build ran"
	grep -q 'another build' err || fault "waylaid-$wing of another build: no clear line"
done
mkdir -p alone && cp "$WAYLAID" alone/waylaid
alone/waylaid track 1 >out 2>err && fault 'track without its wing'
grep -q 'waylaid-track is missing' err || fault 'track without its wing: no clear line'

# --- what the package brings
"$WAYLAID" help --completion bash >completion 2>err || fault 'completion'
bash -n completion || fault 'the completion script does not parse'
"$WAYLAID" help --man >waylaid.1 2>err || fault 'manual page'
expect 0 --version
out_has 'waylaid '
expect 0 help --json
json 'd["count"] >= 30 and all(c["example"] and c["help"] for c in d["items"])'
expect 0 open --help
out_has '--label-source NAME'
err_empty

finish
