#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/suites.h"
#include "base/zone.h"
#include "base/zone_rule.h"

static struct arena arena;
static struct err err;

static void setup(void)
{
	arena = (struct arena)ARENA_INIT;
	memset(&err, 0, sizeof err);
}

static void teardown(void)
{
	arena_release(&arena);
}

static const struct zone *load(const char *name)
{
	const struct zone *z = NULL;

	ck_assert_msg(zone_load(&z, &arena, name, &err) == 0, "%s", err.text);
	return z;
}

static instant utc(const char *text)
{
	instant at;

	ck_assert_msg(instant_parse(&at, text) == 0, "%s", text);
	return at;
}

static int64_t wall(const char *text)
{
	int64_t at;

	ck_assert_msg(wall_parse(&at, text) == 0, "%s", text);
	return at;
}

/* Known from the laws of each place, not from the file that is read. */
START_TEST(offsets_and_abbreviations_are_those_of_the_place)
{
	static const struct {
		const char *zone, *at;
		int minutes;
		const char *abbreviation;
	} rows[] = {
		{ "America/New_York", "2026-03-08T06:59:59Z", -300, "EST" },
		{ "America/New_York", "2026-03-08T07:00:00Z", -240, "EDT" },
		{ "America/New_York", "2026-11-01T05:59:59Z", -240, "EDT" },
		{ "America/New_York", "2026-11-01T06:00:00Z", -300, "EST" },
		{ "America/New_York", "2037-07-01T00:00:00Z", -240, "EDT" },
		{ "America/New_York", "2038-01-20T00:00:00Z", -300, "EST" },
		{ "America/New_York", "2060-03-14T06:59:59Z", -300, "EST" },
		{ "America/New_York", "2060-03-14T07:00:00Z", -240, "EDT" },
		{ "America/New_York", "2060-11-07T05:59:59Z", -240, "EDT" },
		{ "America/New_York", "2060-11-07T06:00:00Z", -300, "EST" },
		{ "America/New_York", "2999-07-04T00:00:00Z", -240, "EDT" },
		{ "America/New_York", "2999-12-31T00:00:00Z", -300, "EST" },
		{ "Asia/Kolkata", "2026-06-01T00:00:00Z", 330, "IST" },
		{ "Asia/Kolkata", "2090-12-01T00:00:00Z", 330, "IST" },
		{ "Asia/Kathmandu", "2026-06-01T00:00:00Z", 345, "+0545" },
		{ "Australia/Lord_Howe", "2026-01-01T00:00:00Z", 660, "+11" },
		{ "Australia/Lord_Howe", "2026-04-04T14:59:59Z", 660, "+11" },
		{ "Australia/Lord_Howe", "2026-04-04T15:00:00Z", 630, "+1030" },
		{ "Australia/Lord_Howe", "2050-01-01T00:00:00Z", 660, "+11" },
		{ "Australia/Lord_Howe", "2050-07-01T00:00:00Z", 630, "+1030" },
		{ "Europe/Dublin", "2050-07-01T00:00:00Z", 60, "IST" },
		{ "Europe/Dublin", "2050-01-01T00:00:00Z", 0, "GMT" },
		{ "America/Phoenix", "2026-07-01T00:00:00Z", -420, "MST" },
		{ "Pacific/Honolulu", "2050-07-01T00:00:00Z", -600, "HST" },
		{ "UTC", "2026-07-01T00:00:00Z", 0, "UTC" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct zone *z = load(rows[i].zone);

		ck_assert_str_eq(zone_name(z), rows[i].zone);
		ck_assert_msg(zone_offset(z, utc(rows[i].at)) == rows[i].minutes * 60, "%s %s: %d",
			      rows[i].zone, rows[i].at, zone_offset(z, utc(rows[i].at)));
		ck_assert_str_eq(zone_abbreviation(z, utc(rows[i].at)), rows[i].abbreviation);
	}
}
END_TEST

START_TEST(the_day_changes_at_midnight_of_the_place)
{
	const struct zone *z = load("America/New_York");
	char out[17];

	ck_assert_int_eq(zone_day(z, utc("2026-11-24T04:59:00Z")), day_of(2026, 11, 23));
	ck_assert_int_eq(zone_day(z, utc("2026-11-24T05:01:00Z")), day_of(2026, 11, 24));
	ck_assert_int_eq(zone_day(z, utc("2026-07-05T03:59:00Z")), day_of(2026, 7, 4));
	ck_assert_int_eq(zone_day(z, utc("2026-07-05T04:01:00Z")), day_of(2026, 7, 5));
	ck_assert_str_eq(zone_text(out, z, utc("2026-11-24T04:59:59Z")), "2026-11-23 23:59");
	ck_assert_str_eq(zone_text(out, z, utc("2026-11-24T05:01:00Z")), "2026-11-24 00:01");
	ck_assert_int_eq(zone_day(z, utc("1960-01-01T04:59:00Z")), day_of(1959, 12, 31));
}
END_TEST

START_TEST(what_is_unknown_or_outside_the_calendar_has_no_day)
{
	const struct zone *z = load("America/New_York");
	char out[17];

	ck_assert_int_eq(zone_day(z, INSTANT_NONE), DAY_NONE);
	ck_assert_int_eq(zone_day(z, INT64_MAX), DAY_NONE);
	ck_assert_int_eq(zone_day(z, INT64_MIN + 1), DAY_NONE);
	ck_assert_int_eq(zone_day(z, utc("1900-01-01T00:00:00Z")), DAY_NONE);
	ck_assert_str_eq(zone_text(out, z, INSTANT_NONE), "");
	ck_assert_str_eq(zone_text(out, z, INT64_MAX), "");
	ck_assert_int_eq(zone_instant(z, INSTANT_NONE), INSTANT_NONE);
	ck_assert_int_eq(zone_instant(z, INT64_MAX), INSTANT_NONE);
	ck_assert_int_eq(zone_day_start(z, DAY_NONE), INSTANT_NONE);
}
END_TEST

START_TEST(wall_times_become_instants_also_in_gaps_and_overlaps)
{
	static const struct {
		const char *zone, *wall, *utc;
	} rows[] = {
		{ "America/New_York", "2026-11-23T10:04", "2026-11-23T15:04:00Z" },
		{ "America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z" },
		{ "America/New_York", "2026-03-08T02:00", "2026-03-08T07:00:00Z" },
		{ "America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z" },
		{ "America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z" },
		{ "America/New_York", "2026-03-08T03:01", "2026-03-08T07:01:00Z" },
		{ "America/New_York", "2026-11-01T00:59:59", "2026-11-01T04:59:59Z" },
		{ "America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z" },
		{ "America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z" },
		{ "America/New_York", "2060-03-14T02:30", "2060-03-14T07:00:00Z" },
		{ "America/New_York", "2060-11-07T01:30", "2060-11-07T05:30:00Z" },
		{ "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z" },
		{ "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z" },
		{ "Asia/Kolkata", "2026-05-15T07:10", "2026-05-15T01:40:00Z" },
		{ "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z" },
		{ "UTC", "2026-05-15T07:10", "2026-05-15T07:10:00Z" },
	};
	char out[INSTANT_TEXT];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(
			instant_text(out, zone_instant(load(rows[i].zone), wall(rows[i].wall))),
			rows[i].utc);
}
END_TEST

START_TEST(a_day_starts_at_its_first_instant)
{
	static const struct {
		const char *zone, *day, *utc;
	} rows[] = {
		{ "America/New_York", "2026-11-23", "2026-11-23T05:00:00Z" },
		{ "America/New_York", "2026-11-01", "2026-11-01T04:00:00Z" },
		{ "America/New_York", "2026-11-02", "2026-11-02T05:00:00Z" },
		{ "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z" },   /* 00:00 is skipped */
		{ "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z" }, /* 00:00 comes twice */
		{ "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z" },
	};
	char out[INSTANT_TEXT];
	daynum day;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_int_eq(day_parse_iso(&day, rows[i].day), 0);
		ck_assert_str_eq(instant_text(out, zone_day_start(load(rows[i].zone), day)),
				 rows[i].utc);
	}
}
END_TEST

