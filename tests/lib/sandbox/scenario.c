#include "lib/sandbox/scenario.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum where { NOWHERE, ORIGIN, ORIGIN_PLANT, DESTINATION_PLANT, DESTINATION };

struct stop {
	enum sight_kind kind;
	int day, minute; /* from the day of delivery; local time */
	enum where where;
};

struct journey {
	struct place from, to;
};

/* clang-format off */

/* Cities are invented; the ZIP codes lie in ranges of the state but belong to no post office. */
static const struct journey journeys[COUNTRY_NVALUES][3] = {
	[COUNTRY_US] = {
		{ { "MAPLE HOLLOW", "OR", "97099", "MAPLE HOLLOW OR DISTRIBUTION CENTER", -480 },
		  { "EAST TINDER", "OH", "43297", "TINDER OH DISTRIBUTION CENTER", -300 } },
		{ { "COPPER BLUFF", "TX", "78694", "COPPER BLUFF TX DISTRIBUTION CENTER", -360 },
		  { "LAKE ARDEN", "MN", "55698", "ARDEN MN DISTRIBUTION CENTER", -360 } },
		{ { "NEW HARTLEY", "NJ", "07098", "HARTLEY NJ NETWORK DISTRIBUTION CENTER", -300 },
		  { "SALT FORK", "UT", "84196", "SALT FORK UT DISTRIBUTION CENTER", -420 } },
	},
	[COUNTRY_CANADA] = {
		{ { "MAPLE HOLLOW", "BC", "V0Z0Z0", "MAPLE HOLLOW BC", -480 },
		  { "LAC TINDER", "QC", "G0Z0Z0", "TINDER QC", -300 } },
		{ { "COPPER BLUFF", "MB", "R0Z0Z0", "COPPER BLUFF MB", -360 },
		  { "LAKE ARDEN", "ON", "N0Z0Z0", "ARDEN ON", -300 } },
		{ { "NEW HARTLEY", "NS", "B0Z0Z0", "HARTLEY NS", -240 },
		  { "SALT FORK", "AB", "T0Z0Z0", "SALT FORK AB", -420 } },
	},
};

/* The way every parcel goes, oldest first; a scenario takes the beginning of it. */
static const struct stop way[] = {
	{ SIGHT_LABEL,			-6, 18 * 60 + 5,  ORIGIN },
	{ SIGHT_ACCEPTED,		-5,  9 * 60 + 14, ORIGIN },
	{ SIGHT_LEFT_OFFICE,		-5, 17 * 60 + 20, ORIGIN },
	{ SIGHT_ORIGIN_PLANT,		-5, 21 * 60 + 33, ORIGIN_PLANT },
	{ SIGHT_LEFT_PLANT,		-4,  6 * 60 + 16, ORIGIN_PLANT },
	{ SIGHT_CLOCK,			-3,  8 * 60,	  NOWHERE },
	{ SIGHT_DESTINATION_PLANT,	-1,  4 * 60 + 41, DESTINATION_PLANT },
	{ SIGHT_OFFICE,			 0,  6 * 60 + 59, DESTINATION },
	{ SIGHT_OUT,			 0,  7 * 60 + 10, DESTINATION },
};

enum {
	LABEL_DAY = -6,
	WAY_LABEL = 1, WAY_DEPARTED = 6, WAY_NEAR = 7, WAY_OFFICE = 8, WAY_OUT = 9,
	TAIL_MAX = 4
};

static const struct plot {
	const char *name;
	int along;		/* stops taken of the way */
	int shift;
	bool expected;		/* a day of delivery is still announced */
	int tails;
	struct stop tail[TAIL_MAX];
} plots[] = {
	[SCENARIO_PRE_TRANSIT] = { "pre_transit", WAY_LABEL, 0, false, 0, { { 0 } } },
	[SCENARIO_IN_TRANSIT] = { "in_transit", WAY_NEAR, 0, true, 0, { { 0 } } },
	[SCENARIO_ARRIVING_LATE] = { "arriving_late", WAY_DEPARTED, 4, true, 1,
		{ { SIGHT_LATE,		1, 70, NOWHERE } } },
	[SCENARIO_OUT_FOR_DELIVERY] = { "out_for_delivery", WAY_OUT, 0, true, 0, { { 0 } } },
	[SCENARIO_NOTICE_LEFT] = { "notice_left", WAY_OUT, 0, false, 1,
		{ { SIGHT_NOTICE,	0, 13 * 60 + 44, DESTINATION } } },
	[SCENARIO_AVAILABLE_FOR_PICKUP] = { "available_for_pickup", WAY_OFFICE, 0, false, 1,
		{ { SIGHT_PICKUP,	0, 9 * 60 + 40, DESTINATION } } },
	[SCENARIO_DELIVERED] = { "delivered", WAY_OUT, 0, false, 1,
		{ { SIGHT_DELIVERED,	0, 13 * 60 + 52, DESTINATION } } },
	[SCENARIO_DELIVERED_ORIGINAL_SENDER] = {
		"delivered_original_sender", WAY_OUT, 12, false, 4,
		{ { SIGHT_REFUSED,	0, 14 * 60 + 3, DESTINATION },
		  { SIGHT_RETURNING,	1, 9 * 60 + 30, DESTINATION },
		  { SIGHT_BACK_AT_PLANT, 4, 3 * 60 + 12, ORIGIN_PLANT },
		  { SIGHT_BACK,		7, 11 * 60 + 26, ORIGIN } } },
	[SCENARIO_RETURNED] = { "returned", WAY_OUT, 5, false, 2,
		{ { SIGHT_NO_SUCH_NUMBER, 0, 11 * 60 + 20, DESTINATION },
		  { SIGHT_RETURNING,	1, 9 * 60 + 30, DESTINATION } } },
	[SCENARIO_LOST] = { "lost", WAY_DEPARTED, 17, true, 2,
		{ { SIGHT_LATE,		1, 70, NOWHERE },
		  { SIGHT_STILL_LATE,	7, 70, NOWHERE } } },
};
/* clang-format on */

