#include "carrier/carrier.h"
#include "ops/internal.h"

void history_learn(struct shipment *s, daynum first_event_on)
{
	const struct carrier *carrier = s->carrier ? carrier_find(s->carrier) : NULL;
	int days = carrier ? carrier->history_days : 0;
	daynum from = first_event_on;

	if (from == DAY_NONE)
		from = s->accepted_on != DAY_NONE ? s->accepted_on : s->mailed_on;
	s->history_until = days && from != DAY_NONE ? from + days : DAY_NONE;
}
