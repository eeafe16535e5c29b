#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/thumbnail.h"
#include "report/table.h"
#include "report/words.h"

enum {
	PICTURE_COLUMN = 0, /* behind the case's, if there is one */
	CAMERA_COLUMN = 6,
	ANSWER_COLUMN = 10,
	PICTURES_MAX = 400,
	BOX_WIDTH = 150,
	BOX_HEIGHT = 116, /* pixels */
	MARGIN = 4,
};

static const char *no_words(struct book *b, const struct node *row, enum style *style)
{
	(void)b;
	(void)row;
	(void)style;
	return NULL;
}

/* clang-format off */
static const struct column columns[] = {
	{ .title = "Picture",		.width = 22, .say = no_words },
	{ .title = "Kind",		.width = 17, .names = "kind", .as = AS_WORDS },
	{ .title = "Name",		.width = 28, .names = "name" },
	{ .title = "Shot",		.width = 6,  .names = "shot" },
	{ .title = "Dated",		.width = 12, .names = "dated_on|date" },
	{ .title = "Size, bytes",	.width = 13, .names = "size", .right = true },
	{ .title = "Camera says",	.width = 18, .say = no_words },
	{ .title = "SHA-256",		.width = 36, .names = "sha256", .as = AS_MONO },
	{ .title = "Note",		.width = 28, .names = "note" },
	{ .title = "Added",		.width = 17, .names = "added_at" },
	{ .title = "What it answers",	.width = 34, .say = no_words },
};
/* clang-format on */

static const struct table evidence = {
	.list = "evidence",
	.empty = "No evidence has been attached yet.",
	.columns = columns,
	.ncolumns = sizeof(columns) / sizeof(*columns),
};

static const char *path_of(const struct book *b, const struct node *row)
{
	const char *sha256 = node_str(row, "sha256");

	for (int i = 0; sha256 && i < b->in->nfiles; i++)
		if (text_same(b->in->files[i].sha256, sha256))
			return b->in->files[i].path;
	return NULL;
}

/* 0 and the thumbnail, or -1 and in "why" what stands in its place. */
static int picture_of(struct thumbnail *out, struct book *b, const struct node *row, int nth,
		      const char **why)
{
	const char *path = path_of(b, row), *media = node_str(row, "media_type");
	struct thumbnail_from from = { .decoder = b->in->decoder, .file = path };
	struct err err;

	*why = NULL;
	if (media && !text_has_prefix(media, "image/"))
		*why = arena_printf(b->arena, "no picture: %s", media);
	else if (!path || !from.decoder)
		*why = "picture not included";
	else if (nth >= PICTURES_MAX)
		*why = arena_printf(b->arena, "picture not included: more than %d", PICTURES_MAX);
	else if (thumbnail_make(out, b->arena, &from, &err) < 0)
		*why = arena_printf(b->arena, "cannot be shown: %s", err.text);
	return *why ? -1 : 0;
}

static const char *camera_words(struct book *b, const struct node *row, const struct thumbnail *t)
{
	const char *parts[] = {
		say_camera(b, row, t->taken),
		arena_printf(b->arena, "%d × %d pixels", t->full_width, t->full_height),
		t->damaged ? "the file is damaged: only a part may be seen" : NULL
	};

	return say_joined(b, "\n", parts, 3);
}

static void put_picture(struct sheet *s, int row, const struct thumbnail *t, const char *name)
{
	double across = (double)BOX_WIDTH / t->width, down = (double)BOX_HEIGHT / t->height;
	double scale = across < down ? across : down;
	lxw_image_options options = {
		.x_offset = MARGIN,
		.y_offset = MARGIN,
		.object_position = LXW_OBJECT_MOVE_DONT_SIZE,
		.description = (char *)book_clean(s->book->arena, name ? name : "evidence"),
	};

	scale = scale < 1 ? scale : 1;
	options.x_scale = options.y_scale = scale;
	if (worksheet_insert_image_buffer_opt(s->ws, (lxw_row_t)row,
					      (lxw_col_t)(PICTURE_COLUMN + s->names_case), t->jpeg,
					      t->len, &options) != LXW_NO_ERROR &&
	    s->book->fault == LXW_NO_ERROR)
		s->book->fault = LXW_ERROR_IMAGE_DIMENSIONS;
}

/* The lines of the checklist that this file answers. */
static const char *answers(struct book *b, const struct node *one, const struct node *row)
{
	const struct node *list = node_get(one, "checklist");
	const char *by =
		arena_printf(b->arena, "evidence %lld", (long long)node_num(row, "evidence"));
	const char *out = NULL;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		const char *parts[] = { out, text_named(b, n, "title|code") };

		if (text_same(node_str(n, "answered_by"), by))
			out = say_joined(b, "\n", parts, 2);
	}
	return out;
}

static int put_evidence(struct sheet *s, const struct node *one, const struct node *row, int nth)
{
	struct cell cells[BOOK_COLUMNS], *picture, *camera, *answer;
	int n = table_cells(cells, s, &evidence, one, row), at = s->row;
	struct thumbnail t;
	const char *why;

	answer = &cells[ANSWER_COLUMN + s->names_case];
	if (answers(s->book, one, row))
		*answer = cell_text(answer->first, answer->last, STYLE_TEXT,
				    answers(s->book, one, row));
	picture = &cells[PICTURE_COLUMN + s->names_case];
	camera = &cells[CAMERA_COLUMN + s->names_case];
	if (picture_of(&t, s->book, row, nth, &why) < 0) {
		*picture = cell_text(picture->first, picture->last, STYLE_UNKNOWN, why);
		sheet_row(s, cells, n);
		return 0;
	}
	*picture = cell_text(picture->first, picture->last, STYLE_TEXT, NULL);
	*camera = cell_text(camera->first, camera->last, t.damaged ? STYLE_WARN : STYLE_TEXT,
			    camera_words(s->book, row, &t));
	sheet_row_high(s, cells, n, (BOX_HEIGHT + 2 * MARGIN) * 0.75);
	put_picture(s, at, &t, node_str(row, "name"));
	return 1;
}

void sheet_evidence(struct book *b)
{
	const struct node **row;
	struct sheet s;
	int head, pictures = 0, rows = 0;

	table_sheet(&s, b, "Evidence", &evidence);
	head = s.row - 1;
	for (int i = 0; i < b->in->ncases; i++) {
		const struct node *one = b->in->cases[i], *list = node_get(one, evidence.list);

		if (!list || list->type != NODE_LIST)
			continue;
		row = rows_by_shot(b->arena, list);
		for (int k = 0; row[k]; k++, rows++)
			pictures += put_evidence(&s, one, row[k], pictures);
	}
	if (rows)
		sheet_filter(&s, head, s.ncolumns);
	else
		sheet_line(&s, STYLE_EMPTY, evidence.empty);
}
