#include "domain/answer_time.h"

#include "domain/work_week.h"

daynum answer_time_due(const struct answer_time *t, daynum from)
{
	if (from == DAY_NONE)
		return DAY_NONE;
	return t->unit == UNIT_WORKING ? work_week_add(t->work_week, from, t->days)
				       : from + t->days;
}
