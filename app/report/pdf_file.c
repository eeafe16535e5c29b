#include "report/pdf_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/err.h"

/* As decode/sheets.h states it. The suite of this folder runs the real program. */
enum { HEADER = 64, EXIT_CANNOT_SHOW = 3, JOIN_MAX = 256 << 20 };

static int read_header(struct pdf_file *out, struct arena *a, const struct buf *answer,
		       struct err *err)
{
	char line[HEADER + 1], state[8] = "";

	if (answer->len <= HEADER || answer->at[HEADER - 1] != '\n')
		return err_set(err, ERR_FAILED, "the PDF reader gave no pages");
	memcpy(line, answer->at, HEADER);
	line[HEADER] = '\0';
	if (sscanf(line, "waylaid-pdf 1 %9d %7s", &out->pages, state) != 2 || out->pages <= 0)
		return err_set(err, ERR_FAILED, "the PDF reader's answer is not understood");
	out->damaged = strcmp(state, "whole") != 0;
	out->len = answer->len - HEADER;
	out->bytes = memcpy(arena_alloc(a, out->len), answer->at + HEADER, out->len);
	return 0;
}

int pdf_file_check(struct pdf_file *out, struct arena *a, const char *program, const char *file,
		   struct err *err)
{
	char *argv[] = { (char *)"waylaid-pdf", (char *)"check", NULL };
	struct child_run run = { .program = program,
				 .argv = argv,
				 .timeout_ms = PDF_FILE_MS,
				 .out_max = PDF_FILE_BYTES_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the PDF reader" };
	struct buf answer;
	int ret;

	memset(out, 0, sizeof(*out));
	if (child_open_input(&run.in, file, err) < 0)
		return -1;
	ret = child_run(&answer, &run, err);
	if (ret == 0)
		ret = read_header(out, a, &answer, err);
	buf_release(&answer);
	close(run.in);
	return ret;
}

int pdf_file_join(struct buf *out, const char *program, const struct pdf_part *parts, int n,
		  struct err *err)
{
	char *argv[] = { (char *)"waylaid-pdf", (char *)"join", NULL };
	struct child_run run = { .program = program,
				 .argv = argv,
				 .timeout_ms = PDF_FILE_MS,
				 .out_max = JOIN_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the program that puts PDFs together" };
	struct buf request;
	int ret;

	buf_init(out, JOIN_MAX);
	buf_init(&request, JOIN_MAX);
	buf_printf(&request, "waylaid-join 1 %d\n", n);
	for (int i = 0; i < n; i++) {
		buf_printf(&request, "%d %zu\n", parts[i].after, parts[i].len);
		buf_put(&request, parts[i].bytes, parts[i].len);
	}
	ret = buf_check(&request, "the packet with its PDFs", err);
	if (ret == 0)
		ret = child_input_of(&run.in, request.at, request.len, err);
	buf_release(&request);
	if (ret < 0)
		return -1;
	buf_release(out);
	ret = child_run(out, &run, err);
	close(run.in);
	return ret;
}
