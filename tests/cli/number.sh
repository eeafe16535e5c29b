#!/bin/bash
# number.sh - tracking numbers in bulk: one a line, in any text, damaged, wrong; speed and memory
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

USPS=9400111206206406260787
WRONG=9400111206206406260788

# --- one number ---

expect_rc "a right number" 0 number $USPS
expect_rc "a wrong one" 1 number $WRONG
expect_rc "its JSON" 1 number $WRONG --json
one_document "number --json is one document"
json_is "with the words of the contract" "sorted(d)" '["candidates", "number", "repairs", "valid"]'
json_is "repairs are numbers" "'$USPS' in d['repairs']" true
run number 9400111206206410000000
says "zeros behind digit 15 are pointed out" "spreadsheet"
refuses "a number spoilt by a spreadsheet" 2 "9.40551E\+21" number 9.40551E+21
refuses "no number" 2 "which number" number
refuses "a number and a file" 2 "one of the two" number $USPS --from list
refuses "--find without a file" 2 "--from FILE" number --find
refuses "a file that is not there" 3 "there is no file" number --from nothing
refuses "a folder" 2 "is a folder" number --from "$WORK"

# --- one a line ---

printf '%s\n\n  \n1Z 5R8 939 03 5756 7127\r\n7905-3531-2317' "$USPS" >good
expect_rc "a list in which all are right" 0 number --from good --json
one_document "its JSON"
json_is "lines are counted as an editor counts them" "[i['line'] for i in d['items']]" '[1, 4, 5]'
json_is "each is taken apart" "[i['candidates'][0]['carrier'] for i in d['items']]" '["usps", "ups", "fedex"]'
json_is "and summed up" "[d['count'], d['invalid']]" '[3, 0]'
expect_rc "the same for people" 0 number --from good
says "with a line at the end" "3 numbers, all of the right form"
RC=0
"$WAYLAID" number --from - --json <good >"$OUT" 2>"$ERR" || RC=$?
is "standard input" "$RC" 0
json_is "is the same" "d['count']" 3

printf '%s\n9.40551E+21\n%s\ncaf\xc3\xa9\nHELLO12\n\xff\n9400\0001\n' "$USPS" "$WRONG" >bad
expect_rc "a list with bad lines" 1 number --from bad --json
one_document "its JSON, too"
json_is "says which" "[i['line'] for i in d['items'] if not i['valid']]" '[2, 3, 4, 5, 6, 7]'
json_is "and why" "[i['line'] for i in d['items'] if 'error' in i]" '[2, 4, 6, 7]'
json_is "in words" "'spreadsheet' in d['items'][1]['error']['message']" true
json_is "and what may have been meant" "'$USPS' in d['items'][2]['repairs']" true
json_is "the sum" "[d['count'], d['invalid']]" '[7, 6]'
run number --from bad
says "for people" "7 numbers, 6 of them not right"
: >empty
expect_rc "an empty file has nothing wrong" 0 number --from empty --json
json_is "and no items" "[d['items'], d['count'], d['invalid']]" '[[], 0, 0]'
head -c 3000000 /dev/zero | tr '\0' 9 >long
printf '\n%s\n' "$USPS" >>long
expect_rc "a line of 3 MB" 1 number --from long --json
json_is "is one bad line, and the next is right" \
	"[[i['line'], i['valid']] for i in d['items']]" '[[1, false], [2, true]]'

# --- anywhere in a text ---

cat >mail <<END
Your order #112-4455667-8899001 has shipped!
Tracking number: 9400 1112 0620 6406 2607 87
<a href="https://example.com/t?tLabels=$USPS%2C92748931507708513018050063">Track</a>
Call 3318810014 or 1-800-463-3339. FedEx: 790535312317
END
expect_rc "a mail" 0 number --from mail --find --json
one_document "what was found is one document"
json_is "each parcel once" "[i['number'] for i in d['items']]" \
	"[\"$USPS\", \"92748931507708513018050063\", \"790535312317\"]"
json_is "with its line" "[i['line'] for i in d['items']]" '[2, 3, 4]'
json_is "and its place" "open('mail').read()[d['items'][0]['offset']:][:d['items'][0]['length']]" \
	"9400 1112 0620 6406 2607 87"
expect_rc "a text without numbers" 0 number --from empty --find
says "says so" "No tracking number found"
printf 'x%.0s' {1..600000} >page
printf ' tracking %s' "$USPS" $WRONG >>page
expect_rc "a page in one line" 1 number --from page --find --json
json_is "is searched to its end" "[i['number'] for i in d['items']]" "[\"$USPS\", \"$WRONG\"]"

# --- a hundred thousand lines, and a million ---

"$PYTHON" - <<-'END'
	digits = lambda s: sum(int(c) * (1 if k % 2 else 3) for k, c in enumerate(s))
	front, low = "940011189900000", [digits("0" * 15 + "%06d" % i) for i in range(1000)]
	high = [digits(front + "%03d" % i) for i in range(1000)]
	with open("right", "w") as right, open("wrong", "w") as wrong:
	    for i in range(1000000):
	        sum = high[i // 1000] + low[i % 1000]
	        right.write("%s%06d%d\n" % (front, i, -sum % 10))
	        if i < 100000:
	            wrong.write("%s%06d%d\n" % (front, i, (1 - sum) % 10))
END
head -n 100000 right >some

# measured WORD...: runs waylaid; its memory in KB. How quick it is, scripts/bench tells.
measured() {
	/usr/bin/time -f %M -o usage "$WAYLAID" "$@" >"$OUT" 2>"$ERR" || true
	KB=$(tail -n 1 usage)
}

below() {
	if (($2 < $3)); then ok "$1 ($2)"; else not_ok "$1" "$2, not below $3"; fi
}

measured number --from some --json
json_is "all of them" "[d['count'], d['invalid']]" '[100000, 0]'
measured number --from wrong --json
json_is "all of those" "[d['count'], d['invalid']]" '[100000, 100000]'
measured number --from some --find --json
json_is "each once" "d['count']" 100000
measured number --from right --json
below "a million need less than 64 MB" "$KB" 65536
is "a million were read" "$(tail -c 100 "$OUT" | grep -o '"count":[0-9]*')" '"count":1000000'
measured number --from right --find
below "finding a million needs less than 64 MB" "$KB" 65536

finish
