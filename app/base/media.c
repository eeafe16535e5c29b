#include "base/media.h"

#include <string.h>

#include "base/text.h"

/* Signatures as the formats' own documents give them. */
static const struct signature {
	size_t at, len;
	const char *bytes, *type, *extension;
} signatures[] = {
	{ 0, 3, "\xff\xd8\xff", "image/jpeg", "jpg" },
	{ 0, 8, "\x89PNG\r\n\x1a\n", "image/png", "png" },
	{ 0, 6, "GIF87a", "image/gif", "gif" },
	{ 0, 6, "GIF89a", "image/gif", "gif" },
	{ 0, 4, "II*\0", "image/tiff", "tif" },
	{ 0, 4, "MM\0*", "image/tiff", "tif" },
	{ 8, 4, "WEBP", "image/webp", "webp" },
	{ 4, 8, "ftypheic", "image/heic", "heic" },
	{ 4, 8, "ftypheix", "image/heic", "heic" },
	{ 4, 8, "ftypmif1", "image/heic", "heic" },
	{ 4, 8, "ftyphevc", "image/heic", "heic" },
	{ 4, 8, "ftypheim", "image/heic", "heic" },
	{ 4, 8, "ftypheis", "image/heic", "heic" },
	{ 4, 8, "ftypmsf1", "image/heic", "heic" },
	{ 4, 8, "ftypavif", "image/avif", "avif" },
	{ 4, 8, "ftypM4A ", "audio/mp4", "m4a" },
	{ 4, 7, "ftyp3gp", "video/3gpp", "3gp" },
	{ 4, 6, "ftypqt", "video/quicktime", "mov" },
	{ 4, 4, "ftyp", "video/mp4", "mp4" },
	{ 0, 5, "%PDF-", "application/pdf", "pdf" },
	/* OpenDocument: its first member, stored, says which. */
	{ 30, 54, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
	  "application/vnd.oasis.opendocument.spreadsheet", "ods" },
	{ 30, 47, "mimetypeapplication/vnd.oasis.opendocument.text",
	  "application/vnd.oasis.opendocument.text", "odt" },
	{ 0, 4, "PK\3\4", "application/zip", "zip" },
	/* Old office files and saved messages: one container for all of them. */
	{ 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "ole" },
	{ 0, 4, "\x1a\x45\xdf\xa3", "video/x-matroska", "mkv" },
	{ 8, 8, "AVI LIST", "video/x-msvideo", "avi" },
	{ 0, 4, "fLaC", "audio/flac", "flac" },
	{ 0, 6, "#!AMR\n", "audio/amr", "amr" },
	{ 0, 2, "\xff\xfb", "audio/mpeg", "mp3" },
	{ 0, 2, "\xff\xf3", "audio/mpeg", "mp3" },
	{ 0, 2, "\xff\xf1", "audio/aac", "aac" },
	{ 0, 4, "OggS", "audio/ogg", "ogg" },
	{ 0, 3, "ID3", "audio/mpeg", "mp3" },
	{ 8, 4, "WAVE", "audio/wav", "wav" },
	{ 0, 5, "{\\rtf", "application/rtf", "rtf" },
	{ 0, 5, "From:", "message/rfc822", "eml" },
	{ 0, 9, "Received:", "message/rfc822", "eml" },
	{ 0, 12, "Return-Path:", "message/rfc822", "eml" },
	{ 0, 13, "Delivered-To:", "message/rfc822", "eml" },
};
enum { SIGNATURES = sizeof signatures / sizeof *signatures };

/* The window may end inside a character: the length without its beginning. */
static size_t whole_characters(const char *p, size_t n)
{
	size_t lead = n;

	if (n < MEDIA_SNIFF)
		return n;
	do
		lead--;
	while (n - lead < 4 && ((unsigned char)p[lead] & 0xc0) == 0x80);
	if ((unsigned char)p[lead] < 0xc0)
		return n;
	return utf8_valid(p + lead, n - lead) ? n : lead;
}

const char *media_type(const void *bytes, size_t n)
{
	const char *p = bytes;

	for (int i = 0; i < SIGNATURES; i++) {
		const struct signature *s = &signatures[i];

		if (n >= s->at + s->len && !memcmp(p + s->at, s->bytes, s->len))
			return s->type;
	}
	if (n && !memchr(p, 0, n) && utf8_valid(p, whole_characters(p, n)))
		return "text/plain";
	return "application/octet-stream";
}

const char *media_extension(const char *type)
{
	for (int i = 0; i < SIGNATURES; i++)
		if (!strcmp(signatures[i].type, type))
			return signatures[i].extension;
	return strcmp(type, "text/plain") == 0 ? "txt" : "bin";
}
