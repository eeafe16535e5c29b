#include "domain/urgency.h"

int urgency_compare(const struct urgency *a, const struct urgency *b)
{
	if (a->due_on != b->due_on) {
		if (a->due_on == DAY_NONE || b->due_on == DAY_NONE)
			return a->due_on == DAY_NONE ? 1 : -1;
		return a->due_on < b->due_on ? -1 : 1;
	}
	if (a->cents != b->cents)
		return a->cents > b->cents ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}