/* Each hour of two years, before and behind the end of the file's own changes. */
START_TEST(an_instant_goes_to_wall_time_and_back_unless_it_is_the_second_of_two)
{
	static const char *const zones[] = { "America/New_York", "Australia/Lord_Howe",
					     "America/St_Johns", "Africa/Casablanca" };
	static const int years[] = { 2026, 2045 };

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		const struct zone *z = load(zones[i]);
		int second = 0;

		for (size_t y = 0; y < 2; y++) {
			instant at = (instant)day_of(years[y], 1, 1) * 86400;

			for (int half = 0; half < 365 * 48; half++, at += 1800) {
				instant back = zone_instant(z, at + zone_offset(z, at));

				if (back > at ||
				    back + zone_offset(z, back) != at + zone_offset(z, at))
					ck_abort_msg("%s: %lld", zones[i], (long long)at);
				second += back != at;
			}
		}
		ck_assert_int_le(second, 4);
		ck_assert_int_ge(second, 2);
	}
}
END_TEST

START_TEST(names_that_are_no_zone_are_refused)
{
	static const char *const bad[] = {
		"",
		"Mars/Olympus",
		"../../../etc/passwd",
		"/etc/passwd",
		"America/../UTC",
		"America",
		"America/",
		"America/New York",
		"America/New_York\n",
		"EST5EDT,M3.2.0,M11.1.0",
		".hidden",
		"-x",
		"zone.tab",
		"posixrules\xff",
		"%s%s%s",
		"right/America/New_York/",
	};
	const struct zone *z = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		memset(&err, 0, sizeof err);
		ck_assert_msg(zone_load(&z, &arena, bad[i], &err) == -1, "'%s'", bad[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "zone"));
		ck_assert_ptr_null(z);
	}
}
END_TEST

