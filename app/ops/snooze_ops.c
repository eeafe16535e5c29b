#include "ops/snooze_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/internal.h"

enum { LINES_MAX = 1000 };

static bool is_meant(const struct next_row *row, const struct snooze_lines *lines)
{
	return (lines->kind < 0 || row->kind == (enum next_kind)lines->kind) &&
	       (!lines->row_id || row->id == lines->row_id);
}

/* The lines of the case that are meant, resting ones too. */
static int find_lines(struct next_rows *out, struct tx *tx, struct arena *a,
		      const struct snooze_lines *lines, struct err *err)
{
	const struct next_query query = { .today = tx_moment(tx)->today,
					  .casefile_id = lines->casefile_id,
					  .all = true,
					  .limit = LINES_MAX };
	int kept = 0;

	if (next_read(out, tx_snap(tx), a, &query, err) < 0)
		return -1;
	for (int i = 0; i < out->n; i++)
		if (is_meant(&out->row[i], lines))
			out->row[kept++] = out->row[i];
	out->n = kept;
	out->count = kept;
	return 0;
}

static int no_such_line(const struct snooze_lines *lines, const char *lack, struct err *err)
{
	const char *kind = lines->kind < 0 ? "" : next_kind_names[lines->kind];

	return err_set(err, ERR_NOT_FOUND,
		       "case %" PRId64 " has no %s%sline %s" ERR_TYPED ": see 'waylaid next'",
		       lines->casefile_id, kind, *kind ? " " : "", lack);
}

/* One row a line: the newest snooze stands, the earlier ones are in the journal. */
static int note(struct tx *tx, struct arena *a, struct next_row *line, const struct snooze *facts,
		struct err *err)
{
	struct snooze s = { .casefile_id = line->casefile_id,
			    .kind = next_kind_names[line->kind],
			    .row_id = line->id };
	struct snooze *had;
	int n, i = 0;

	if (row_list(&had, &n, tx_snap(tx), a, TABLE_SNOOZE, "WHERE casefile_id=?1 ORDER BY id",
		     line->casefile_id, 0, err) < 0)
		return -1;
	while (i < n && (had[i].row_id != s.row_id || strcmp(had[i].kind, s.kind) != 0))
		i++;
	if (i < n)
		s = had[i];
	s.until = facts->until;
	s.reason = facts->reason ? facts->reason : s.reason;
	s.snoozed_by = facts->snoozed_by;
	line->snoozed_until = s.until;
	line->snooze_reason = s.reason;
	return i < n ? row_update(&s, tx, TABLE_SNOOZE, err)
		     : row_insert(&s, tx, TABLE_SNOOZE, err);
}

int snooze_check(const struct snooze *facts, daynum today, struct err *err)
{
	if (facts->until == DAY_NONE || facts->until <= today)
		return err_set(err, ERR_INPUT,
			       "say until which day it rests, after today: --until +3d");
	if (text_blank(facts->reason))
		return err_set(err, ERR_INPUT, "say why it may rest: --reason \"Dana is away\"");
	return 0;
}

int snooze_within(struct next_rows *out, struct tx *tx, struct arena *a,
		  const struct snooze_lines *lines, const struct snooze *facts, struct err *err)
{
	struct casefile c;
	struct shipment s;

	if (case_take(&c, &s, tx, a, lines->casefile_id, 0, err) < 0 ||
	    find_lines(out, tx, a, lines, err) < 0)
		return -1;
	for (int i = 0; i < out->n; i++)
		if (note(tx, a, &out->row[i], facts, err) < 0)
			return -1;
	return 0;
}

int snooze_put(struct next_rows *out, struct desk *desk, struct arena *a,
	       const struct snooze_lines *lines, daynum until, const char *reason, struct err *err)
{
	const struct snooze facts = { .until = until,
				      .reason = reason,
				      .snoozed_by = desk_user(desk) };
	struct tx *tx;
	int rc;

	if (snooze_check(&facts, desk->options.moment.today, err) < 0 ||
	    desk_begin(&tx, desk, "snooze.add", err) < 0)
		return -1;
	rc = snooze_within(out, tx, a, lines, &facts, err);
	if (rc == 0 && out->n == 0)
		rc = no_such_line(lines, "on the list today", err);
	return tx_end(tx, rc, err);
}

int snooze_wake(struct next_rows *out, struct desk *desk, struct arena *a,
		const struct snooze_lines *lines, struct err *err)
{
	const struct snooze facts = { .until = desk->options.moment.today,
				      .snoozed_by = desk_user(desk) };
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int woken = 0, rc = -1;

	if (desk_begin(&tx, desk, "snooze.wake", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, lines->casefile_id, 0, err) < 0 ||
	    find_lines(out, tx, a, lines, err) < 0)
		goto out;
	for (int i = 0; i < out->n; i++) {
		struct next_row *row = &out->row[i];

		if (row->snoozed_until == DAY_NONE)
			continue;
		/* the row stays, so that undo can put it to rest again */
		if (note(tx, a, row, &facts, err) < 0)
			goto out;
		row->snoozed_until = DAY_NONE;
		row->snooze_reason = NULL;
		out->row[woken++] = *row;
	}
	out->n = woken;
	out->count = woken;
	if (!woken) {
		no_such_line(lines, "that rests", err);
		goto out;
	}
	rc = 0;
out:
	return tx_end(tx, rc, err);
}
