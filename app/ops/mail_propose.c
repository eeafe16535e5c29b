#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ops/mail_parts.h"

/* clang-format off */
/*
 * What each meaning looks like, and the command that would say so: '@' stands for the claim "12/1"
 * or the request, '#' for the case. NULL: nothing can be said yet.
 */
static const struct {
	const char *looks, *of_claim, *of_request;
} says[MAIL_MEANING_NVALUES] = {
	[MAIL_DENIED] = { "a denial", "waylaid claim deny @ --reason TEXT", NULL },
	[MAIL_PARTLY_APPROVED] = { "an approval in part", "waylaid claim approve @ --amount AMOUNT",
				   NULL },
	[MAIL_PAID] = { "a payment", "waylaid paid @ AMOUNT", NULL },
	[MAIL_APPROVED] = { "an approval", "waylaid claim approve @ --amount AMOUNT", NULL },
	[MAIL_NEEDS_INFO] = { "a wish for more papers", "waylaid claim info @ --reason TEXT",
			      NULL },
	[MAIL_NO_RECORD] = { "a claim that they do not find", "waylaid letter # chase", NULL },
	[MAIL_NOT_FOUND] = { "a search without success", NULL,
			     "waylaid request answer @ --result not-found" },
	[MAIL_FOUND] = { "a parcel that was found", NULL,
			 "waylaid request answer @ --result found" },
	[MAIL_ACKNOWLEDGED] = { "an answer that they have the claim",
				"waylaid claim ack @ --number NUMBER", NULL },
};
/* clang-format on */

static const char *filled(struct arena *a, const char *pattern, int64_t id, int number)
{
	const char *at = strpbrk(pattern, "@#");
	const char *rest = at ? at + 1 : "";
	int n = at ? (int)(at - pattern) : (int)strlen(pattern);

	if (at && *at == '@')
		return arena_printf(a, "%.*s%" PRId64 "/%d%s", n, pattern, id, number, rest);
	return at ? arena_printf(a, "%.*s%" PRId64 "%s", n, pattern, id, rest) : pattern;
}

/* The newest claim that is still alive; 0: none. */
static int live_claim(const struct case_rows *c)
{
	int number = 0;

	for (int i = 0; i < c->nclaims; i++)
		if (c->claim[i].state != CLAIM_WITHDRAWN && c->claim[i].state != CLAIM_EXPIRED &&
		    c->claim[i].state != CLAIM_DRAFT)
			number = c->claim[i].number;
	return number;
}

static int open_request(const struct case_rows *c)
{
	int number = 0;

	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].state == REQUEST_OPEN)
			number = c->request[i].number;
	return number;
}

static void propose(struct mail_taken *out, const char *text, const char *command)
{
	if (out->nproposals < (int)(sizeof out->proposal / sizeof *out->proposal))
		out->proposal[out->nproposals++] = (struct mail_proposal){ text, command };
}

static void propose_status(struct mail_taken *out, struct arena *a, const struct mail_read *m)
{
	const struct email *mail = &m->mail->email;
	const struct case_rows *c = m->rows;
	const char *text[] = { mail->subject, mail->text, mail->html };
	enum mail_meaning meaning = MAIL_NOTHING;
	const char *phrase, *command = NULL;
	int claim = live_claim(c), request = open_request(c);
	int64_t id = c->casefile.id;

	/* the gravest meaning of any part counts */
	for (int i = 0; i < 3; i++) {
		const char *words;
		enum mail_meaning each = mail_meaning_of(m->words, text[i], &words);

		if (each != MAIL_NOTHING && (meaning == MAIL_NOTHING || each < meaning)) {
			meaning = each;
			phrase = words;
		}
	}
	if (meaning == MAIL_NOTHING)
		return;
	if (says[meaning].of_claim && claim)
		command = filled(a, says[meaning].of_claim, id, claim);
	else if (says[meaning].of_claim)
		command = arena_printf(a, "waylaid claim file %" PRId64, id);
	else if (request)
		command = filled(a, says[meaning].of_request, id, request);
	propose(out, arena_printf(a, "looks like %s: \"%s\"", says[meaning].looks, phrase),
		command);
}

/* A decision comes as a PDF whose name says so. */
static void propose_letter(struct mail_taken *out, struct arena *a, const struct mail_words *words)
{
	for (int i = 1; i < out->nfiles; i++) {
		const struct evidence *e = &out->file[i];

		if (strcmp(e->media_type, "application/pdf") != 0 ||
		    e->kind == EVIDENCE_DECISION_LETTER || !mail_is_decision(words, e->name))
			continue;
		if (!out->contact_id)
			propose(out,
				arena_printf(
					a,
					"'%.80s' looks like a decision letter: take it in with "
					"--kind decision-letter",
					e->name),
				NULL);
		else
			propose(out,
				arena_printf(a,
					     "'%.80s' looks like a decision letter: take the mail "
					     "back and in again with --kind decision-letter",
					     e->name),
				"waylaid undo");
		return;
	}
}

void mail_propose(struct mail_taken *out, struct arena *a, const struct mail_read *m)
{
	if (out->direction == DIRECTION_IN && out->party != PARTY_RECIPIENT)
		propose_status(out, a, m);
	propose_letter(out, a, m->words);
}