/* What a TZif file says; written by write_zone() as versions 2 and later are. */
struct made {
	const char *magic;
	char version;
	uint32_t isut, isstd, leap, time, type, chars; /* of the 64-bit header */
	int64_t times[3];
	unsigned char kinds[3];
	int32_t offset;
	unsigned char abbreviation_at;
	const char *footer;
};

static const struct made good = {
	.magic = "TZif",
	.version = '2',
	.time = 2,
	.type = 2,
	.chars = 8,
	.times = { 1000, 2000 },
	.kinds = { 1, 0 },
	.offset = -3600,
	.abbreviation_at = 4,
	.footer = "\nAAA0\n",
};

static char *put_big_endian(char *p, uint64_t value, int bytes)
{
	for (int i = bytes; i-- > 0; value >>= 8)
		p[i] = (char)value;
	return p + bytes;
}

static char *put_header(char *p, const struct made *m, bool first)
{
	const uint32_t counts[] = { m->isut, m->isstd, m->leap, m->time, m->type, m->chars };

	memset(p, 0, 20);
	memcpy(p, m->magic, 4);
	p[4] = m->version;
	p += 20;
	for (int i = 0; i < 6; i++)
		p = put_big_endian(p, first ? 0 : counts[i], 4);
	return p;
}

/* Into $TZDIR/Made; "cut" bytes less than whole. */
static void write_zone(const struct made *m, size_t cut)
{
	char bytes[1024];
	char *p = put_header(bytes, m, true);

	p = put_header(p, m, false);
	for (uint32_t i = 0; i < m->time && i < 3; i++)
		p = put_big_endian(p, (uint64_t)m->times[i], 8);
	for (uint32_t i = 0; i < m->time && i < 3; i++)
		*p++ = (char)m->kinds[i];
	p = put_big_endian(p, 0, 6);
	p = put_big_endian(p, (uint32_t)m->offset, 4);
	*p++ = 1;
	*p++ = (char)m->abbreviation_at;
	memcpy(p, "AAA\0BBB", 8);
	p += 8;
	p = stpcpy(p, m->footer);
	ck_assert_int_eq(file_write("Made", bytes, (size_t)(p - bytes) - cut, 0600, &err), 0);
}

static char folder[PATH_MAX];

