/*
 * fuzz_batch.c - any bytes as what a person gives to fill somebody's form: a map, a sheet, a form
 *
 * Up to a line "====" it is a map of a batch file, then up to another the sheet whose headings
 * decide, then the fields of carriers' forms. Whatever comes, it is an error in words, or a CSV
 * file whose cells are no formulas and answers that say what to do.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "report/batch.h"
#include "report/batch_map.h"
#include "report/claim_form.h"
#include "report/trees.h"
#include "view/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/waylaid-fuzz-batch-XXXXXX", map_path[64], sheet_path[64], form_path[96],
	    out_path[64];

static void remove_files(void)
{
	char path[96];

	unlink(map_path);
	unlink(sheet_path);
	unlink(form_path);
	unlink(out_path);
	for (const char *const *sub =
		     (const char *const[]){ "/waylaid/forms", "/waylaid", "", NULL };
	     *sub; sub++) {
		snprintf(path, sizeof path, "%s%s", dir, *sub);
		rmdir(path);
	}
}

/* The forms of one's own lie among the settings. */
static void make_folder(void)
{
	struct err err;

	if (map_path[0])
		return;
	if (!mkdtemp(dir))
		abort();
	snprintf(map_path, sizeof map_path, "%s/m.ini", dir);
	snprintf(sheet_path, sizeof sheet_path, "%s/s.csv", dir);
	snprintf(form_path, sizeof form_path, "%s/waylaid/forms/fields.csv", dir);
	snprintf(out_path, sizeof out_path, "%s/out.csv", dir);
	setenv("XDG_CONFIG_HOME", dir, 1);
	if (file_make_parent(form_path, &err) < 0)
		abort();
	atexit(remove_files);
}

/* The bytes up to a line "====" or the end; *size is what is left behind it. */
static const char *part(const char *path, const char *at, size_t *size)
{
	static const char mark[] = "\n====\n";
	const char *end = memmem(at, *size, mark, sizeof mark - 1);
	size_t n = end ? (size_t)(end - at) : *size;
	struct err err;

	if (file_write(path, at, n, 0600, &err) < 0)
		abort();
	*size -= n + (end ? sizeof mark - 1 : 0);
	return end ? end + sizeof mark - 1 : at + n;
}

static void check_cells(struct arena *a)
{
	struct err err = { 0 };
	char *bytes, **cell;
	struct csv csv;
	size_t len;
	int n, rc;

	rc = file_read(&bytes, &len, a, out_path, 64 << 20, &err);
	assert(rc == 0);
	csv_open(&csv, bytes, len, ',');
	for (bool head = true; (rc = csv_next(&cell, &n, &csv, a, &err)) > 0; head = false)
		for (int i = 0; i < n && !head; i++)
			assert(!*cell[i] || !strchr("=+@\t\r", *cell[i]));
	assert(rc == 0);
}

static void fill(struct batch_map *map, const struct workbook_input *in, struct arena *a)
{
	const struct batch_how how = { map, BATCH_CSV, CSV_FOR_MACHINES };
	struct batch_made made;
	struct err err = { 0 };

	unlink(out_path);
	if (batch_write(&made, a, out_path, in, &how, &err) == 0)
		check_cells(a);
	else
		assert(err.text[0]);
}

static void answer(const struct claim_forms *forms, const struct workbook_input *in,
		   struct arena *a)
{
	struct book b = { .arena = a, .in = in };

	assert(forms->nforms <= FORMS_MAX && forms->nboxes <= FORM_BOXES_MAX);
	for (int i = 0; i < forms->nboxes; i++) {
		struct form_answer said = claim_form_answer(&b, &forms->box[i], in->cases[0]);

		assert(said.text || said.fill || !*forms->box[i].value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct err err = { 0 };
	const char *at = (const char *)data;
	struct claim_forms *forms;
	struct batch_map *map;
	const struct node *cases[1];
	const struct workbook_input in = { .cases = cases, .ncases = 1, .now = TREE_NOW };

	make_folder();
	cases[0] = tree_nasty(&a, 3);
	at = part(map_path, at, &size);
	at = part(sheet_path, at, &size);
	part(form_path, at, &size);
	if (batch_map_find(&map, &a, map_path, &err) < 0)
		assert(err.text[0]);
	else if (batch_map_fit(map, &a, &(struct batch_sheet){ sheet_path, NULL }, &err) < 0)
		assert(err.code == ERR_INPUT && err.text[0]);
	else
		fill(map, &in, &a);
	if (claim_forms_read(&forms, &a, &err) < 0)
		assert(err.code == ERR_INPUT && err.text[0]);
	else
		answer(forms, &in, &a);
	arena_release(&a);
	return 0;
}
