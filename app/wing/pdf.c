/*
 * pdf.c - waylaid-pdf: untrusted PDFs checked, and put between the pages of a packet
 * (decode/sheets.h)
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "decode/answer.h"
#include "decode/fence.h"
#include "decode/probe.h"
#include "decode/sheets.h"

enum { ANSWER_MAX = 256 << 20, REQUEST_MAX = 256 << 20, PIECE = 1 << 16 };

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

static enum probe_exit serve(bool check, struct err *err)
{
	struct buf in, out;

	buf_init(&out, ANSWER_MAX);
	if (fence_close(FENCE_LOOKS, err) < 0 ||
	    read_all(&in, check ? PROBE_BYTES_MAX : REQUEST_MAX, err) < 0 ||
	    (check ? sheets_check : sheets_join)(&out, in.at, in.len, err) < 0 ||
	    answer_write(out.at, out.len, "the pages", err) < 0)
		return PROBE_CANNOT_SHOW;
	return PROBE_SHOWN;
}

int main(int argc, char **argv)
{
	struct err err = { .code = ERR_NONE };
	bool check = argc == 2 && strcmp(argv[1], "check") == 0;
	bool join = argc == 2 && strcmp(argv[1], "join") == 0;

	if (!check && !join) {
		err_set(&err, ERR_INPUT, "waylaid-pdf takes 'check' or 'join', and nothing else");
		_exit(answer_status(PROBE_USED_WRONGLY, &err));
	}
	/* No exit handlers: they belong to a program with files. */
	_exit(answer_status(serve(check, &err), &err));
}
