#include "report/profile.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/text.h"

extern const char profile_usps[], profile_dhl_express[], profile_royal_mail[],
	profile_pirate_ship[];

/* clang-format off */
static const struct {
	const char *name, *text;
} ours[] = {
	{ "dhl_express", profile_dhl_express },
	{ "pirate_ship", profile_pirate_ship },
	{ "royal_mail",	 profile_royal_mail },
	{ "usps",	 profile_usps },
};
enum { OURS = sizeof(ours) / sizeof(*ours) };

/* What portals call it, and what it is. */
static const struct {
	const char *name, *media_type;
} types[PROFILE_TYPES] = {
	{ "jpeg", "image/jpeg" },
	{ "png",  "image/png" },
	{ "gif",  "image/gif" },
	{ "tiff", "image/tiff" },
	{ "webp", "image/webp" },
	{ "heic", "image/heic" },
	{ "pdf",  "application/pdf" },
	{ "doc",  "application/x-ole-storage" },
	{ "rtf",  "application/rtf" },
	{ "txt",  "text/plain" },
	{ "csv",  "text/plain" },
	{ "zip",  "application/zip" },
	{ "mov",  "video/quicktime" },
	{ "mp4",  "video/mp4" },
	{ "eml",  "message/rfc822" },
};
/* clang-format on */

static int take_text(const char **out, const struct ini_entry *e, struct err *err)
{
	if (text_blank(e->value))
		return err_set(err, ERR_INPUT, "line %d: '%s' has no value", e->line, e->name);
	*out = e->value;
	return 0;
}

static int take_day(const char **out, const struct ini_entry *e, struct err *err)
{
	daynum day;

	if (day_parse_iso(&day, e->value) < 0)
		return err_set(err, ERR_INPUT, "line %d: '%s' must be a day: 2026-11-23", e->line,
			       e->name);
	*out = e->value;
	return 0;
}

/* "3 MB", "500 kB". */
static int take_bytes(int64_t *out, const struct ini_entry *e, struct err *err)
{
	static const struct {
		const char *unit;
		int64_t bytes;
	} units[] = { { "kB", 1000 }, { "MB", 1000000 }, { "GB", 1000000000 } };
	const char *p = e->value;
	int64_t n = 0, times = 0;

	while (isdigit((unsigned char)*p) && n < 1000000)
		n = n * 10 + (*p++ - '0');
	while (*p == ' ')
		p++;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (text_same_nocase(p, units[i].unit))
			times = units[i].bytes;
	if (!times || n * times < PROFILE_BYTES_MIN || n * times > INT64_C(100000000000))
		return err_set(err, ERR_INPUT,
			       "line %d: '%s' must be a size from %d kB to 100 GB, such as 3 MB",
			       e->line, e->name, PROFILE_BYTES_MIN / 1000);
	*out = n * times;
	return 0;
}

static int take_number(int *out, const struct ini_entry *e, int min, int max, struct err *err)
{
	long long n;

	if (number_parse(&n, e->value, min, max, e->name, err) < 0)
		return err_wrap(err, "line %d", e->line);
	*out = (int)n;
	return 0;
}

static int take_types(struct profile *p, struct arena *a, const struct ini_entry *e,
		      struct err *err)
{
	const char *names[PROFILE_TYPES];
	char *left = NULL, *list = arena_strdup(a, e->value), *word;
	int k;

	for (int i = 0; i < PROFILE_TYPES; i++)
		names[i] = types[i].name;
	for (word = strtok_r(list, "| ,", &left); word; word = strtok_r(NULL, "| ,", &left)) {
		if (name_parse(&k, names, PROFILE_TYPES, word, "the type", err) < 0)
			return err_wrap(err, "line %d", e->line);
		p->type[k] = true;
		p->any_type = false;
	}
	if (p->any_type)
		return err_set(err, ERR_INPUT, "line %d: 'types' names none", e->line);
	return 0;
}

static int take_place(struct profile *p, const struct ini_entry *e, struct err *err)
{
	static const char *const words[] = { "remove", "keep" };
	int k;

	if (name_parse(&k, words, 2, e->value, "place", err) < 0)
		return err_wrap(err, "line %d", e->line);
	p->keeps_place = k == 1;
	return 0;
}

enum key {
	KEY_TITLE,
	KEY_CARRIER,
	KEY_SOURCE,
	KEY_SOURCE_DATE,
	KEY_CHECKED_ON,
	KEY_CONFIDENCE,
	KEY_FILES,
	KEY_FILE,
	KEY_TOTAL,
	KEY_TYPES,
	KEY_PLACE,
	KEY_EDGE,
	KEYS
};

static const struct {
	const char *section, *name;
} keys[KEYS] = {
	[KEY_TITLE] = { "portal", "title" },
	[KEY_CARRIER] = { "portal", "carrier" },
	[KEY_SOURCE] = { "portal", "source" },
	[KEY_SOURCE_DATE] = { "portal", "source_date" },
	[KEY_CHECKED_ON] = { "portal", "checked_on" },
	[KEY_CONFIDENCE] = { "portal", "confidence" },
	[KEY_FILES] = { "limits", "files" },
	[KEY_FILE] = { "limits", "file" },
	[KEY_TOTAL] = { "limits", "total" },
	[KEY_TYPES] = { "limits", "types" },
	[KEY_PLACE] = { "copies", "place" },
	[KEY_EDGE] = { "copies", "longest_edge" },
};

