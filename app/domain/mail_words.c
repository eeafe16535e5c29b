#include "domain/mail_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"

const char *const mail_meaning_names[MAIL_MEANING_NVALUES] = {
	[MAIL_NOTHING] = "nothing",
	[MAIL_DENIED] = "denied",
	[MAIL_PARTLY_APPROVED] = "partly_approved",
	[MAIL_PAID] = "paid",
	[MAIL_APPROVED] = "approved",
	[MAIL_NEEDS_INFO] = "needs_info",
	[MAIL_NO_RECORD] = "no_record",
	[MAIL_NOT_FOUND] = "not_found",
	[MAIL_FOUND] = "found",
	[MAIL_ACKNOWLEDGED] = "acknowledged",
	[MAIL_DECISION_LETTER] = "decision_letter",
};

/* --- the tables --- */

enum { ROWS_MAX = 2000 };

/* A code in the second column, both columns by their headings. */
struct two {
	const char *words, *code;
	const char *const *names;
	int n;
};

typedef void take_row(void *payload, struct arena *a, const char *words, int code);

static int read_two(const struct two *t, const char *csv_text, struct arena *a, take_row *take,
		    void *payload, struct err *err)
{
	int n, words, means, code, rows = 0, rc;
	struct csv csv;
	char **row;

	csv_open(&csv, csv_text, strlen(csv_text), ',');
	if ((rc = csv_next(&row, &n, &csv, a, err)) <= 0)
		return rc;
	words = csv_column(row, n, t->words);
	means = csv_column(row, n, t->code);
	if (words < 0 || means < 0)
		return err_set(err, ERR_INPUT, "line 1: the headings %s and %s are needed",
			       t->words, t->code);
	while ((rc = csv_next(&row, &n, &csv, a, err)) > 0) {
		if (words >= n || means >= n || text_blank(row[words]))
			continue;
		code = name_find(t->names, t->n, row[means]);
		if (code < 0)
			return err_set(err, ERR_INPUT, "line %lld: %s '%.40s' is not known",
				       csv.line, t->code, row[means]);
		if (++rows > ROWS_MAX)
			return err_set(err, ERR_INPUT, "more than %d rows", ROWS_MAX);
		take(payload, a, row[words], code);
	}
	return rc;
}

static void take_sender(void *payload, struct arena *a, const char *words, int code)
{
	struct mail_words *w = payload;

	if (!w->sender)
		w->sender = arena_array(a, ROWS_MAX, sizeof *w->sender);
	w->sender[w->nsenders++] = (struct mail_sender){ words, (enum party)code };
}

static void take_phrase(void *payload, struct arena *a, const char *words, int code)
{
	struct mail_words *w = payload;

	if (!w->phrase)
		w->phrase = arena_array(a, ROWS_MAX, sizeof *w->phrase);
	w->phrase[w->nphrases++] = (struct mail_phrase){ words, (enum mail_meaning)code };
}

int mail_senders_read(struct mail_words *out, struct arena *a, const char *csv, struct err *err)
{
	const struct two columns = { "domain", "party", party_names, PARTY_NVALUES };

	out->sender = NULL;
	out->nsenders = 0;
	return read_two(&columns, csv, a, take_sender, out, err);
}

int mail_phrases_read(struct mail_words *out, struct arena *a, const char *csv, struct err *err)
{
	const struct two columns = { "phrase", "means", mail_meaning_names, MAIL_MEANING_NVALUES };

	out->phrase = NULL;
	out->nphrases = 0;
	return read_two(&columns, csv, a, take_phrase, out, err);
}

/* --- what they say --- */

/* "news.usps.com" is of usps.com; "notusps.com" is not. */
static bool is_of(const char *host, const char *domain)
{
	size_t n = strlen(host), d = strlen(domain);

	if (n < d || strcasecmp(host + n - d, domain) != 0)
		return false;
	return n == d || host[n - d - 1] == '.';
}

enum party mail_party(const struct mail_words *w, const char *address)
{
	const char *host = address ? strrchr(address, '@') : NULL;

	for (int i = 0; host && i < w->nsenders; i++)
		if (is_of(host + 1, w->sender[i].domain))
			return w->sender[i].party;
	return PARTY_RECIPIENT;
}

/* Does the phrase begin here? One of its blanks stands for any white space. */
static bool begins(const char *text, const char *phrase)
{
	for (; *phrase; phrase++) {
		if (*phrase == ' ') {
			if (!isspace((unsigned char)*text))
				return false;
			while (isspace((unsigned char)*text))
				text++;
		} else if (tolower((unsigned char)*text) != *phrase) {
			return false;
		} else {
			text++;
		}
	}
	return !isalpha((unsigned char)*text);
}

static bool stands_in(const char *text, const char *phrase)
{
	bool word = false; /* the character before belongs to a word */

	for (; *text; word = isalpha((unsigned char)*text++))
		if (!word && tolower((unsigned char)*text) == *phrase && begins(text, phrase))
			return true;
	return false;
}

enum mail_meaning mail_meaning_of(const struct mail_words *w, const char *text, const char **phrase)
{
	enum mail_meaning gravest = MAIL_NOTHING;

	*phrase = NULL;
	for (int i = 0; text && i < w->nphrases; i++) {
		const struct mail_phrase *p = &w->phrase[i];

		if (p->meaning == MAIL_NOTHING || p->meaning == MAIL_DECISION_LETTER ||
		    (*phrase && p->meaning >= gravest) || !stands_in(text, p->phrase))
			continue;
		gravest = p->meaning;
		*phrase = p->phrase;
	}
	return gravest;
}

bool mail_is_decision(const struct mail_words *w, const char *file_name)
{
	for (int i = 0; i < w->nphrases; i++)
		if (w->phrase[i].meaning == MAIL_DECISION_LETTER &&
		    strcasestr(file_name, w->phrase[i].phrase))
			return true;
	return false;
}
