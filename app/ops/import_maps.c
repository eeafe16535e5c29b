#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/own_files.h"
#include "base/text.h"
#include "domain/column_map.h"
#include "ops/import_ops.h"

enum { MAPS_MAX = 200 };

/* Embedded at build time from reports/maps. */
extern const char map_aftership[], map_easypost[], map_ebay[], map_generic[], map_pirate_ship[],
	map_shippo[], map_shipstation[], map_shopify[], map_usps_eps[];

static const struct {
	const char *name, *text;
} embedded[] = {
	{ "aftership", map_aftership },
	{ "easypost", map_easypost },
	{ "ebay", map_ebay },
	{ "generic", map_generic },
	{ "pirate_ship", map_pirate_ship },
	{ "shippo", map_shippo },
	{ "shipstation", map_shipstation },
	{ "shopify", map_shopify },
	{ "usps_eps", map_usps_eps },
};
enum { EMBEDDED = sizeof embedded / sizeof *embedded };

static int read_text(const struct column_map **out, struct arena *a, const char *name,
		     const char *text, struct err *err)
{
	struct column_map *map = arena_alloc(a, sizeof *map);
	struct ini ini;

	if (ini_take(&ini, a, name, text, strlen(text), err) < 0 ||
	    column_map_read(map, a, name, &ini, err) < 0)
		return -1;
	*out = map;
	return 0;
}

static int read_file(const struct column_map **out, struct arena *a, const char *name,
		     const char *path, struct err *err)
{
	struct column_map *map = arena_alloc(a, sizeof *map);
	struct ini ini;

	if (!file_exists(path))
		return err_set(err, ERR_NOT_FOUND, "there is no map %s", path);
	if (ini_read(&ini, a, path, err) < 0 || column_map_read(map, a, name, &ini, err) < 0)
		return -1;
	*out = map;
	return 0;
}

int import_maps(const struct column_map ***out, int *n, struct arena *a, struct err *err)
{
	struct own_files own = { .folder = "maps", .ending = ".ini", .max = MAPS_MAX };
	const struct column_map **maps = arena_array(a, MAPS_MAX + EMBEDDED, sizeof *maps);

	if (own_files_list(&own, a, err) < 0)
		return -1;
	for (*n = 0; *n < own.n; (*n)++)
		if (read_file(&maps[*n], a, own.file[*n].name, own.file[*n].path, err) < 0)
			return -1;
	for (int i = 0; i < EMBEDDED; i++) {
		bool replaced = false;

		for (int k = 0; k < own.n && !replaced; k++)
			replaced = !strcmp(maps[k]->name, embedded[i].name);
		if (!replaced &&
		    read_text(&maps[(*n)++], a, embedded[i].name, embedded[i].text, err) < 0)
			return -1;
	}
	*out = maps;
	return 0;
}

/* "Pirate-Ship" for "pirate_ship" */
static bool same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		char x = *a == '-' || *a == ' ' ? '_' : *a, y = *b;

		if (x >= 'A' && x <= 'Z')
			x = (char)(x | 0x20);
		if (x != y)
			return false;
	}
	return *a == *b;
}

int import_map_find(const struct column_map **out, struct arena *a, const char *name,
		    struct err *err)
{
	const struct column_map **maps;
	const char *list = "";
	int n;

	if (strchr(name, '/') || own_file_name(a, name, ".ini"))
		return read_file(out, a, path_base(name), name, err);
	if (import_maps(&maps, &n, a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (same_name(name, maps[i]->name)) {
			*out = maps[i];
			return 0;
		}
		list = arena_printf(a, "%s%s%s", list, i ? ", " : "", maps[i]->name);
	}
	return err_set(err, ERR_INPUT, "there is no map '%s': use %s, or give a file.ini", name,
		       list);
}