static int take_confidence(struct profile *p, const struct ini_entry *e, struct err *err)
{
	static const char *const words[] = { "high", "medium", "low" };
	int k;

	if (name_parse(&k, words, 3, e->value, "confidence", err) < 0)
		return err_wrap(err, "line %d", e->line);
	p->confidence = words[k];
	return 0;
}

static int take_entry(struct profile *p, struct arena *a, enum key key, const struct ini_entry *e,
		      struct err *err)
{
	const char *carrier;

	switch (key) {
	case KEY_TITLE:
		return take_text(&p->title, e, err);
	case KEY_CARRIER:
		return take_text(&carrier, e, err);
	case KEY_SOURCE:
		return take_text(&p->source, e, err);
	case KEY_SOURCE_DATE:
		return take_text(&p->source_date, e, err);
	case KEY_CHECKED_ON:
		return take_day(&p->checked_on, e, err);
	case KEY_CONFIDENCE:
		return take_confidence(p, e, err);
	case KEY_FILES:
		return take_number(&p->files, e, 1, PROFILE_FILES_MAX, err);
	case KEY_FILE:
		return take_bytes(&p->file_bytes, e, err);
	case KEY_TOTAL:
		return take_bytes(&p->total_bytes, e, err);
	case KEY_TYPES:
		return take_types(p, a, e, err);
	case KEY_PLACE:
		return take_place(p, e, err);
	default:
		return take_number(&p->longest_edge, e, PROFILE_EDGE_MIN, PROFILE_EDGE_MAX, err);
	}
}

static int read_entries(struct profile *p, struct arena *a, const struct ini *ini, struct err *err)
{
	bool seen[KEYS] = { false };

	p->any_type = true;
	p->longest_edge = PROFILE_EDGE_MAX;
	for (int i = 0; i < ini->count; i++) {
		const struct ini_entry *e = &ini->entry[i];
		int k = 0;

		while (k < KEYS && (strcmp(keys[k].section, e->section) != 0 ||
				    strcmp(keys[k].name, e->name) != 0))
			k++;
		if (k == KEYS)
			return err_set(err, ERR_INPUT,
				       "line %d: a profile has no '%.40s' in [%.40s]: 'waylaid "
				       "help export' names all there is",
				       e->line, e->name, e->section);
		if (seen[k])
			return err_set(err, ERR_INPUT, "line %d: '%s' stands there twice", e->line,
				       e->name);
		seen[k] = true;
		if (take_entry(p, a, (enum key)k, e, err) < 0)
			return -1;
	}
	if (!p->title)
		return err_set(err, ERR_INPUT, "[portal] has no title");
	return 0;
}

int profile_take(struct profile *out, struct arena *a, const char *name, const char *text,
		 size_t len, struct err *err)
{
	struct ini ini;

	*out = (struct profile){ .name = name };
	if (ini_take(&ini, a, name, text, len, err) < 0)
		return -1;
	return read_entries(out, a, &ini, err) < 0 ? err_wrap(err, "%s", name) : 0;
}

static int take_file(struct profile *out, struct arena *a, const char *path, struct err *err)
{
	const char *base = path_base(path);
	struct ini ini;

	*out = (struct profile){ .name = arena_strndup(a, base, strcspn(base, ".")) };
	if (ini_read(&ini, a, path, err) < 0)
		return -1;
	return read_entries(out, a, &ini, err) < 0 ? err_wrap(err, "%s", base) : 0;
}

static int no_such(struct arena *a, const char *name, const char *dir, struct err *err)
{
	const char *all = "";

	for (int i = 0; i < OURS; i++)
		all = arena_printf(a, "%s%s, ", all, ours[i].name);
	return err_set(err, ERR_INPUT,
		       "there is no profile '%.60s': use %sa file.ini, or put one into %s", name,
		       all, dir ? path_join(a, dir, "profiles") : "the folder of the settings");
}

int profile_find(struct profile *out, struct arena *a, const char *name, struct err *err)
{
	bool is_path = strchr(name, '/') || strcmp(path_extension(a, name), "ini") == 0;
	const char *names[OURS], *path = name;
	struct err nowhere;
	char *dir = NULL;
	int k;

	if (is_path && !file_exists(path))
		return err_set(err, ERR_NOT_FOUND, "there is no file %s", path);
	if (!is_path && path_config_dir(&dir, a, &nowhere) == 0)
		path = path_join(a, path_join(a, dir, "profiles"), arena_printf(a, "%s.ini", name));
	if (file_exists(path))
		return take_file(out, a, path, err);
	for (int i = 0; i < OURS; i++)
		names[i] = ours[i].name;
	k = name_find(names, OURS, name);
	if (k < 0)
		return no_such(a, name, dir, err);
	return profile_take(out, a, ours[k].name, ours[k].text, strlen(ours[k].text), err);
}

bool profile_takes(const struct profile *p, const char *media_type)
{
	bool taken = p->any_type;

	for (int i = 0; i < PROFILE_TYPES && !taken; i++)
		taken = p->type[i] && strcmp(types[i].media_type, media_type) == 0;
	return taken;
}
