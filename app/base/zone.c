#include "base/zone.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone_rule.h"

enum { FILE_MAX = 1024 * 1024, NAME_MAX_BYTES = 64, DAY_SECONDS = 86400 };
enum { OFFSET_MAX = 26 * 3600 }; /* RFC 8536: less than 26 hours either way */

struct zone {
	const char *name;
	const int64_t *times; /* the instants of its changes, ascending */
	const uint8_t *kinds; /* what holds from each */
	size_t ntimes;
	const struct zone_type *types; /* types[0] holds before the first change */
	size_t ntypes;
	bool has_rule; /* for what comes after the last change */
	struct zone_rule rule;
};

/* The counts of a TZif header (RFC 8536, section 3.1), in the order of the file. */
struct counts {
	size_t isut, isstd, leap, time, type, chars;
};

enum { HEADER_BYTES = 44, TYPE_BYTES = 6 };

static bool name_well_formed(const char *name)
{
	size_t n = strnlen(name, NAME_MAX_BYTES + 1);

	if (n == 0 || n > NAME_MAX_BYTES || name[0] == '/' || name[0] == '-' || name[n - 1] == '/')
		return false;
	/* No dot is among these, so no ".." either. */
	return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789_+-/") == n;
}

static bool is_utc(const char *name)
{
	return strcmp(name, "UTC") == 0 || strcmp(name, "Etc/UTC") == 0;
}

static char *zone_path(struct arena *a, const char *name)
{
	const char *dir = secure_getenv("TZDIR");

	return arena_printf(a, "%s/%s", dir && dir[0] == '/' ? dir : "/usr/share/zoneinfo", name);
}

static int64_t big_endian(const char *p, int bytes)
{
	uint64_t n = 0;

	for (int i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)p[i];
	return bytes == 4 ? (int32_t)(uint32_t)n : (int64_t)n;
}

/* The size of what follows a header; counts are 32 bits each, so the sum cannot wrap. */
static size_t block_bytes(const struct counts *c, size_t time_bytes)
{
	return c->time * (time_bytes + 1) + c->type * TYPE_BYTES + c->chars +
	       c->leap * (time_bytes + 4) + c->isstd + c->isut;
}

