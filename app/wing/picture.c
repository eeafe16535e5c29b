/*
 * picture.c - waylaid-picture: one untrusted HEIC, WebP, GIF or TIFF in, one thumbnail out
 * (decode/probe.h)
 */
#include <stdio.h>
#include <unistd.h>

#include "base/err.h"
#include "decode/answer.h"
#include "decode/picture.h"
#include "decode/probe.h"

/* Libraries that talk: on descriptor 2 there is the reason, and nothing else. */
static ssize_t hear_nothing(void *cookie, const char *bytes, size_t n)
{
	(void)cookie;
	(void)bytes;
	return (ssize_t)n;
}

int main(int argc, char **argv)
{
	struct err err = { .code = ERR_NONE };

	stderr = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = hear_nothing });
	if (!stderr)
		_exit(PROBE_CANNOT_SHOW);
	if (heic_init(&err) < 0)
		_exit(answer_status(PROBE_CANNOT_SHOW, &err));
	/* No exit handlers: they belong to a program with files. */
	_exit(probe_main(argc, argv, &probe_rare));
}
