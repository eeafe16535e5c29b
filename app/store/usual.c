#include "store/usual.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/internal.h"

struct service_gaps {
	const char *service;
	struct gaps gaps;
	struct service_gaps *next;
};

struct carrier_gaps {
	const char *carrier;
	struct gaps gaps;
	struct service_gaps *services;
	struct carrier_gaps *next;
};

struct usual_book {
	struct arena *arena;
	struct carrier_gaps *carriers;
};

/* One delivered parcel; its service points into the book. */
struct delivered {
	int64_t id;
	struct service_gaps *of;
};

enum { SCANS_MAX = 1024, DATE = DAY_TEXT - 1, DAY_SECONDS = 86400 };

struct usual_book *usual_book_new(struct arena *a)
{
	struct usual_book *book = arena_alloc(a, sizeof *book);

	book->arena = a;
	return book;
}

static struct service_gaps *service_of(struct carrier_gaps *c, struct arena *a, const char *service)
{
	struct service_gaps *s = c->services;

	while (s && !text_same(s->service, service))
		s = s->next;
	if (!s) {
		s = arena_alloc(a, sizeof *s);
		s->service = arena_strdup(a, service);
		s->next = c->services;
		c->services = s;
	}
	return s;
}

static int newest_delivered(struct delivered **out, int *n, struct carrier_gaps *c,
			    struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT s.id,s.service FROM shipment s "
				  "WHERE s.status='delivered' AND s.carrier=?1 AND " SHIPMENT_SEEN(
					  "s") " "
					       "ORDER BY s.delivered_on DESC LIMIT ?2");
	int rc;

	*n = 0;
	*out = arena_array(a, USUAL_PARCELS, sizeof **out);
	stmt_text(st, 1, c->carrier);
	stmt_int(st, 2, USUAL_PARCELS);
	while ((rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = (struct delivered){
			.id = stmt_get_int(st, 0),
			.of = service_of(c, a, stmt_get_text(st, 1)),
		};
	return rc;
}

/* The civil day where the scan was; without one, the day in UTC. */
static daynum scan_day(struct stmt *st)
{
	const char *local = stmt_get_text(st, 0);
	char date[DAY_TEXT] = "";
	daynum day;

	if (local && strlen(local) >= DATE) {
		memcpy(date, local, DATE);
		if (day_parse_iso(&day, date) == 0)
			return day;
	}
	if (stmt_type(st, 1) == CELL_NULL)
		return DAY_NONE;
	return (daynum)(stmt_get_int(st, 1) / DAY_SECONDS);
}

static int read_gap(int32_t *longest, struct snap *snap, int64_t shipment_id, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT occurred_at_local,occurred_at FROM event "
				  "WHERE shipment_id=?1 AND is_scan ORDER BY id LIMIT ?2");
	daynum scan[SCANS_MAX], day;
	int n = 0, rc;

	stmt_int(st, 1, shipment_id);
	stmt_int(st, 2, SCANS_MAX);
	while ((rc = stmt_step(st, err)) > 0) {
		day = scan_day(st);
		if (day != DAY_NONE)
			scan[n++] = day;
	}
	*longest = gap_longest(scan, n);
	return rc;
}

static int read_carrier(struct carrier_gaps *c, struct snap *snap, struct arena *a, struct err *err)
{
	struct delivered *parcel;
	int32_t longest;
	int n;

	if (newest_delivered(&parcel, &n, c, snap, a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (read_gap(&longest, snap, parcel[i].id, err) < 0)
			return -1;
		if (longest < 0)
			continue;
		gaps_add(&c->gaps, longest);
		gaps_add(&parcel[i].of->gaps, longest);
	}
	return 0;
}

int usual_find(struct usual *out, struct usual_book *book, struct snap *snap,
	       const struct shipment *s, struct err *err)
{
	struct carrier_gaps *c = book->carriers;

	if (!s->carrier) {
		*out = usual_of(NULL, NULL, s);
		return 0;
	}
	while (c && strcmp(c->carrier, s->carrier) != 0)
		c = c->next;
	if (!c) {
		c = arena_alloc(book->arena, sizeof *c);
		c->carrier = arena_strdup(book->arena, s->carrier);
		c->next = book->carriers;
		book->carriers = c;
		if (read_carrier(c, snap, book->arena, err) < 0)
			return -1;
	}
	*out = usual_of(s->service ? &service_of(c, book->arena, s->service)->gaps : NULL, &c->gaps,
			s);
	return 0;
}
