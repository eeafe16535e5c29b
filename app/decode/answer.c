#include "decode/answer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

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

int answer_write(const void *bytes, size_t n, const char *what, struct err *err)
{
	if (write_all(STDOUT_FILENO, bytes, n) == 0)
		return 0;
	return err_set_errno(err, ERR_FAILED, "%s cannot be handed on", what);
}

int answer_status(enum probe_exit status, const struct err *err)
{
	if (status != PROBE_SHOWN) {
		write_all(STDERR_FILENO, err->text, strlen(err->text));
		write_all(STDERR_FILENO, "\n", 1);
	}
	return status;
}