static_assert(sizeof(plots) / sizeof(plots[0]) == SCENARIO_NVALUES, "one plot a scenario");
static_assert(sizeof(way) / sizeof(way[0]) == WAY_OUT, "the way ends at the door");
static_assert(SIGHTS_MAX >= WAY_OUT + TAIL_MAX, "a tale holds the longest plot");

uint32_t sandbox_hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

int scenario_find(const char *name)
{
	for (int i = 0; i < SCENARIO_NVALUES; i++)
		if (!strcmp(plots[i].name, name))
			return i;
	return -1;
}

int scenario_shift(enum scenario s)
{
	return plots[s].shift;
}

static void add_sight(struct tale *to, const struct stop *stop)
{
	bool from = stop->where == ORIGIN || stop->where == ORIGIN_PLANT;
	const struct place *place = from ? to->from : to->to;

	to->sight[to->n++] = (struct sight){
		.kind = stop->kind,
		.place = stop->where == NOWHERE ? NULL : place,
		.plant = stop->where == ORIGIN_PLANT || stop->where == DESTINATION_PLANT,
		.local_s = (to->delivery_day + stop->day) * 86400 + (int64_t)stop->minute * 60,
		.offset_minutes = place->offset_minutes,
	};
}

void scenario_tell(struct tale *out, const struct parcel *p, enum country country)
{
	const struct plot *plot = &plots[p->scenario];
	const struct journey *j = &journeys[country][sandbox_hash(p->number) % 3];

	out->scenario = p->scenario;
	out->from = &j->from;
	out->to = &j->to;
	out->n = 0;
	out->delivery_day = p->today - p->shift;
	out->label_day = out->delivery_day + LABEL_DAY;
	out->expected = plot->expected;
	for (int i = plot->tails - 1; i >= 0; i--)
		add_sight(out, &plot->tail[i]);
	for (int i = plot->along - 1; i >= 0; i--)
		add_sight(out, &way[i]);
}

static const char *const months[] = { "January",   "February", "March",    "April",
				      "May",       "June",     "July",     "August",
				      "September", "October",  "November", "December" };

/* Two digits, or four. */
static char *put_number(char *to, int n, int digits)
{
	for (int i = digits - 1; i >= 0; i--, n /= 10)
		to[i] = (char)('0' + n % 10);
	return to + digits;
}

static char *put_part(char *to, char letter, const struct tm *tm)
{
	const char *month = months[tm->tm_mon];

	switch (letter) {
	case 'Y':
		return put_number(to, tm->tm_year + 1900, 4);
	case 'm':
		return put_number(to, tm->tm_mon + 1, 2);
	case 'd':
		return put_number(to, tm->tm_mday, 2);
	case 'H':
		return put_number(to, tm->tm_hour, 2);
	case 'M':
		return put_number(to, tm->tm_min, 2);
	case 'S':
		return put_number(to, tm->tm_sec, 2);
	case 'B':
		return (char *)memcpy(to, month, strlen(month)) + strlen(month);
	default:
		abort();
	}
}

char *sight_text(char out[SIGHT_TEXT], const char *form, int64_t local_s)
{
	time_t t = (time_t)local_s;
	char *to = out;
	struct tm tm;

	gmtime_r(&t, &tm);
	for (; *form; form++) {
		if (*form == '%')
			to = put_part(to, *++form, &tm);
		else
			*to++ = *form;
		assert(to < out + SIGHT_TEXT - 10);
	}
	*to = '\0';
	return out;
}

char *sight_zone(char out[SIGHT_TEXT], int offset_minutes)
{
	int minutes = abs(offset_minutes);

	snprintf(out, SIGHT_TEXT, "%c%02d:%02d", offset_minutes < 0 ? '-' : '+', minutes / 60,
		 minutes % 60);
	return out;
}
