/*
 * make_packet KIND OUT DECODER [JSON] - writes a sample packet, as PDF or HTML by the ending of
 * OUT, the files it shows beside it, and the same cases as JSON.
 *
 * KIND: full, bare, nasty, many, huge; lines:N, with N more lines of papers and files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "decode/made_pdf.h"
#include "decode/pictures.h"
#include "report/export.h"
#include "report/packet.h"
#include "report/trees.h"
#include "report/workbook.h"
#include "view/doc.h"

enum { CASES_MAX = 4, FILES = TREE_PHOTOS + 1 };

static int write_files(struct workbook_file *files, struct arena *a, const char *beside,
		       struct err *err)
{
	struct made photo[TREE_PHOTOS] = {
		made_photo(1200, 1600, 6, "2026:11:01 09:12:44"),
		made_photo(1600, 1000, 3, "2026:11:01 09:20:01"),
		made_png(700, 900, 255),
	};
	const char *pdf = made_pdf(a, PDF_WHOLE, 3, "invoice");
	char *path;
	int ret = 0;

	for (int i = 0; i < TREE_PHOTOS; i++) {
		path = arena_printf(a, "%s.photo%d", beside, i);
		if (ret == 0)
			ret = file_write(path, photo[i].bytes, photo[i].len, 0600, err);
		files[i] = (struct workbook_file){ tree_photo_sha256[i], path };
		made_release(&photo[i]);
	}
	path = arena_printf(a, "%s.invoice", beside);
	files[TREE_PHOTOS] = (struct workbook_file){ tree_pdf_sha256, path };
	return ret == 0 ? file_write(path, pdf, strlen(pdf), 0600, err) : -1;
}

static int make(struct arena *a, char **argv, struct err *err)
{
	const struct node *cases[CASES_MAX];
	struct workbook_file files[FILES];
	struct workbook_input in = {
		.cases = cases, .now = TREE_NOW, .decoder = argv[3], .files = files, .nfiles = FILES
	};

	if (zone_load(&in.zone, a, "America/New_York", err) < 0 ||
	    write_files(files, a, argv[2], err) < 0)
		return -1;
	if (strcmp(argv[1], "bare") == 0)
		cases[in.ncases++] = tree_bare(a, 1);
	else if (strcmp(argv[1], "nasty") == 0)
		cases[in.ncases++] = tree_nasty(a, 3);
	else if (strcmp(argv[1], "huge") == 0)
		cases[in.ncases++] = tree_huge(a, 5);
	else if (strncmp(argv[1], "lines:", 6) == 0)
		cases[in.ncases++] = tree_lines(a, 7, (int)strtol(argv[1] + 6, NULL, 10));
	else
		cases[in.ncases++] = tree_rich(a, 12);
	if (strcmp(argv[1], "many") == 0) {
		cases[in.ncases++] = tree_bare(a, 13);
		cases[in.ncases++] = tree_nasty(a, 14);
	}
	if (argv[4] && export_json(argv[4], cases, in.ncases, err) < 0)
		return -1;
	if (strcmp(path_extension(a, argv[2]), "html") == 0)
		return packet_write_html(argv[2], &in, err);
	return packet_write_pdf(argv[2], &in, err);
}

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct err err = { .code = ERR_NONE };
	int ret = EXIT_SUCCESS;

	if (argc != 4 && argc != 5) {
		fprintf(stderr,
			"usage: make_packet full|bare|nasty|many|huge|lines:N OUT.pdf|OUT.html "
			"DECODER [OUT.json]\n");
		return 2;
	}
	if (make(&arena, argv, &err) < 0) {
		fprintf(stderr, "make_packet: %s\n", err.text);
		ret = EXIT_FAILURE;
	}
	arena_release(&arena);
	return ret;
}
