#include "report/batch_map.h"

#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/column_map.h"
#include "report/batch_sheet.h"
#include "report/claim_field.h"

extern const char batch_waylaid[];

static const char *const date_names[] = { "ymd", "mdy", "dmy" };
static const char *const sections[] = {
	"map", "columns", "constants", "words", "required", "limits"
};
enum { DATES = 3, SECTIONS = 6 };

/* --- reading --- */

/* "a | B" as "a|b", each as headings are compared. */
static const char *folded_list(struct arena *a, const char *list)
{
	char *left = NULL, *words = arena_strdup(a, list);
	const char *out = NULL;

	for (char *word = strtok_r(words, "|", &left); word; word = strtok_r(NULL, "|", &left)) {
		const char *fold = heading_fold(a, word);

		out = out ? arena_printf(a, "%s|%s", out, fold) : fold;
	}
	return out ? out : "";
}

static int add_column(struct batch_map *map, struct arena *a, const struct ini_entry *e,
		      struct err *err)
{
	struct batch_column *c = &map->column[map->n];
	size_t n = strcspn(e->value, "|");

	if (map->n == BATCH_COLUMNS_MAX)
		return err_set(err, ERR_INPUT, "more than %d columns", BATCH_COLUMNS_MAX);
	c->name = e->name;
	c->field = claim_field_find(e->name);
	c->constant = ini_get(&map->ini, "constants", e->name);
	if (!c->field && !c->constant)
		return err_set(
			err, ERR_INPUT,
			"line %d: there is no field '%.60s', and [constants] does not fill it",
			e->line, e->name);
	c->heading = cell_clean(arena_strndup(a, e->value, n));
	c->spellings = folded_list(a, e->value);
	if (text_blank(c->heading))
		return err_set(err, ERR_INPUT, "line %d: '%s' has no heading", e->line, e->name);
	map->n++;
	return 0;
}

static int mark_required(struct batch_map *map, struct arena *a, struct err *err)
{
	const char *list = ini_get(&map->ini, "required", "fields");
	char *left = NULL, *names = arena_strdup(a, list ? list : "");

	for (char *each = strtok_r(names, "|", &left); each; each = strtok_r(NULL, "|", &left)) {
		const char *name = cell_clean(each);
		bool found = false;

		for (int i = 0; i < map->n; i++)
			if (strcmp(map->column[i].name, name) == 0)
				found = map->column[i].required = true;
		if (!found)
			return err_set(err, ERR_INPUT,
				       "[required] names '%.60s', which has no column", name);
	}
	return 0;
}

static int read_entries(struct batch_map *map, struct arena *a, struct err *err)
{
	const char *dates = ini_get(&map->ini, "map", "dates");
	int order = BATCH_YMD;

	for (int i = 0; i < map->ini.count; i++) {
		const struct ini_entry *e = &map->ini.entry[i];

		if (name_find(sections, SECTIONS, e->section) < 0)
			return err_set(err, ERR_INPUT,
				       "line %d: there is no section [%.40s]: use map, columns, "
				       "constants, words, required or limits",
				       e->line, e->section);
		if (strcmp(e->section, "columns") == 0 && add_column(map, a, e, err) < 0)
			return -1;
	}
	if (!map->n)
		return err_set(err, ERR_INPUT, "[columns] names no column");
	if (dates && name_parse(&order, date_names, DATES, dates, "dates", err) < 0)
		return -1;
	map->dates = (enum batch_dates)order;
	map->title = ini_get(&map->ini, "map", "title");
	for (int i = 0; i < map->n; i++) {
		const char *max = ini_get(&map->ini, "limits", map->column[i].name);

		if (max && number_parse(&map->column[i].max, max, 1, 1000000, "a limit", err) < 0)
			return -1;
	}
	return mark_required(map, a, err);
}

int batch_map_find(struct batch_map **out, struct arena *a, const char *name, struct err *err)
{
	struct batch_map *map = arena_alloc(a, sizeof(*map));
	bool is_path = strchr(name, '/') || strcmp(path_extension(a, name), "ini") == 0;
	const char *path = name;
	struct err nowhere;
	char *dir = NULL;
	int rc;

	if (!is_path && path_config_dir(&dir, a, &nowhere) == 0)
		path = path_join(a, path_join(a, dir, "batch"), arena_printf(a, "%s.ini", name));
	if (file_exists(path))
		rc = ini_read(&map->ini, a, path, err);
	else if (!is_path && text_same_nocase(name, "waylaid"))
		rc = ini_take(&map->ini, a, path = "waylaid.ini", batch_waylaid,
			      strlen(batch_waylaid), err);
	else
		return err_set(
			err, is_path ? ERR_NOT_FOUND : ERR_INPUT,
			"there is no batch map '%s': use waylaid, a file.ini, or put one into "
			"%s",
			name, dir ? path_join(a, dir, "batch") : "the folder of the settings");
	if (rc < 0)
		return -1;
	map->name = path_base(path);
	if (read_entries(map, a, err) < 0)
		return err_wrap(err, "%s", map->name);
	*out = map;
	return 0;
}

/* --- somebody's own sheet --- */

static const struct batch_column *column_of(const struct batch_map *map, const char *fold)
{
	for (int i = 0; i < map->n; i++)
		if (text_is_listed(map->column[i].spellings, fold))
			return &map->column[i];
	return NULL;
}

/* How many of a row's headings the map knows; they are its columns then, if it knows some. */
static int fit_row(struct batch_map *map, struct arena *a, const struct batch_map *whole,
		   char *const heading[], int n)
{
	int known = 0;

	for (int i = 0; i < n; i++)
		known += column_of(whole, heading_fold(a, heading[i])) != NULL;
	if (!known)
		return 0;
	map->n = n;
	for (int i = 0; i < n; i++) {
		const struct batch_column *c = column_of(whole, heading_fold(a, heading[i]));

		map->column[i] = c ? *c : (struct batch_column){ 0 };
		map->column[i].heading = cell_clean(heading[i]);
	}
	return known;
}

int batch_map_fit(struct batch_map *map, struct arena *a, const struct batch_sheet *sheet,
		  struct err *err)
{
	const struct batch_map whole = *map;
	char *bytes, **heading, *first = NULL;
	struct csv csv;
	size_t len;
	int n, rc;

	if (batch_sheet_read(&bytes, &len, a, sheet, err) < 0)
		return -1;
	csv_open(&csv, bytes, len, 0);
	for (int row = 0; row < BATCH_TEMPLATE_ROWS; row++) {
		rc = csv_next(&heading, &n, &csv, a, err);
		if (rc < 0)
			return err_wrap(err, "%s", sheet->path);
		if (rc == 0)
			break;
		if (n > BATCH_COLUMNS_MAX)
			return err_set(err, ERR_INPUT, "%s: a sheet may have 1 to %d headings",
				       sheet->path, BATCH_COLUMNS_MAX);
		if (fit_row(map, a, &whole, heading, n))
			return 0;
		for (int i = 0; i < n && !first; i++)
			first = text_blank(heading[i]) ? NULL : heading[i];
	}
	if (!first)
		return err_set(err, ERR_INPUT, "%s has no headings", sheet->path);
	return err_set(err, ERR_INPUT,
		       "%s: the map %s knows none of its headings ('%.60s', ...): name them in the "
		       "map's [columns]",
		       sheet->path, map->name, first);
}

const char *batch_map_word(const struct batch_map *map, struct arena *a, const char *field,
			   const char *code)
{
	return ini_get(&map->ini, "words", arena_printf(a, "%s.%s", field, code));
}
