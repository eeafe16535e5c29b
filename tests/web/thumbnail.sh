#!/bin/bash
# thumbnail.sh - the pictures on a case's page: made anew, behind a fence, of whatever somebody sent (some seconds)
. "$(dirname "$0")/../lib/process.sh"

JAR=$WORK/jar BODY=$WORK/body HEAD=$WORK/head

# ask NAME STATUS CURL-WORD...
ask() {
	local name=$1 wanted=$2
	shift 2
	is "$name" "$(curl -s -m 20 -b "$JAR" -c "$JAR" -D "$HEAD" -o "$BODY" -w '%{http_code}' "$@")" "$wanted"
}

mkdir pics
check 'the pictures are made' "$(dirname "$SANDBOX")/make_pictures" pics
must open 9400111206206406260787 --problem damaged --mailed 2026-11-01 --service ground-advantage --value 120
kinds=(photo.jpg photo.png photo.heic photo.webp scan.tif)
for name in "${kinds[@]}"; do must attach 1 "pics/$name" --kind damage-photo; done
printf '<script>alert(1)</script>' >page.jpg
printf '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' >drawing.jpg
head -c 400 pics/photo.jpg >broken.jpg
for name in page.jpg drawing.jpg broken.jpg; do must attach 1 "$name" --kind other; done

start_server --quiet
ask 'the link signs in' 303 "$LINK"
n=0
for name in "${kinds[@]}"; do
	at=$BASE/cases/1/evidence/$((n += 1))/thumbnail
	ask "$name is shown" 200 "$at"
	is "as a JPEG" "$(head -c 3 "$BODY" | od -An -tx1)" ' ff d8 ff'
	says 'in a sandbox' '^Content-Security-Policy: .*sandbox' "$HEAD"
	silent_about 'without what the camera wrote' 'Exif|GPS|xpacket' "$BODY"
	small=$(stat -c %s "$BODY")
	ask 'and larger' 200 "$at?large=1"
	if [[ $(stat -c %s "$BODY") -gt $small ]]; then ok 'which is more'; else not_ok 'which is more' "$small"; fi
done
tag=$(sed -n 's/^ETag: \([^\r]*\).*/\1/p' "$HEAD")
ask 'what a browser has it is not sent again' 304 -H "If-None-Match: $tag" "$at?large=1"
ask 'but the small one is another' 200 -H "If-None-Match: $tag" "$at"
for name in page.jpg drawing.jpg broken.jpg; do
	ask "$name is not" 404 "$BASE/cases/1/evidence/$((n += 1))/thumbnail"
	silent_about 'and nothing of it is sent' '<script>|onload|JFIF' "$BODY"
done
ask 'nor what is not there' 404 "$BASE/cases/1/evidence/99/thumbnail"
ask 'the page shows five' 200 "$BASE/cases/1"
is 'as many as can be shown' "$(grep -o '<img src="/cases/1/evidence/[0-9]*/thumbnail"' "$BODY" | wc -l)" 5
csrf=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' "$BODY" | head -1)
ask 'names are hidden' 303 -d csrf="$csrf" -d on=1 "$BASE/incognito"
ask 'then there is the page' 200 "$BASE/cases/1"
silent_about 'without pictures of labels' '/thumbnail"' "$BODY"
rm "$JAR"
ask 'who is not signed in sees none' 303 "$BASE/cases/1/evidence/1/thumbnail"
finish