static int read_header(struct counts *c, const char *p, size_t len)
{
	size_t n[6];

	if (len < HEADER_BYTES || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return -1;
	for (int i = 0; i < 6; i++)
		n[i] = (uint32_t)big_endian(p + 20 + 4 * i, 4);
	*c = (struct counts){ n[0], n[1], n[2], n[3], n[4], n[5] };
	return 0;
}

static int read_type(struct zone_type *out, const char *p, const char *chars, size_t nchars)
{
	int64_t offset = big_endian(p, 4);
	size_t at = (unsigned char)p[5];
	size_t n;

	if (offset <= -OFFSET_MAX || offset >= OFFSET_MAX || at >= nchars)
		return -1;
	n = strnlen(chars + at, nchars - at);
	if (n == nchars - at || n >= ZONE_ABBREVIATION)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (chars[at + i] <= ' ' || chars[at + i] > '~')
			return -1;
	out->offset = (int32_t)offset;
	memcpy(out->abbreviation, chars + at, n);
	return 0;
}

/* The 64-bit part: changes, what holds from each, types, abbreviations. */
static int read_block(struct zone *z, struct arena *a, const char *p, const struct counts *c)
{
	const char *kinds = p + c->time * 8;
	const char *types = kinds + c->time;
	const char *chars = types + c->type * TYPE_BYTES;
	int64_t *times = arena_array(a, c->time, sizeof *times);
	struct zone_type *t = arena_array(a, c->type, sizeof *t);
	uint8_t *k = arena_alloc(a, c->time);

	for (size_t i = 0; i < c->type; i++)
		if (read_type(&t[i], types + i * TYPE_BYTES, chars, c->chars) < 0)
			return -1;
	for (size_t i = 0; i < c->time; i++) {
		times[i] = big_endian(p + i * 8, 8);
		k[i] = (uint8_t)kinds[i];
		if (k[i] >= c->type || (i > 0 && times[i] <= times[i - 1]))
			return -1;
	}
	z->times = times;
	z->kinds = k;
	z->ntimes = c->time;
	z->types = t;
	z->ntypes = c->type;
	return 0;
}

/* NULL, or what is wrong with the file. Version 1 stops in 2037: such files are not read. */
static const char *read_zone(struct zone *z, struct arena *a, const char *p, size_t len)
{
	const char *end = p + len;
	struct counts c;
	const char *newline;

	if (read_header(&c, p, len) < 0)
		return "is no TZif file of version 2 or later";
	if (block_bytes(&c, 4) > len - HEADER_BYTES)
		return "is cut short";
	p += HEADER_BYTES + block_bytes(&c, 4);
	if (read_header(&c, p, (size_t)(end - p)) < 0)
		return "has no 64-bit part";
	p += HEADER_BYTES;
	if (block_bytes(&c, 8) > (size_t)(end - p))
		return "is cut short";
	if (c.leap > 0)
		return "counts leap seconds: use the zone without \"right/\"";
	if (c.type == 0 || c.type > 256 || read_block(z, a, p, &c) < 0)
		return "is damaged";
	p += block_bytes(&c, 8);

	if (p == end || *p != '\n')
		return "has no rule at its end";
	p++;
	newline = memchr(p, '\n', (size_t)(end - p));
	if (!newline)
		return "has no rule at its end";
	z->has_rule = newline > p;
	if (z->has_rule && zone_rule_parse(&z->rule, p, (size_t)(newline - p)) < 0)
		return "has a rule at its end that we cannot read";
	return NULL;
}

int zone_load(const struct zone **out, struct arena *a, const char *name, struct err *err)
{
	struct zone *z;
	const char *fault;
	char *path, *bytes;
	size_t len;

	if (!name_well_formed(name))
		return err_set(err, ERR_INPUT,
			       "'%.*s' is no time zone name: use one such as America/New_York",
			       (int)utf8_cut(name, NAME_MAX_BYTES), name);
	z = arena_alloc(a, sizeof *z);
	z->name = arena_strdup(a, name);
	if (is_utc(name)) {
		z->has_rule = true;
		zone_rule_parse(&z->rule, "UTC0", strlen("UTC0"));
		*out = z;
		return 0;
	}
	path = zone_path(a, name);
	if (!file_exists(path))
		return err_set(err, ERR_INPUT,
			       "there is no time zone '%s' on this machine: use one such as "
			       "America/New_York, or install tzdata",
			       name);
	if (file_read(&bytes, &len, a, path, FILE_MAX, err) < 0)
		return err_wrap(err, "time zone '%s'", name);
	fault = read_zone(z, a, bytes, len);
	if (fault)
		return err_set(err, ERR_INPUT, "time zone '%s': %s %s: reinstall tzdata", name,
			       path, fault);
	*out = z;
	return 0;
}

const char *zone_name(const struct zone *z)
{
	return z->name;
}

/* How many of the file's changes have come to pass. */
static size_t passed(const struct zone *z, instant at)
{
	size_t low = 0, high = z->ntimes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (z->times[mid] <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct zone_type *type_at(const struct zone *z, instant at)
{
	size_t n = passed(z, at);

	assert(at != INSTANT_NONE);
	if (n == z->ntimes && z->has_rule)
		return zone_rule_at(&z->rule, at);
	return n == 0 ? &z->types[0] : &z->types[z->kinds[n - 1]];
}

static instant next_change(const struct zone *z, instant at)
{
	size_t n = passed(z, at);

	if (n < z->ntimes)
		return z->times[n];
	return z->has_rule ? zone_rule_next(&z->rule, at) : INT64_MAX;
}

int zone_offset(const struct zone *z, instant at)
{
	return type_at(z, at)->offset;
}

const char *zone_abbreviation(const struct zone *z, instant at)
{
	return type_at(z, at)->abbreviation;
}

static int64_t floor_day(int64_t seconds)
{
	return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
}

static bool in_calendar(int64_t seconds)
{
	int64_t day = floor_day(seconds);

	return day >= day_of(1900, 1, 1) && day <= day_of(2999, 12, 31);
}

daynum zone_day(const struct zone *z, instant at)
{
	if (at == INSTANT_NONE || !in_calendar(at) || !in_calendar(at + zone_offset(z, at)))
		return DAY_NONE;
	return (daynum)floor_day(at + zone_offset(z, at));
}

/*
 * The first instant whose wall time is "wall" or later. Between two changes wall time only grows,
 * so the stretches around it are walked: a time shown twice is met in the first of them, a skipped
 * one at the start of the stretch behind the gap.
 */
instant zone_instant(const struct zone *z, int64_t wall)
{
	instant from;

	if (wall == INSTANT_NONE || !in_calendar(wall))
		return INSTANT_NONE;
	from = wall - OFFSET_MAX;
	for (;;) {
		instant until = next_change(z, from);
		instant at = wall - zone_offset(z, from);

		if (at < from)
			at = from;
		if (at < until)
			return at;
		from = until;
	}
}

instant zone_day_start(const struct zone *z, daynum day)
{
	return day == DAY_NONE ? INSTANT_NONE : zone_instant(z, (int64_t)day * DAY_SECONDS);
}

char *zone_text(char *out, const struct zone *z, instant at)
{
	char wall[INSTANT_TEXT] = "";

	out[0] = '\0';
	if (at != INSTANT_NONE && in_calendar(at))
		instant_text(wall, at + zone_offset(z, at));
	if (wall[0]) {
		memcpy(out, wall, 16);
		out[10] = ' ';
		out[16] = '\0';
	}
	return out;
}

static bool usable(struct arena *a, const char *name)
{
	return name_well_formed(name) && (is_utc(name) || file_exists(zone_path(a, name)));
}

/* The first line of /etc/timezone; NULL when there is none. */
static char *timezone_file_name(struct arena *a)
{
	struct err ignored;
	char *text;
	size_t len;

	if (!file_exists("/etc/timezone") ||
	    file_read(&text, &len, a, "/etc/timezone", 4096, &ignored) < 0)
		return NULL;
	text[strcspn(text, " \t\r\n")] = '\0';
	return text;
}

/* What /etc/localtime points to, below its zoneinfo folder; NULL when it is no link. */
static char *localtime_link_name(struct arena *a)
{
	static const char folder[] = "zoneinfo/";
	char target[PATH_MAX];
	ssize_t n = readlink("/etc/localtime", target, sizeof target - 1);
	char *name;

	if (n < 0)
		return NULL;
	target[n] = '\0';
	name = strstr(target, folder);
	return name ? arena_strdup(a, name + strlen(folder)) : NULL;
}

const char *zone_system_name(struct arena *a)
{
	const char *name = getenv("TZ");

	if (name && name[0] == ':')
		name++;
	if (name && usable(a, name))
		return arena_strdup(a, name);
	name = timezone_file_name(a);
	if (name && usable(a, name))
		return name;
	name = localtime_link_name(a);
	if (name && usable(a, name))
		return name;
	return "UTC";
}
