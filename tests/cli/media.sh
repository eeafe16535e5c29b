#!/bin/bash
# media.sh - photos of every kind, broken ones, bombs and folders of them: kept, dated, shown (some seconds)
source "$(dirname "${BASH_SOURCE[0]}")/../lib/process.sh"

PARCEL=9400111206206406260787

mkdir pics
check "the pictures are made" "$(dirname "$SANDBOX")/make_pictures" pics
must config set desk.zone America/New_York
must open $PARCEL --problem damaged --mailed 2026-11-01 --service ground-advantage --value 120.50

# --- one by one ---

for name in photo.jpg photo.heic photo.webp scan.tif; do
	expect_rc "$name is kept" 0 attach 1 pics/$name --kind damage-photo --json
	json_is "$name: the camera's day and zone" "d['items'][0]['taken']" "2026-11-20T14:22:05+01:00"
	json_is "$name: the day that counts" "[d['items'][0][k] for k in ('date', 'dated_on')]" '["2026-11-20", null]'
done
cp pics/photo.png named.jpg
must attach 1 named.jpg --kind damage-photo --json
json_is "the bytes say what a file is, not its name" "d['items'][0]['media_type']" "image/png"
must attach 1 pics/photo.gif --kind other

# --- what a person says ---

must attach 1 pics/photo.jpg --kind damage-photo --taken 2026-11-19
says "a person's word and the camera's differ, and it is said" \
	"warning: photo.jpg: you say 2026-11-19, the camera says 2026-11-20" "$ERR"
must show 1
says "it is said with the case, too" "you say 2026-11-19, the camera says 2026-11-20"
says "the day by the camera is named so" "2026-11-20, by the camera"
expect_rc "two days for one file" 2 attach 1 pics/photo.jpg --kind damage-photo --taken 2026-11-19 --dated 2026-11-19
must attach 1 pics/photo.webp --kind damage-photo --taken 2026-10-30
says "a day before the mailing" "2026-10-30 lies before the mailing on 2026-11-01" "$ERR"
must attach 1 pics/future.jpg --kind label-photo
says "a day to come" "2027-01-02 is not yet: is the clock right[?]" "$ERR"

# --- what cannot be shown ---

for name in bomb.gif cut.heic cut.webp photo.avif; do
	expect_rc "$name is kept all the same" 0 attach 1 pics/$name --kind other
	says "$name cannot be shown, and why" "warning: $name is kept, but cannot be shown: ." "$ERR"
done
head -c 100 /dev/zero | cat <(printf '\0\0\0\x18ftypmp42') - >clip.mp4
must attach 1 clip.mp4 --kind other --json
json_is "a video is kept" "d['items'][0]['media_type']" "video/mp4"
must show 1 --json
json_is "four are marked" "len([e for e in d['evidence'] if e['unshown']])" 4
json_is "and only they" "sorted({e['name'] for e in d['evidence'] if e['unshown']})" \
	'["bomb.gif", "cut.heic", "cut.webp", "photo.avif"]'
must verify

# --- exports ---

must export 1 -o case.pdf
must export 1 -o case.html
must export 1 -o case.xlsx
is "seven photos in the packet" "$(pdfimages -list case.pdf | grep -c ' jpeg ')" 7
pdftotext -raw case.pdf case.txt
is "seven photos in the page" "$(grep -o 'src="data:image/jpeg;base64,' case.html | wc -l)" 7
is "seven pictures in the workbook" "$(unzip -Z1 case.xlsx | grep -c '^xl/media/')" 7
is "four cannot be shown" "$(tr '\n' ' ' <case.txt | grep -o 'cannot be shown:' | wc -l)" 4
says "the packet says the camera's time" "camera says 2026-11-20 14:22:05 [+]01:00" <(tr '\n' ' ' <case.txt)
silent_about "the carrier does not read what we doubt" "lies before the mailing|is not yet" case.txt
pdfimages -j case.pdf shown
sides=$(for f in shown-*.jpg; do identify -format '%wx%h ' "$f"; done)
silent_about "each is upright" " ?(4[0-9][0-9]|1[0-9]{3})x(2|3)[0-9][0-9] " <(echo "$sides")

# --- a folder ---

mkdir -p sweep/deep/er "sweep/.hidden" sweep/$(printf 'd/%.0s' 1 2 3 4 5 6 7 8 9)
cp pics/photo.jpg sweep/IMG_10.jpg
cp pics/photo.heic sweep/IMG_9.heic
cp pics/photo.webp sweep/deep/a.webp
cp pics/scan.tif sweep/deep/er/b.tif
cp pics/photo.png sweep/.secret.png
cp pics/photo.png sweep/.hidden/c.png
cp pics/photo.png sweep/$(printf 'd/%.0s' 1 2 3 4 5 6 7 8 9)c.png
ln -s /etc/passwd sweep/passwd
ln -s .. sweep/up
mkfifo sweep/pipe
must open 9400111206206406260794 --problem damaged --mailed 2026-11-01
expect_rc "a folder is swept" 0 attach 2 sweep --kind damage-photo --shot 1 --json
json_is "by name, numbers as numbers, folders in folders" "[(e['name'], e['shot']) for e in d['items']]" \
	'[["IMG_9.heic", 1], ["IMG_10.jpg", 2], ["a.webp", 3], ["b.tif", 4]]'
json_is "what was left out is counted" "d['left_out']" '{"hidden": 2, "links": 2, "too_deep": 1, "other": 1}'
says "the same photo on two cases is noticed" "warning: the same file is also on case 1" "$ERR"
must attach 2 sweep --kind damage-photo
says "and said to a person" "left out: 2 hidden, 2 links, 1 folder too deep, 1 that is no file" "$ERR"
says "a second time nothing is kept twice" "was there already"
mkdir empty
expect_rc "a folder without files" 3 attach 2 empty --kind damage-photo
mkdir many
(cd many && for i in $(seq 1001); do echo "$i" >"$i.txt"; done)
expect_rc "too many files" 2 attach 2 many --kind other
says "the ceiling is named" "more than 1000 files" "$ERR"
mkdir large
truncate -s 3G large/a.mp4
truncate -s 3G large/b.mp4
expect_rc "too many bytes" 2 attach 2 large --kind other
says "this ceiling, too" "more than 4 GB" "$ERR"
must verify

finish
