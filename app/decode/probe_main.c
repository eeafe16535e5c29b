#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/text.h"
#include "decode/answer.h"
#include "decode/fence.h"
#include "decode/probe.h"

/* edge 0: not smaller, but bare. */
static int work(struct probe_thumb *out, const struct probe_kinds *kinds,
		const struct probe_file *file, struct err *err)
{
	if (file->edge == 0)
		return kinds->bare(out, file->bytes, file->len, err);
	return probe_picture(out, kinds, file, err);
}

static enum probe_exit show(int edge, const struct probe_kinds *kinds, struct err *err)
{
	struct probe_thumb thumb;
	char header[PROBE_HEADER];
	uint8_t *bytes;
	size_t len;

	if (fence_close(FENCE_STRICT, err) < 0 || probe_read(&bytes, &len, STDIN_FILENO, err) < 0 ||
	    work(&thumb, kinds, &(struct probe_file){ bytes, len, edge, 0 }, err) < 0)
		return PROBE_CANNOT_SHOW;
	probe_header(header, &thumb);
	if (answer_write(header, sizeof(header), "the picture", err) < 0 ||
	    answer_write(thumb.jpeg, thumb.len, "the picture", err) < 0)
		return PROBE_CANNOT_SHOW;
	return PROBE_SHOWN;
}

enum probe_exit probe_main(int argc, char **argv, const struct probe_kinds *kinds)
{
	struct err err = { .code = ERR_NONE };
	long long edge = PROBE_EDGE_USUAL;

	if (argc > 2)
		err_set(&err, ERR_INPUT, "give the longest edge, and nothing else");
	else if (kinds->bare && argc == 2 && strcmp(argv[1], "bare") == 0)
		edge = 0;
	else if (argc == 2)
		number_parse(&edge, argv[1], PROBE_EDGE_MIN, PROBE_EDGE_MAX, "edge", &err);
	if (err.code)
		return answer_status(PROBE_USED_WRONGLY, &err);
	return answer_status(show((int)edge, kinds, &err), &err);
}
