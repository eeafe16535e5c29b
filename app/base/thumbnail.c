#include "base/thumbnail.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/err.h"
#include "base/file.h"
#include "base/media.h"

/* The program's answer, as decode/probe.h states it. A suite runs the real programs. */
enum { HEADER = 96, EXIT_CANNOT_SHOW = 3 };

/* Who shows what. All of them lie in one folder. */
/* clang-format off */
static const struct {
	const char *type, *program;
} readers[] = {
	{ "image/jpeg", "waylaid-decode" },
	{ "image/png",	"waylaid-decode" },
	{ "image/heic", "waylaid-picture" },
	{ "image/avif", "waylaid-picture" }, /* to say why not */
	{ "image/webp", "waylaid-picture" },
	{ "image/gif",	"waylaid-picture" },
	{ "image/tiff", "waylaid-picture" },
};
/* clang-format on */

static const char *reader_of(const char *type)
{
	for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); i++)
		if (strcmp(readers[i].type, type) == 0)
			return readers[i].program;
	return NULL;
}

bool thumbnail_shows(const char *type)
{
	return reader_of(type) != NULL;
}

static int find_reader(const char **out, struct arena *a, const char *decoder, int fd,
		       struct err *err)
{
	char head[MEDIA_SNIFF];
	ssize_t n = pread(fd, head, sizeof(head), 0);

	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "the file cannot be read");
	if (n == 0)
		return err_set(err, ERR_INPUT, "the file is empty");
	*out = reader_of(media_type(head, (size_t)n));
	if (!*out)
		return err_set(err, ERR_INPUT,
			       "the file is no picture that can be shown: neither a JPEG, PNG, "
			       "HEIC, WebP, GIF nor a TIFF");
	*out = path_join(a, path_dir(a, decoder), *out);
	return 0;
}

static int read_header(struct thumbnail *out, struct arena *a, const struct buf *answer,
		       struct err *err)
{
	char line[HEADER + 1], state[8] = "", taken[THUMBNAIL_TAKEN] = "";

	if (answer->len <= HEADER || answer->at[HEADER - 1] != '\n')
		return err_set(err, ERR_FAILED, "the picture reader gave no picture");
	memcpy(line, answer->at, HEADER);
	line[HEADER] = '\0';
	if (sscanf(line, "waylaid-thumb 1 %9d %9d %9d %9d %7s %25s", &out->width, &out->height,
		   &out->full_width, &out->full_height, state, taken) != 6 ||
	    out->width <= 0 || out->height <= 0 || out->full_width <= 0 || out->full_height <= 0)
		return err_set(err, ERR_FAILED, "the picture reader's answer is not understood");
	out->damaged = strcmp(state, "whole") != 0;
	out->taken = strcmp(taken, "-") != 0 ? arena_strdup(a, taken) : NULL;
	out->len = answer->len - HEADER;
	out->jpeg = memcpy(arena_alloc(a, out->len), answer->at + HEADER, out->len);
	return 0;
}

int thumbnail_make(struct thumbnail *out, struct arena *a, const struct thumbnail_from *from,
		   struct err *err)
{
	char edge[16];
	char *argv[] = { (char *)"waylaid-thumbnail", edge, NULL };
	struct child_run run = { .argv = argv,
				 .timeout_ms = from->timeout_ms ? from->timeout_ms : THUMBNAIL_MS,
				 .out_max = from->bare ? THUMBNAIL_BARE_MAX : THUMBNAIL_BYTES_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the picture reader" };
	struct buf answer;
	int ret;

	memset(out, 0, sizeof(*out));
	snprintf(edge, sizeof(edge), "%d", from->edge ? from->edge : THUMBNAIL_EDGE);
	if (from->bare)
		argv[1] = (char *)"bare";
	if (child_open_input(&run.in, from->file, err) < 0)
		return -1;
	ret = find_reader(&run.program, a, from->decoder, run.in, err);
	if (ret == 0) {
		ret = child_run(&answer, &run, err);
		if (ret == 0)
			ret = read_header(out, a, &answer, err);
		buf_release(&answer);
	}
	close(run.in);
	return ret;
}