static void setup_folder(void)
{
	setup();
	snprintf(folder, sizeof folder, "%s/waylaid-zone-XXXXXX",
		 getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(setenv("TZDIR", folder, 1), 0);
}

static void teardown_folder(void)
{
	unlink("Made");
	ck_assert_int_eq(chdir("/"), 0);
	rmdir(folder);
	teardown();
}

START_TEST(a_file_we_made_is_read)
{
	const struct zone *z;

	write_zone(&good, 0);
	z = load("Made");
	ck_assert_int_eq(zone_offset(z, 999), 0);
	ck_assert_int_eq(zone_offset(z, 1000), -3600);
	ck_assert_str_eq(zone_abbreviation(z, 1999), "BBB");
	ck_assert_str_eq(zone_abbreviation(z, 2000), "AAA");
}
END_TEST

START_TEST(a_file_without_a_rule_keeps_its_last_time)
{
	struct made m = good;

	m.footer = "\n\n";
	m.time = 1;
	write_zone(&m, 0);
	ck_assert_int_eq(zone_offset(load("Made"), 1LL << 40), -3600);
}
END_TEST

START_TEST(utc_needs_no_files)
{
	const struct zone *z;

	ck_assert_int_eq(zone_load(&z, &arena, "America/New_York", &err), -1);
	ck_assert_int_eq(zone_offset(load("UTC"), 0), 0);
	ck_assert_int_eq(zone_offset(load("Etc/UTC"), 0), 0);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_refused)
{
	const struct zone *z;

	for (size_t cut = 1; cut <= 44 + 44 + 18 + 12 + 8 + 6; cut++) {
		write_zone(&good, cut);
		ck_assert_msg(zone_load(&z, &arena, "Made", &err) == -1, "cut by %zu", cut);
	}
}
END_TEST

START_TEST(a_file_that_lies_is_refused)
{
	struct made bad[16];
	size_t n = sizeof bad / sizeof *bad;
	const struct zone *z;

	for (size_t i = 0; i < n; i++)
		bad[i] = good;
	bad[0].magic = "TZid";
	bad[1].version = 0;
	bad[2].time = UINT32_MAX;
	bad[3].type = UINT32_MAX;
	bad[4].chars = UINT32_MAX;
	bad[5].leap = UINT32_MAX;
	bad[6].isut = 1000;
	bad[7].isstd = 1000;
	bad[8].type = 0;
	bad[9].kinds[1] = 2;
	bad[10].times[1] = 1000;
	bad[11].offset = 26 * 3600;
	bad[12].abbreviation_at = 8;
	bad[13].chars = 7; /* the last abbreviation loses its end */
	bad[14].footer = "\nAAA\n";
	bad[15].footer = "\nAAA0";
	for (size_t i = 0; i < n; i++) {
		write_zone(&bad[i], 0);
		ck_assert_msg(zone_load(&z, &arena, "Made", &err) == -1, "row %zu", i);
		ck_assert_int_eq(err.code, ERR_INPUT);
	}
}
END_TEST

START_TEST(a_file_that_is_too_large_is_refused)
{
	const struct zone *z;

	write_zone(&good, 0);
	ck_assert_int_eq(truncate("Made", 2 << 20), 0);
	ck_assert_int_eq(zone_load(&z, &arena, "Made", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "Made"));
}
END_TEST

/* One byte other than it was: refused, or read as something, but never a fault. */
START_TEST(any_byte_may_be_wrong)
{
	char *whole;
	size_t len;

	write_zone(&good, 0);
	ck_assert_int_eq(file_read(&whole, &len, &arena, "Made", 4096, &err), 0);
	for (size_t i = 0; i < len; i++) {
		static const unsigned char flips[] = { 0x01, 0x80, 0xff };

		for (size_t f = 0; f < sizeof flips; f++) {
			struct arena_mark mark = arena_mark(&arena);
			const struct zone *z;

			whole[i] = (char)((unsigned char)whole[i] ^ flips[f]);
			ck_assert_int_eq(file_write("Made", whole, len, 0600, &err), 0);
			if (zone_load(&z, &arena, "Made", &err) == 0)
				for (instant at = -5000; at < 5000; at += 500)
					zone_instant(z, at + zone_offset(z, at));
			whole[i] = (char)((unsigned char)whole[i] ^ flips[f]);
			arena_rewind(&arena, mark);
		}
	}
}
END_TEST

START_TEST(the_system_has_a_zone_that_loads)
{
	unsetenv("TZDIR");
	setenv("TZ", "Asia/Kolkata", 1);
	ck_assert_str_eq(zone_system_name(&arena), "Asia/Kolkata");
	setenv("TZ", ":Europe/Dublin", 1);
	ck_assert_str_eq(zone_system_name(&arena), "Europe/Dublin");
	setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1);
	load(zone_system_name(&arena));
	setenv("TZ", "../../etc/passwd", 1);
	load(zone_system_name(&arena));
	unsetenv("TZ");
	load(zone_system_name(&arena));
}
END_TEST

