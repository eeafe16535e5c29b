#!/bin/sh
# look.sh OUTDIR FILE.xlsx... - pictures of every printed page, as LibreOffice shows them
set -eu

out=$1
shift
mkdir -p "$out"
for book in "$@"; do
	name=$(basename "$book" .xlsx)
	soffice --headless "-env:UserInstallation=file://$(realpath "$out")/profile" \
		--convert-to pdf --outdir "$out" "$book" >/dev/null 2>&1
	pdftoppm -png -r "${RESOLUTION:-70}" "$out/$name.pdf" "$out/$name"
done
rm -rf "$out/profile"
ls "$out"
