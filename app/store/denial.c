#include "store/denial.h"

#include "base/arena.h"
#include "base/err.h"
#include "store/internal.h"

int fact_denial_get(struct fact_denial *out, struct snap *snap, struct arena *a, const char *code,
		    struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT code,title,rebuttal,evidence,source,"
					    "source_date,confidence,checked_on "
					    "FROM fact_denial WHERE code=?1");
	const char **text[] = { &out->code,   &out->title,       &out->rebuttal,  &out->evidence,
				&out->source, &out->source_date, &out->confidence };
	int rc;

	*out = (struct fact_denial){ .checked_on = DAY_NONE };
	if (!code)
		return 0;
	stmt_text(st, 1, code);
	rc = stmt_step(st, err);
	if (rc > 0) {
		for (int i = 0; i < 7; i++)
			*text[i] = arena_strdup(a, stmt_get_text(st, i));
		out->checked_on = (daynum)stmt_get_int(st, 7);
	}
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}
