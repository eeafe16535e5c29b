#include "report/batch_sheet.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "report/batch_map.h"

/* The program's contract is in decode/rows.h; decode/probe.h has its exits. */
enum { EXIT_CANNOT_SHOW = 3, SHEET_MS = 20000, ROWS_ANSWER_MAX = 16 << 20 };

static int read_workbook(char **csv, size_t *len, struct arena *a, const char *decoder,
			 struct err *err)
{
	char *argv[] = { (char *)"waylaid-decode", (char *)"rows", NULL };
	struct child_run run = { .program = decoder,
				 .argv = argv,
				 .timeout_ms = SHEET_MS,
				 .out_max = ROWS_ANSWER_MAX,
				 .exit_refused = EXIT_CANNOT_SHOW,
				 .what = "the sheet reader" };
	struct buf answer;
	int rc;

	if (child_input_of(&run.in, *csv, *len, err) < 0)
		return -1;
	rc = child_run(&answer, &run, err);
	if (rc == 0) {
		*len = answer.len;
		*csv = arena_strndup(a, answer.at, answer.len);
	}
	buf_release(&answer);
	close(run.in);
	return rc;
}

int batch_sheet_read(char **csv, size_t *len, struct arena *a, const struct batch_sheet *sheet,
		     struct err *err)
{
	if (file_read(csv, len, a, sheet->path, BATCH_TEMPLATE_MAX, err) < 0)
		return -1;
	if (sheet->decoder && *len > 4 && memcmp(*csv, "PK\3\4", 4) == 0 &&
	    read_workbook(csv, len, a, sheet->decoder, err) < 0)
		return err_wrap(err, "%s", sheet->path);
	if (!utf8_valid(*csv, *len))
		return err_set(err, ERR_INPUT,
			       "%s is neither a workbook (.xlsx) nor CSV in UTF-8: save it "
			       "as one of them",
			       sheet->path);
	return 0;
}
