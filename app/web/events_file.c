#include "web/events_file.h"

#include "base/err.h"
#include "base/file.h"
#include "ops/events_ops.h"
#include "view/events_doc.h"

const char *const event_dates_names[EVENT_DATES] = { "month_first", "day_first" };

int events_file_take(struct events_doc *out, struct desk *desk, struct arena *a,
		     const struct events_asked *asked, struct err *err)
{
	struct events_given given = {
		.name = path_base(asked->path),
		.format = asked->format,
		.carrier = asked->carrier,
		.number = asked->number,
		.casefile_id = asked->casefile_id,
		.order = asked->dates < 0    ? ORDER_OPEN
			 : asked->dates == 0 ? ORDER_MONTH_FIRST
					     : ORDER_DAY_FIRST,
		.decoder = asked->decoder,
		.dry_run = asked->dry_run,
	};
	struct events_report r;
	struct err why;
	char *bytes;

	/* Without its folder, which is nobody's business. */
	if (file_read(&bytes, &given.len, a, asked->path, ANSWER_MAX, &why) < 0)
		return why.code == ERR_INPUT
			       ? err_set(err, ERR_INPUT,
					 "%s: a file of more than %d MiB is not taken", given.name,
					 ANSWER_MAX >> 20)
			       : err_set(err, why.code,
					 "%s cannot be read any more: choose it again", given.name);
	given.bytes = bytes;
	if (events_take(&r, desk, a, &given, err) < 0)
		return -1;
	events_doc_begin(out, a);
	events_doc_add(out, given.name, &r);
	events_doc_end(out, asked->dry_run);
	return 0;
}
