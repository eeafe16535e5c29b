#include "carrier/outcome.h"

#include "base/arena.h"

void outcome_fail(struct answer *out, enum verdict verdict, const char *message)
{
	*out = (struct answer){ .verdict = verdict, .message = message };
}

/* "EasyPost cannot answer now (503): wait 30 seconds, then try again" */
static const char *later_words(struct arena *a, const char *what, const struct http_answer *answer)
{
	if (answer->status == 0)
		return arena_printf(a, "%s: try again later", what);
	if (answer->retry_after_s <= 0)
		return arena_printf(a, "%s (%d): try again later", what, answer->status);
	return arena_printf(a, "%s (%d): wait %ld seconds, then try again", what, answer->status,
			    answer->retry_after_s);
}

void outcome_decide(struct answer *out, struct arena *a, const struct http_answer *answer,
		    enum verdict verdict, const char *message)
{
	outcome_fail(out, verdict,
		     verdict == VERDICT_LATER ? later_words(a, message, answer) : message);
}

bool outcome_of_status(struct answer *out, struct arena *a, const struct http_answer *answer,
		       const struct status_row *row, int n)
{
	for (const struct status_row *end = row + n; row < end; row++) {
		if (answer->status < row->low || answer->status > row->high)
			continue;
		outcome_decide(out, a, answer, row->verdict, row->message);
		return true;
	}
	return false;
}

static const char *masked(struct arena *a, const char *message, const struct credentials *c)
{
	char *copy = arena_strdup(a, message);

	if (copy && c && secret_known(&c->client_secret))
		secret_mask(copy, &c->client_secret);
	if (copy && c && secret_known(&c->api_key))
		secret_mask(copy, &c->api_key);
	return copy;
}

void outcome_mask(struct answer *out, struct arena *a, const struct credentials *c)
{
	out->message = masked(a, out->message, c);
	for (int i = 0; i < out->nreadings; i++)
		out->reading[i].message = masked(a, out->reading[i].message, c);
}
