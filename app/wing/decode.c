/*
 * decode.c - waylaid-decode: one untrusted picture in, one thumbnail out (decode/probe.h); or one
 * untrusted e-mail in, its texts and files out (decode/mail.h)
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "decode/fence.h"
#include "decode/mail.h"
#include "decode/probe.h"

/* stdio would ask for calls that the fence forbids. */
static int write_all(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t done = write(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

static int end(enum probe_exit status, const struct err *err)
{
	if (status != PROBE_SHOWN) {
		write_all(STDERR_FILENO, err->text, strlen(err->text));
		write_all(STDERR_FILENO, "\n", 1);
	}
	/* No exit handlers: they belong to a program with files. */
	_exit(status);
}

static int show_picture(int edge)
{
	struct err err = { ERR_NONE, "" };
	struct probe_thumb thumb;
	char header[PROBE_HEADER];
	uint8_t *bytes;
	size_t len;

	if (fence_close(FENCE_STRICT, &err) < 0 ||
	    probe_read(&bytes, &len, STDIN_FILENO, &err) < 0 ||
	    probe_picture(&thumb, bytes, len, edge, &err) < 0)
		return end(PROBE_CANNOT_SHOW, &err);
	probe_header(header, &thumb);
	if (write_all(STDOUT_FILENO, header, sizeof(header)) < 0 ||
	    write_all(STDOUT_FILENO, thumb.jpeg, thumb.len) < 0) {
		err_set_errno(&err, ERR_FAILED, "the thumbnail cannot be handed on");
		return end(PROBE_CANNOT_SHOW, &err);
	}
	return end(PROBE_SHOWN, &err);
}

static int show_mail(bool files)
{
	struct arena a = ARENA_INIT;
	struct err err = { ERR_NONE, "" };
	struct mail_tools tools;
	struct mail mail;
	struct buf out;
	uint8_t *bytes;
	size_t len;

	mail_tools_init(&tools);
	buf_init(&out, 4 * MAIL_TEXT_MAX + (files ? MAIL_BYTES_MAX : 0));
	if (fence_close(FENCE_LOOKS, &err) < 0 ||
	    probe_read(&bytes, &len, STDIN_FILENO, &err) < 0 ||
	    (files ? mail_read_whole : mail_read)(&mail, &a, bytes, len, &err) < 0)
		return end(PROBE_CANNOT_SHOW, &err);
	mail_put(&out, &mail);
	if (buf_check(&out, "the text of the e-mail", &err) < 0)
		return end(PROBE_CANNOT_SHOW, &err);
	if (write_all(STDOUT_FILENO, out.at, out.len) < 0) {
		err_set_errno(&err, ERR_FAILED, "the e-mail cannot be handed on");
		return end(PROBE_CANNOT_SHOW, &err);
	}
	return end(PROBE_SHOWN, &err);
}

int main(int argc, char **argv)
{
	struct err err = { ERR_NONE, "" };
	long long edge = PROBE_EDGE_USUAL;

	if (argc == 2 && strcmp(argv[1], "mail") == 0)
		return show_mail(false);
	if (argc == 2 && strcmp(argv[1], "mail-files") == 0)
		return show_mail(true);
	if (argc > 2)
		err_set(&err, ERR_INPUT,
			"waylaid-decode takes the longest edge, 'mail' or 'mail-files', and "
			"nothing else");
	else if (argc == 2)
		number_parse(&edge, argv[1], PROBE_EDGE_MIN, PROBE_EDGE_MAX, "edge", &err);
	if (err.code)
		return end(PROBE_USED_WRONGLY, &err);
	return show_picture((int)edge);
}
