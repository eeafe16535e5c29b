#include "report/thumbnail.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/err.h"

/*
 * The program's answer, as decode/probe.h states it. The suite of this folder runs the real
 * program.
 */
enum { HEADER = 96, EXIT_CANNOT_SHOW = 3, TAKEN = 20 };

static int read_header(struct thumbnail *out, struct arena *a, const struct buf *answer,
		       struct err *err)
{
	char line[HEADER + 1], state[8] = "", taken[TAKEN] = "";

	if (answer->len <= HEADER || answer->at[HEADER - 1] != '\n')
		return err_set(err, ERR_FAILED, "the picture reader gave no picture");
	memcpy(line, answer->at, HEADER);
	line[HEADER] = '\0';
	if (sscanf(line, "waylaid-thumb 1 %9d %9d %9d %9d %7s %19s", &out->width, &out->height,
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
	char *argv[] = { (char *)"waylaid-decode", edge, NULL };
	struct child_run run = { .program = from->decoder,
				 .argv = argv,
				 .timeout_ms = from->timeout_ms ? from->timeout_ms : THUMBNAIL_MS,
				 .out_max = THUMBNAIL_BYTES_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the picture reader" };
	struct buf answer;
	int ret;

	memset(out, 0, sizeof(*out));
	snprintf(edge, sizeof(edge), "%d", from->edge ? from->edge : THUMBNAIL_EDGE);
	if (child_open_input(&run.in, from->file, err) < 0)
		return -1;
	ret = child_run(&answer, &run, err);
	if (ret == 0)
		ret = read_header(out, a, &answer, err);
	buf_release(&answer);
	close(run.in);
	return ret;
}
