#include "ops/watch_ops.h"

#include "base/arena.h"
#include "base/err.h"
#include "ops/casefile_ops.h"
#include "ops/internal.h"

bool watch_opens(const struct watch_item *item, daynum today)
{
	daynum since;

	return watch_words[item->finding.verdict].opens &&
	       !watch_is_over(&since, &item->finding, item->claim, today);
}

static struct case_facts facts_of(struct arena *a, const struct watch_item *item, daynum today,
				  const char *client)
{
	char day[DAY_TEXT];

	return (struct case_facts){
		.given = FACT_PROBLEM | FACT_NOTE | (client ? FACT_CLIENT : 0),
		.problem = item->finding.problem,
		.client = client,
		.note = arena_printf(a, "watch %s: %s: %s", day_text(day, today),
				     watch_words[item->finding.verdict].title, item->why),
	};
}

int watch_open(int *opened, struct watch_list *list, struct desk *desk, struct arena *a,
	       const char *client, struct err *err)
{
	daynum today = desk->options.moment.today;

	*opened = 0;
	for (int i = 0; i < list->n; i++) {
		struct watch_item *item = &list->item[i];
		struct case_facts facts;
		struct err why;

		if (!watch_opens(item, today))
			continue;
		facts = facts_of(a, item, today, client);
		if (casefile_open_shipment(&item->casefile_id, desk, a, item->shipment.id, &facts,
					   &why) == 0) {
			++*opened;
			continue;
		}
		item->casefile_id = 0;
		if (why.code == ERR_STATE)
			continue;
		*err = why;
		return -1;
	}
	return 0;
}
