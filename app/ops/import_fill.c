/* What a row of a known parcel does to it: it fills what was empty, and changes nothing. */
#include <string.h>

#include "base/text.h"
#include "ops/import_parts.h"

enum { SAME_PARCEL_DAYS = 60 };

#define PLACE(type, member)                                             \
	{                                                               \
#member, FILL_##type, offsetof(struct shipment, member) \
	}

const struct fill_place fill_places[] = {
	PLACE(TEXT, carrier),      PLACE(TEXT, service),     PLACE(DAY, mailed_on),
	PLACE(DAY, expected_on),   PLACE(DAY, delivered_on), PLACE(TEXT, from_address),
	PLACE(TEXT, to_address),   PLACE(TEXT, contents),    PLACE(TEXT, weight),
	PLACE(TEXT, order_number), PLACE(MONEY, value),      PLACE(MONEY, insured),
	PLACE(MONEY, postage),     PLACE(TEXT, insurer),     PLACE(TEXT, label_source),
	PLACE(TEXT, account),      PLACE(TEXT, client),
};
const int fill_places_n = (int)(sizeof fill_places / sizeof *fill_places);

static const void *at(const struct shipment *s, const struct fill_place *p)
{
	return (const char *)s + p->offset;
}

bool fill_known(const struct shipment *s, const struct fill_place *p)
{
	switch (p->type) {
	case FILL_TEXT:
		return *(const char *const *)at(s, p) != NULL;
	case FILL_DAY:
		return *(const daynum *)at(s, p) != DAY_NONE;
	default:
		return money_known(at(s, p));
	}
}

const char *fill_text(struct arena *a, const struct shipment *s, const struct fill_place *p)
{
	char text[MONEY_TEXT];

	switch (p->type) {
	case FILL_TEXT:
		return *(const char *const *)at(s, p);
	case FILL_DAY:
		return arena_strdup(a, day_text(text, *(const daynum *)at(s, p)));
	default:
		return arena_strdup(a, money_text(text, at(s, p)));
	}
}

/* Days between two ship dates; 0 when one of them is unknown. */
static int64_t apart(daynum a, daynum b)
{
	int64_t d = a == DAY_NONE || b == DAY_NONE ? 0 : (int64_t)a - b;

	return d < 0 ? -d : d;
}

/*
 * Carriers use numbers again: another carrier, or a ship date more than two months off, is another
 * parcel. Of several that may be it, the nearest ship date; with no date to go by, nobody can say.
 */
int parcel_match(const struct parcel **found, const char **why, const struct parcel parcels[],
		 int n, const struct shipment *s)
{
	int fits = 0;

	*found = NULL;
	*why = NULL;
	for (int i = 0; i < n; i++) {
		const struct parcel *p = &parcels[i];

		if ((p->carrier && s->carrier && strcmp(p->carrier, s->carrier) != 0) ||
		    apart(p->mailed_on, s->mailed_on) > SAME_PARCEL_DAYS)
			continue;
		fits++;
		if (!*found || (p->mailed_on != DAY_NONE &&
				((*found)->mailed_on == DAY_NONE ||
				 apart(p->mailed_on, s->mailed_on) <
					 apart((*found)->mailed_on, s->mailed_on))))
			*found = p;
	}
	if (fits < 2 || s->mailed_on != DAY_NONE)
		return fits > 0;
	*why = "several parcels here have this number, and the row has no ship date: give one";
	return -1;
}

int parcel_cases_refresh(struct tx *tx, struct arena *a, const struct shipment *s, struct err *err)
{
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE, "WHERE shipment_id=?1 ORDER BY id",
		     s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		tx_case(tx, c[i].id);
		if (windows_refresh(tx, a, &c[i], s, err) < 0 ||
		    casefile_index(tx, &c[i], s, err) < 0)
			return -1;
	}
	return 0;
}
