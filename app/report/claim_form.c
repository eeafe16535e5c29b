#include "report/claim_form.h"

#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "report/words.h"

enum { NAME_MAX_BYTES = 64 };

extern const char forms_list[], forms_fields[];

/* --- the files --- */

enum { FORM_COLUMNS = 7 };

struct table_file {
	const char *name, *own, *columns[FORM_COLUMNS];
};

static const struct table_file files[] = {
	{ "forms.csv",
	  forms_list,
	  { "form", "title", "carriers", "note", "source", "source_date", "confidence" } },
	{ "fields.csv",
	  forms_fields,
	  { "form", "field", "value", "words", "required", "max", "note" } },
};

static int add_form(struct claim_forms *f, char *const cell[], struct err *err)
{
	if (f->nforms == FORMS_MAX)
		return err_set(err, ERR_INPUT, "more than %d forms", FORMS_MAX);
	f->form[f->nforms++] = (struct claim_form){ cell[0], cell[1], cell[2], cell[3],
						    cell[4], cell[5], cell[6] };
	return 0;
}

static int check_names(const char *names, struct err *err)
{
	char name[NAME_MAX_BYTES];

	while (*names) {
		size_t n = strcspn(names, "|");

		if (n >= sizeof(name))
			return err_set(err, ERR_INPUT, "'%.60s...' is no name of a field", names);
		memcpy(name, names, n);
		name[n] = '\0';
		if (!claim_field_find(name))
			return err_set(err, ERR_INPUT, "there is no field '%s'", name);
		names += n + (names[n] == '|');
	}
	return 0;
}

static int add_box(struct claim_forms *f, char *const cell[], struct err *err)
{
	struct form_box *box = &f->box[f->nboxes];

	if (f->nboxes == FORM_BOXES_MAX)
		return err_set(err, ERR_INPUT, "more than %d boxes", FORM_BOXES_MAX);
	*box = (struct form_box){ .form = cell[0],
				  .field = cell[1],
				  .value = cell[2],
				  .words = cell[3],
				  .note = cell[6] };
	box->required = text_same_nocase(cell[4], "yes");
	if (*cell[5] && number_parse(&box->max, cell[5], 1, 1000000, "max", err) < 0)
		return -1;
	f->nboxes++;
	return check_names(box->value, err);
}

static int read_rows(struct claim_forms *f, struct arena *a, const struct table_file *file,
		     const char *bytes, size_t len, struct err *err)
{
	int column[FORM_COLUMNS], n, rc;
	char **row, *cell[FORM_COLUMNS];
	struct csv csv;

	csv_open(&csv, bytes, len, ',');
	if ((rc = csv_next(&row, &n, &csv, a, err)) < 0)
		return -1;
	for (int i = 0; i < FORM_COLUMNS; i++) {
		column[i] = rc ? csv_column(row, n, file->columns[i]) : -1;
		if (column[i] < 0)
			return err_set(err, ERR_INPUT, "there is no column '%s'", file->columns[i]);
	}
	while ((rc = csv_next(&row, &n, &csv, a, err)) > 0) {
		for (int i = 0; i < FORM_COLUMNS; i++)
			cell[i] = column[i] < n ? row[column[i]] : (char *)"";
		if (text_blank(cell[0]))
			continue;
		if ((file == files ? add_form : add_box)(f, cell, err) < 0)
			return err_wrap(err, "line %lld", csv.line);
	}
	return rc;
}

int claim_forms_read(struct claim_forms **out, struct arena *a, struct err *err)
{
	struct claim_forms *f = arena_alloc(a, sizeof(*f));
	struct err nowhere;
	char *dir = NULL;

	if (path_config_dir(&dir, a, &nowhere) < 0)
		dir = NULL;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char *path = dir ? path_join(a, path_join(a, dir, "forms"), files[i].name) : NULL;
		char *bytes = (char *)files[i].own;
		size_t len = strlen(files[i].own);
		bool theirs = path && file_exists(path);

		if (theirs && file_read(&bytes, &len, a, path, FORM_BYTES_MAX, err) < 0)
			return -1;
		if (read_rows(f, a, &files[i], bytes, len, err) < 0)
			return err_wrap(err, "%s", theirs ? path : files[i].name);
	}
	*out = f;
	return 0;
}

/* --- answers --- */

bool claim_form_fits(const struct claim_forms *forms, const struct claim_form *form,
		     const struct node *one)
{
	const char *carrier = node_str(one, "carrier");

	if (strcmp(form->carriers, "*") != 0)
		return carrier && text_is_listed(form->carriers, carrier);
	for (int i = 0; i < forms->nforms; i++)
		if (carrier && text_is_listed(forms->form[i].carriers, carrier))
			return false;
	return true;
}

/* The form's word for a code: "lost=AND|damaged=DMG"; NULL when it has none for it. */
static const char *form_word(struct arena *a, const char *words, const char *code)
{
	size_t n = strlen(code);

	while (*words) {
		size_t end = strcspn(words, "|");

		if (end > n && strncmp(words, code, n) == 0 && words[n] == '=')
			return arena_strndup(a, words + n + 1, end - n - 1);
		words += end + (words[end] == '|');
	}
	return NULL;
}

static struct form_answer answer_of(struct book *b, const struct form_box *box,
				    const struct field_value *v)
{
	struct form_answer out = { v->text, NULL, 0 };

	if (*box->words && v->node && v->node->type == NODE_TEXT) {
		out.text = form_word(b->arena, box->words, v->node->text);
		if (!out.text)
			out.fill = arena_printf(
				b->arena, "the form has no choice that is called '%s'", v->text);
	}
	out.length = out.text ? utf8_count(out.text) : 0;
	if (box->max && out.length > box->max)
		out.fill = arena_printf(b->arena, "%lld characters too long: shorten it",
					out.length - box->max);
	return out;
}

struct form_answer claim_form_answer(struct book *b, const struct form_box *box,
				     const struct node *one)
{
	struct form_answer out = { NULL, NULL, 0 };
	char *names = arena_strdup(b->arena, box->value), *left = NULL;
	const struct claim_field *ask = NULL;

	for (char *name = strtok_r(names, "|", &left); name; name = strtok_r(NULL, "|", &left)) {
		const struct claim_field *f = claim_field_find(name);
		struct field_value v = claim_field_value(b, f, one);

		if (v.state == FIELD_KNOWN)
			return answer_of(b, box, &v);
		if (!ask && v.state == FIELD_UNKNOWN)
			ask = f;
	}
	if (ask)
		out.fill = claim_field_fill(b, ask, one);
	else
		out.fill = *box->value ? "left out for this reader" : NULL;
	return out;
}