START_TEST(every_form_of_rule_is_followed)
{
	static const struct {
		const char *rule, *at;
		int minutes;
		const char *abbreviation;
	} rows[] = {
		{ "EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -240, "EDT" },
		{ "EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -300, "EST" },
		{ "<+03>-3", "2026-01-01T00:00:00Z", 180, "+03" },
		{ "<-0330>3:30", "2026-01-01T00:00:00Z", -210, "-0330" },
		{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 660, "+11" },
		{ "AAA0BBB,J60,J300", "2028-03-01T01:59:59Z", 0, "AAA" },
		{ "AAA0BBB,J60,J300", "2028-03-01T02:00:00Z", 60, "BBB" },
		{ "AAA0BBB,J60,J300", "2027-03-01T02:00:00Z", 60, "BBB" },
		{ "AAA0BBB,59,300", "2028-02-29T02:00:00Z", 60, "BBB" },
		{ "AAA0BBB,59,300", "2027-03-01T02:00:00Z", 60, "BBB" },
		{ "AAA0BBB,59,300", "2027-03-01T01:59:59Z", 0, "AAA" },
		/* Nuuk: the change is the evening before the last Sunday. */
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -120, "-02" },
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -60, "-01" },
		/* Gaza's form: hours past a day. */
		{ "EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 180, "EEST" },
		{ "EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 120, "EET" },
		/* Summer time all year: RFC 8536, section 3.3.1. */
		{ "XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -240, "EDT" },
		{ "XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -240, "EDT" },
		{ "XXX3EDT4,0/0,J365/23", "2027-01-01T02:59:59Z", -240, "EDT" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct zone_type *t;
		struct zone_rule r;

		ck_assert_msg(zone_rule_parse(&r, rows[i].rule, strlen(rows[i].rule)) == 0, "%s",
			      rows[i].rule);
		t = zone_rule_at(&r, utc(rows[i].at));
		ck_assert_msg(t->offset == rows[i].minutes * 60, "%s at %s: %d", rows[i].rule,
			      rows[i].at, t->offset);
		ck_assert_str_eq(t->abbreviation, rows[i].abbreviation);
	}
}
END_TEST

START_TEST(what_is_no_rule_is_refused)
{
	static const char *const bad[] = {
		"",
		"E",
		"ES5",
		"EST",
		"EST5EDT",
		"EST5EDT,",
		"EST5EDT,M3.2.0",
		"EST5EDT,M3.2.0,",
		"EST5EDT,M3.2.0,M11.1.0,",
		"EST5EDT,M3.2.0,M11.1.0 ",
		"EST5EDT,M13.2.0,M11.1.0",
		"EST5EDT,M0.2.0,M11.1.0",
		"EST5EDT,M3.6.0,M11.1.0",
		"EST5EDT,M3.0.0,M11.1.0",
		"EST5EDT,M3.2.7,M11.1.0",
		"EST5EDT,J0,J300",
		"EST5EDT,J366,J300",
		"EST5EDT,366,300",
		"EST25",
		"EST5:60",
		"EST5EDT,M3.2.0/168,M11.1.0",
		"EST5EDT,M3.2.0/-168,M11.1.0",
		"<+03-3",
		"<+03>",
		"<>3",
		"5",
		"EST99999999999999999999",
		"EST5EDT,M3.2.0/,M11.1.0",
		"<AAAAAAAAAAAAAAAAAAAAAAAAAAAA>3",
		"EST--5",
		"EST5EDT,M3.2,M11.1.0",
	};
	struct zone_rule r;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(zone_rule_parse(&r, bad[i], strlen(bad[i])) == -1, "%s", bad[i]);
}
END_TEST

Suite *zone_suite(void)
{
	Suite *s = suite_create("zone");
	TCase *places = tcase_create("places"), *files = tcase_create("files");

	tcase_add_checked_fixture(places, setup, teardown);
	tcase_set_timeout(places, 60);
	tcase_add_test(places, offsets_and_abbreviations_are_those_of_the_place);
	tcase_add_test(places, the_day_changes_at_midnight_of_the_place);
	tcase_add_test(places, what_is_unknown_or_outside_the_calendar_has_no_day);
	tcase_add_test(places, wall_times_become_instants_also_in_gaps_and_overlaps);
	tcase_add_test(places, a_day_starts_at_its_first_instant);
	tcase_add_test(places,
		       an_instant_goes_to_wall_time_and_back_unless_it_is_the_second_of_two);
	tcase_add_test(places, names_that_are_no_zone_are_refused);
	tcase_add_test(places, every_form_of_rule_is_followed);
	tcase_add_test(places, what_is_no_rule_is_refused);
	suite_add_tcase(s, places);
	tcase_add_checked_fixture(files, setup_folder, teardown_folder);
	tcase_set_timeout(files, 60);
	tcase_add_test(files, a_file_we_made_is_read);
	tcase_add_test(files, a_file_without_a_rule_keeps_its_last_time);
	tcase_add_test(files, utc_needs_no_files);
	tcase_add_test(files, a_file_cut_anywhere_is_refused);
	tcase_add_test(files, a_file_that_lies_is_refused);
	tcase_add_test(files, a_file_that_is_too_large_is_refused);
	tcase_add_test(files, any_byte_may_be_wrong);
	tcase_add_test(files, the_system_has_a_zone_that_loads);
	suite_add_tcase(s, files);
	return s;
}
