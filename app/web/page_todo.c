#include <string.h>

#include "base/text.h"
#include "ops/claim_ops.h"
#include "ops/item_ops.h"
#include "ops/snooze_ops.h"
#include "view/claim_doc.h"
#include "view/ladder_doc.h"
#include "view/next_doc.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* What is to be done about one case: lines that rest, duties that are settled, steps taken. */

static const struct verb of_todo = { "todo", make_case_doc };

/* "promise/7", as the morning list names it; none: every line of the case. */
static int take_line(struct snooze_lines *out, struct web_call *c, struct err *err)
{
	const char *line, *slash;
	long long id = 0;

	*out = (struct snooze_lines){ c->found.id[0], -1, 0 };
	if (typed_text(&line, c, "line", TYPED_LINE, err) < 0)
		return -1;
	if (!line)
		return 0;
	slash = strchr(line, '/');
	if (slash && number_parse(&id, slash + 1, 1, INT64_MAX, "line", err) < 0)
		return -1;
	out->row_id = id;
	if (slash)
		line = arena_strndup(&c->arena, line, (size_t)(slash - line));
	return name_parse(&out->kind, next_kind_names, NEXT_NVALUES, line, "line", err);
}

static int snooze(struct web_call *c, struct err *err)
{
	struct snooze_lines lines;
	struct next_rows rows;
	const char *reason;
	daynum until;

	if (take_line(&lines, c, err) < 0 || typed_day(&until, c, "until", err) < 0 ||
	    typed_text(&reason, c, "reason", TYPED_LINE, err) < 0)
		return -1;
	if ((form_get(&c->form, "wake")
		     ? snooze_wake(&rows, c->desk, &c->arena, &lines, err)
		     : snooze_put(&rows, c->desk, &c->arena, &lines, until, reason, err)) < 0)
		return -1;
	c->done = next_lines_doc(&c->arena, c->found.id[0], &rows, c->moment.today);
	return 0;
}

int post_snooze(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, snooze(c, err), &of_todo, err);
}

static int settle_duty(struct web_call *c, struct err *err)
{
	const char *note;
	struct duty d;
	daynum on;

	if (c->found.id[1] < 1)
		return err_set(err, ERR_NOT_FOUND, "the case has no such duty");
	if (typed_text(&note, c, "note", TYPED_LONG, err) < 0 || typed_day(&on, c, "on", err) < 0)
		return -1;
	if (duty_settle(&d, c->desk, &c->arena, c->found.id[0], c->found.id[1], note, on, err) < 0)
		return -1;
	c->done = duty_doc(&c->arena, c->found.id[0], &d);
	return 0;
}

int post_duty(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, settle_duty(c, err), &of_todo, err);
}

static int note_step(struct web_call *c, struct err *err)
{
	struct step facts = { .casefile_id = c->found.id[0] }, s;
	bool done = !form_get(&c->form, "not_done");

	if (typed_text(&facts.code, c, "step", TYPED_LINE, err) < 0 ||
	    typed_text(&facts.note, c, "note", TYPED_LONG, err) < 0 ||
	    typed_day(&facts.done_on, c, "on", err) < 0)
		return -1;
	if (!facts.code)
		return err_set(err, ERR_INPUT, "say which step was taken");
	if (step_note(&s, c->desk, &c->arena, &facts, done, err) < 0)
		return -1;
	c->done = step_doc(&c->arena, &s, done);
	return 0;
}

int post_step(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, note_step(c, err), &of_todo, err);
}
