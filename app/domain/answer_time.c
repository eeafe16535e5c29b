#include "domain/answer_time.h"

daynum answer_time_due(const struct answer_time *t, daynum from)
{
	if (from == DAY_NONE)
		return DAY_NONE;
	return t->unit == UNIT_WORKING ? day_add_business(from, t->days) : from + t->days;
}
