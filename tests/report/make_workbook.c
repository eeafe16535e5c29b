/*
 * make_workbook KIND OUT.xlsx OUT.json DECODER - writes a sample workbook, the same cases as JSON,
 * and the photos it shows beside it. KIND: full, bare, nasty, many.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "decode/pictures.h"
#include "report/export.h"
#include "report/trees.h"
#include "report/workbook.h"
#include "view/doc.h"

enum { CASES_MAX = 4 };

static int write_photos(struct workbook_file *files, struct arena *a, const char *beside,
			struct err *err)
{
	struct made photo[TREE_PHOTOS] = {
		made_photo(1200, 1600, 6, "2026:11:01 09:12:44"),
		made_photo(1600, 1000, 3, "2026:11:01 09:20:01"),
		made_png(700, 900, 255),
	};
	int ret = 0;

	for (int i = 0; i < TREE_PHOTOS; i++) {
		char *path = arena_printf(a, "%s.photo%d", beside, i);

		if (ret == 0)
			ret = file_write(path, photo[i].bytes, photo[i].len, 0600, err);
		files[i] = (struct workbook_file){ tree_photo_sha256[i], path };
		made_release(&photo[i]);
	}
	return ret;
}

static int make(struct arena *a, char **argv, struct err *err)
{
	const struct node *cases[CASES_MAX];
	struct workbook_file files[TREE_PHOTOS];
	struct workbook_input in = { .cases = cases,
				     .now = TREE_NOW,
				     .decoder = argv[4],
				     .files = files,
				     .nfiles = TREE_PHOTOS };

	if (zone_load(&in.zone, a, "America/New_York", err) < 0 ||
	    write_photos(files, a, argv[2], err) < 0)
		return -1;
	if (strcmp(argv[1], "bare") == 0)
		cases[in.ncases++] = tree_bare(a, 1);
	else if (strcmp(argv[1], "nasty") == 0)
		cases[in.ncases++] = tree_nasty(a, 3);
	else
		cases[in.ncases++] = tree_full(a, 12);
	if (strcmp(argv[1], "many") == 0) {
		cases[in.ncases++] = tree_bare(a, 13);
		cases[in.ncases++] = tree_nasty(a, 14);
	}
	if (workbook_write(argv[2], &in, err) < 0)
		return -1;
	return export_json(argv[3], cases, in.ncases, err);
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct err err = { .code = ERR_NONE };
	int ret = EXIT_SUCCESS;

	if (argc != 5) {
		fprintf(stderr,
			"usage: make_workbook full|bare|nasty|many OUT.xlsx OUT.json DECODER\n");
		return 2;
	}
	if (make(&arena, argv, &err) < 0) {
		fprintf(stderr, "make_workbook: %s\n", err.text);
		ret = EXIT_FAILURE;
	}
	arena_release(&arena);
	return ret;
}
