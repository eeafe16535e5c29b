#!/bin/bash
# portal.sh - what claim portals take, made from a case: sizes, kinds, counts, the place taken out (some seconds)
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

must open 9400111206206406260787 --problem damaged --mailed 2026-11-01 --value 120.50
mkdir pics
"$(dirname "$SANDBOX")/make_pictures" pics
convert -size 5000x3800 plasma:red-blue -quality 95 large.jpg
check "there is a photo of more than 3 MB" test "$(stat -c %s large.jpg)" -gt 3000000
exiftool -q -overwrite_original -GPSLatitude=43.6 -GPSLatitudeRef=N -GPSLongitude=116.2 -GPSLongitudeRef=W \
	-XMP:City=Boise -Comment=Boise -DateTimeOriginal="2026:11:20 14:22:05" large.jpg pics/photo.jpg
says "a photo says its place" "GPS Latitude" <(exiftool pics/photo.jpg)
printf '%%PDF-1.4\nhardly a page' >invoice.pdf
printf '\0\0\0\x18ftypmp42 a film' >clip.mp4
must attach 1 pics/photo.jpg --kind label-photo --shot 1
must attach 1 large.jpg pics/photo.heic --kind damage-photo --shot 2
must attach 1 pics/photo.png pics/scan.tif pics/cut.heic --kind packaging-photo
must attach 1 invoice.pdf clip.mp4 --kind other
find "$(dirname "$DESK")" -path '*.evidence/*' -type f -exec sha256sum {} + | sort >before

# unpack NAME: exports and unpacks
unpack() {
	rm -rf "$1" "$1.zip"
	expect_rc "$1: made" 0 export 1 -o "$1.zip" --profile "$1" --json
	cp "$OUT" "$1.json"
	mkdir "$1"
	(cd "$1" && unzip -q "../$1.zip")
	check "$1: the hashes are right" env -C "$1" sha256sum --quiet -c MANIFEST.sha256
	is "$1: no place in any of them" "$(exiftool -q -r -GPS:all -XMP:all -Comment "$1" | grep -v '^=')" ""
}

# --- what each takes ---

unpack usps
is "usps: only JPEG and PDF" "$(file -b --mime-type usps/[0-9]* | sort -u | tr '\n' ' ')" "application/pdf image/jpeg "
json_is "usps: the film is left out, and why" \
	"[e['left_out_because'] for e in d['items'] if e['name'] == 'clip.mp4']" \
	'["video/mp4 is not taken by USPS, claim online"]' usps.json
json_is "usps: so is what cannot be shown" "d['left_out']" 2 usps.json
json_is "usps: by shot" "[e['member'] for e in d['items']][:3]" \
	'["01-label_photo.jpg", "02-damage_photo.jpg", "03-damage_photo.jpg"]' usps.json
says "usps: what was taken out is said" "place, camera and other notes taken out" usps/PORTAL.txt
says "usps: with its source and how sure it is" "^confidence +medium" usps/PORTAL.txt
says "the day stays in it" "2026:11:20 14:22:05" <(exiftool -DateTimeOriginal usps/02-damage_photo.jpg)
is "not a pixel is changed" "$(convert usps/02-damage_photo.jpg rgb:- | sha256sum)" \
	"$(convert large.jpg rgb:- | sha256sum)"

unpack royal_mail
is "royal mail: no file over 3 MB" "$(find royal_mail -size +3000000c)" ""
json_is "royal mail: the large one is reduced" "[e['name'] for e in d['items'] if e['reduced']]" \
	'["large.jpg", "photo.heic", "scan.tif"]' royal_mail.json
says "and how is said" "a JPEG of 2048 x 1556 pixels, from 5000 x 3800" royal_mail/PORTAL.txt

unpack dhl_express
check "dhl: 3 MB in all" test "$(stat -c %s dhl_express.zip)" -le 3000000
json_is "dhl: any kind, if it fits" "[e['member'] for e in d['items'] if e['name'] == 'clip.mp4']" \
	'["07-other.mp4"]' dhl_express.json
must export 1 -o again.zip --profile dhl_express
check "the same case is the same file" cmp dhl_express.zip again.zip
must export 1 -o packet.pdf --profile dhl_express
check "the packet fits, too" test "$(stat -c %s packet.pdf)" -le 3000000
must export 1 -o told.zip --profile usps
says "a person reads what was done" "left out: clip.mp4: video/mp4 is not taken"

find "$(dirname "$DESK")" -path '*.evidence/*' -type f -exec sha256sum {} + | sort >after
check "the originals are as they were" cmp before after
must verify

# --- profiles of one's own ---

mkdir -p "$HOME/.config/waylaid/profiles"
cat >"$HOME/.config/waylaid/profiles/usps.ini" <<'INI'
[portal]
title = our own words
[limits]
files = 2
total = 200 kB
types = jpeg
[copies]
place = keep
longest_edge = 640
INI
must export 1 -o own.zip --profile usps --json
json_is "one's own goes before ours" "d['profile']['title']" "our own words"
json_is "two files" "len([e for e in d['items'] if e['member']])" 2
check "in 200 kB" test "$(stat -c %s own.zip)" -le 200000
sed -i 's/total = .*/total = 50 kB/; s/files = 2/files = 9/' "$HOME/.config/waylaid/profiles/usps.ini"
must export 1 -o less.zip --profile usps --json
check "what has no room is left out" test "$(stat -c %s less.zip)" -le 50000
json_is "and that is said" "any('no room' in (e.get('left_out_because') or '') for e in d['items'])" true
echo "colour = red" >>"$HOME/.config/waylaid/profiles/usps.ini"
refuses "a word that no profile has" 2 "usps.ini: line 10: a profile has no 'colour' in .copies." \
	export 1 -o x.zip --profile usps
refuses "a profile that nobody has" 2 "there is no profile 'nobody': use dhl_express" export 1 -o x.zip --profile nobody
refuses "a file that is not there" 3 "there is no file ./x.ini" export 1 -o x.zip --profile ./x.ini
refuses "a workbook is for no portal" 2 "make a .zip of the files or a .pdf" export 1 -o x.xlsx --profile usps
printf '[portal]\ntitle = films\n[limits]\ntypes = mov\n' >films.ini
refuses "nothing that it takes" 2 "no file of it is taken by films" export 1 -o x.zip --profile films.ini
check "then there is no file" test ! -e x.zip
head -c 4000000 /dev/urandom | sed '1i %PDF-1.4' >big.pdf
must attach 1 big.pdf --kind other
must export 1 -o big.zip --profile royal_mail
says "a PDF cannot be made smaller" "left out: big.pdf: too large: Royal Mail, claim evidence takes at most 3000 kB"

finish
