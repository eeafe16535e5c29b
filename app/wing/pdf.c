/*
 * pdf.c - waylaid-pdf: untrusted PDFs checked, and put between the pages of a packet
 * (decode/sheets.h)
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "decode/fence.h"
#include "decode/probe.h"
#include "decode/sheets.h"

enum { ANSWER_MAX = 256 << 20, REQUEST_MAX = 256 << 20, PIECE = 1 << 16 };

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

static int read_all(struct buf *in, size_t max, struct err *err)
{
	char piece[PIECE];
	ssize_t got;

	buf_init(in, max);
	while ((got = read(STDIN_FILENO, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set_errno(err, ERR_FAILED, "the file cannot be read");
		buf_put(in, piece, (size_t)got);
		if (buf_check(in, "the PDF", err) < 0)
			return -1;
	}
	if (in->len == 0)
		return err_set(err, ERR_INPUT, "the file is empty");
	return 0;
}

int main(int argc, char **argv)
{
	struct err err = { ERR_NONE, "" };
	struct buf in, out;
	bool check = argc == 2 && strcmp(argv[1], "check") == 0;
	bool join = argc == 2 && strcmp(argv[1], "join") == 0;
	int ret;

	if (!check && !join) {
		err_set(&err, ERR_INPUT, "waylaid-pdf takes 'check' or 'join', and nothing else");
		return end(PROBE_USED_WRONGLY, &err);
	}
	buf_init(&out, ANSWER_MAX);
	if (fence_close(FENCE_LOOKS, &err) < 0 ||
	    read_all(&in, check ? PROBE_BYTES_MAX : REQUEST_MAX, &err) < 0)
		return end(PROBE_CANNOT_SHOW, &err);
	ret = check ? sheets_check(&out, in.at, in.len, &err)
		    : sheets_join(&out, in.at, in.len, &err);
	if (ret < 0)
		return end(PROBE_CANNOT_SHOW, &err);
	if (write_all(STDOUT_FILENO, out.at, out.len) < 0) {
		err_set_errno(&err, ERR_FAILED, "the pages cannot be handed on");
		return end(PROBE_CANNOT_SHOW, &err);
	}
	return end(PROBE_SHOWN, &err);
}
