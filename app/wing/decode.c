/*
 * decode.c - waylaid-decode: one untrusted JPEG or PNG in, one thumbnail out (decode/probe.h); or
 * one untrusted e-mail in, its texts and files out (decode/mail.h); or one untrusted workbook in,
 * its first rows out (decode/rows.h)
 */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "decode/answer.h"
#include "decode/fence.h"
#include "decode/mail.h"
#include "decode/probe.h"
#include "decode/rows.h"

static enum probe_exit show_mail(bool files, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct mail_tools tools;
	struct mail mail;
	struct buf out;
	uint8_t *bytes;
	size_t len;

	mail_tools_init(&tools);
	buf_init(&out, 4 * MAIL_TEXT_MAX + (files ? MAIL_BYTES_MAX : 0));
	if (fence_close(FENCE_LOOKS, err) < 0 || probe_read(&bytes, &len, STDIN_FILENO, err) < 0 ||
	    (files ? mail_read_whole : mail_read)(&mail, &a, bytes, len, err) < 0)
		return PROBE_CANNOT_SHOW;
	mail_put(&out, &mail);
	if (buf_check(&out, "the text of the e-mail", err) < 0 ||
	    answer_write(out.at, out.len, "the e-mail", err) < 0)
		return PROBE_CANNOT_SHOW;
	return PROBE_SHOWN;
}

static enum probe_exit show_rows(struct err *err)
{
	struct arena a = ARENA_INIT;
	struct buf out;
	uint8_t *bytes;
	size_t len;

	buf_init(&out, PROBE_BYTES_MAX);
	if (fence_close(FENCE_STRICT, err) < 0 || probe_read(&bytes, &len, STDIN_FILENO, err) < 0 ||
	    rows_read(&out, &a, bytes, len, err) < 0 || buf_check(&out, "the sheet", err) < 0 ||
	    answer_write(out.at, out.len, "the sheet", err) < 0)
		return PROBE_CANNOT_SHOW;
	return PROBE_SHOWN;
}

int main(int argc, char **argv)
{
	struct err err = { .code = ERR_NONE };
	bool files = argc == 2 && strcmp(argv[1], "mail-files") == 0;
	enum probe_exit status;

	if (files || (argc == 2 && strcmp(argv[1], "mail") == 0))
		status = answer_status(show_mail(files, &err), &err);
	else if (argc == 2 && strcmp(argv[1], "rows") == 0)
		status = answer_status(show_rows(&err), &err);
	else
		status = probe_main(argc, argv, &probe_usual);
	/* No exit handlers: they belong to a program with files. */
	_exit(status);
}
