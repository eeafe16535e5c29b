#include "view/letter_doc.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/text.h"
#include "view/doc_mustache.h"
#include "view/letter_parts.h"

enum {
	LETTER_BYTES_MAX = 256 * 1024,
	NOTES_MAX = 40,
	BLANKS_MAX = 60,
	FIELD_BYTES_MAX = 16 * 1024
};

/* --- rendering --- */

static int render(const char **out, struct letter_work *w, const struct mustache *m, size_t max,
		  struct err *err)
{
	struct doc_texts texts = { .arena = w->arena, .zone = w->moment->zone };
	struct mustache_data data = doc_mustache(w->doc, &texts);
	struct buf b;
	int rc;

	buf_init(&b, max);
	rc = mustache_render(&b, m, &data, (struct mustache_how){ MUSTACHE_PLAIN, true }, err);
	*out = arena_strndup(w->arena, b.at, b.len);
	buf_release(&b);
	return rc;
}

/* --- forms: field by field --- */

static int field_node(struct letter_work *w, struct node *list, char **row, long long line,
		      struct err *err)
{
	struct arena *a = w->arena;
	const struct mustache_text text = { arena_printf(a, "forms.csv row %lld", line), row[2],
					    strlen(row[2]) };
	struct node *n = node_map(a, list, NULL);
	long long limit = 0;
	struct mustache *m;
	const char *value;
	int length;

	if (*row[3] && number_parse(&limit, row[3], 1, 1000000, "limit", err) < 0)
		return err_wrap(err, "forms.csv line %lld", line);
	if (mustache_parse(&m, a, &text, NULL, NULL, err) < 0 ||
	    render(&value, w, m, FIELD_BYTES_MAX, err) < 0)
		return -1;
	length = utf8_count(value);
	node_text(a, n, "field", row[1]);
	node_text(a, n, "value", value);
	node_int(a, n, "length", length);
	if (limit)
		node_int(a, n, "limit", limit);
	else
		node_null(a, n, "limit");
	if (limit && length > limit)
		node_int(a, n, "over", length - limit);
	else
		node_null(a, n, "over");
	return 0;
}

static int fields_nodes(struct letter_work *w, struct err *err)
{
	struct node *list = node_list(w->arena, w->doc, "fields");
	struct mustache_text file;
	bool limits = false;
	struct csv csv;
	char **row;
	int n, rc;

	if (!w->kind->form)
		return 0;
	if (letter_file(&file, w->arena, "forms.csv", err) < 0)
		return -1;
	csv_open(&csv, file.bytes, file.len, ',');
	while ((rc = csv_next(&row, &n, &csv, w->arena, err)) > 0)
		if (n >= 4 && strcmp(row[0], w->kind->code) == 0 &&
		    field_node(w, list, row, csv.line, err) < 0)
			return -1;
	for (const struct node *each = list->first; each; each = each->next)
		limits |= node_known(each, "limit");
	node_bool(w->arena, w->doc, "known_limits", limits);
	return rc < 0 ? err_wrap(err, "%s", file.name) : 0;
}

/* --- what the sender should know --- */

static void add_note(struct letter *l, const char *text)
{
	if (l->nnotes < NOTES_MAX)
		l->note[l->nnotes++] = text;
}

static const struct window *window_for(const struct letter_work *w, enum window_what what)
{
	for (int i = 0; i < w->rows->nwindows; i++)
		if (w->rows->window[i].what == what)
			return &w->rows->window[i];
	return NULL;
}

/* Which window a letter of this kind is sent in. */
static const struct window *own_window(const struct letter_work *w)
{
	static const struct {
		const char *code;
		enum window_what what;
	} windows[] = {
		{ "appeal", WINDOW_APPEAL },
		{ "claim_letter", WINDOW_CLAIM },
		{ "first_notice", WINDOW_NOTICE },
		{ "international_inquiry", WINDOW_INQUIRY },
		{ "missing_mail_search", WINDOW_SEARCH },
	};

	for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
		if (strcmp(windows[i].code, w->kind->code) == 0)
			return window_for(w, windows[i].what);
	return NULL;
}

static void window_notes(struct letter *l, const struct letter_work *w)
{
	const struct window *own = own_window(w);
	const char *sure;
	struct arena *a = w->arena;
	char day[DAY_TEXT];

	if (!own)
		return;
	sure = own->confidence == CONFIDENCE_LOW ? " (unconfirmed: check with the carrier)" : "";
	if (own->opens_on != DAY_NONE && own->opens_on > w->moment->today)
		add_note(l, arena_printf(a, "too early: do not send it before %s%s",
					 day_text(day, own->opens_on), sure));
	else if (own->closes_on != DAY_NONE && own->closes_on < w->moment->today)
		add_note(l, arena_printf(a, "late: the last day was %s%s",
					 day_text(day, own->closes_on), sure));
	else if (own->closes_on != DAY_NONE)
		add_note(l,
			 arena_printf(a, "send it by %s%s", day_text(day, own->closes_on), sure));
}

static void notes(struct letter *l, const struct letter_work *w)
{
	const struct node *fields = node_get(w->doc, "fields");
	bool denial = w->kind->needs & LETTER_DENIAL;
	const struct node *missing = denial ? node_get(w->doc, "denial.missing") : NULL;
	struct arena *a = w->arena;

	l->note = arena_array(a, NOTES_MAX, sizeof *l->note);
	window_notes(l, w);
	for (const struct node *n = fields->first; n; n = n->next)
		if (node_known(n, "over"))
			add_note(l, arena_printf(a,
						 "'%s' is %" PRId64 " characters too long for the "
						 "form: shorten it",
						 node_str(n, "field"), node_num(n, "over")));
	for (const struct node *n = missing ? missing->first : NULL; n; n = n->next)
		add_note(l,
			 arena_printf(a, "what answers this reason is not attached to the case: %s",
				      node_str(n, "kind")));
	if (denial && w->denial.code)
		add_note(l, arena_printf(a, "what answers this reason: %s", w->denial.rebuttal));
	if (denial && !w->denial.code)
		add_note(l, "the reason of the denial has no code, so that its answer is yours to "
			    "write");
	if (denial && w->denial.code && text_same(w->denial.confidence, "low"))
		add_note(l, "what answers this reason is unconfirmed: check with the carrier");
}

/* --- whom it goes to --- */

/* The first word in it that looks like an address of an e-mail. */
static const char *address_in(struct arena *a, const char *text)
{
	static const char ends[] = " \t\n,;<>()\"";

	while (text && *text) {
		size_t n = strcspn(text, ends);
		const char *at = memchr(text, '@', n);

		if (at && at > text && memchr(at, '.', n - (size_t)(at - text)) &&
		    text[n - 1] != '@')
			return arena_strndup(a, text, n);
		text += n;
		text += strspn(text, ends);
	}
	return NULL;
}

static int find_to(struct letter *l, struct letter_work *w, struct snap *snap, struct err *err)
{
	const struct shipment *s = &w->rows->shipment;
	struct fact_contact *c;
	int n;

	if (w->kind->to == PARTY_RECIPIENT) {
		l->to = address_in(w->arena, s->to_address);
		return 0;
	}
	if (!s->carrier || w->kind->form || (w->claim && w->claim->route != ROUTE_CARRIER))
		return 0;
	if (fact_contacts(&c, &n, snap, w->arena, s->carrier, err) < 0)
		return -1;
	for (int i = 0; i < n && !l->to; i++) {
		if (strcmp(c[i].channel, "email") != 0 || !c[i].purpose ||
		    !strstr(c[i].purpose, "claim"))
			continue;
		l->to = address_in(w->arena, c[i].value);
		if (l->to && text_same(c[i].confidence, "low"))
			add_note(l, arena_printf(w->arena,
						 "the address %s is unconfirmed: check with the "
						 "carrier",
						 l->to));
	}
	return 0;
}

/* --- the letter --- */

/* Lines without blanks at their end, never two empty ones together. */
static char *tidy(struct arena *a, const char *text)
{
	char *out = arena_alloc(a, strlen(text) + 2), *to = out;

	text += strspn(text, "\n");
	while (*text) {
		size_t n = strcspn(text, "\n"), keep = n;

		while (keep && (text[keep - 1] == ' ' || text[keep - 1] == '\r'))
			keep--;
		if (keep || (to - out >= 2 && to[-2] != '\n')) {
			memcpy(to, text, keep);
			to += keep;
			*to++ = '\n';
		}
		text += n + (text[n] == '\n');
	}
	while (to - out >= 2 && to[-1] == '\n' && to[-2] == '\n')
		*--to = '\0';
	*to = '\0';
	return out;
}

static int split(struct letter *l, struct arena *a, const char *text, struct err *err)
{
	size_t n = strcspn(text, "\n");

	if (!text_has_prefix(text, "Subject: "))
		return err_set(err, ERR_INPUT, "%s.mustache: the first line must be 'Subject: ...'",
			       l->kind->code);
	l->subject = arena_strndup(a, text + 9, n - 9);
	l->body = tidy(a, text + n);
	return 0;
}

/* What stands in the blanks of the letter, each once. */
static void take_blanks(struct letter *l, struct arena *a)
{
	const char *p = l->body;

	l->blank = arena_array(a, BLANKS_MAX, sizeof *l->blank);
	while ((p = strstr(p, LETTER_BLANK)) && l->nblanks < BLANKS_MAX) {
		const char *what;
		bool known = false;

		p += strlen(LETTER_BLANK);
		what = arena_strndup(a, p, strcspn(p, "]\n"));
		for (int i = 0; i < l->nblanks; i++)
			known |= strcmp(l->blank[i], what) == 0;
		if (!known)
			l->blank[l->nblanks++] = what;
	}
}

static void take_attachments(struct letter *l, const struct letter_work *w)
{
	struct evidence *e = arena_array(w->arena, (size_t)w->rows->nevidence + 1, sizeof *e);

	for (int i = 0; i < w->rows->nevidence; i++)
		if (w->kind->attach & (UINT32_C(1) << w->rows->evidence[i].kind))
			e[l->nattach++] = w->rows->evidence[i];
	l->attach = e;
}

static int write_letter(struct letter *l, struct letter_work *w, struct err *err)
{
	struct mustache *m;
	const char *text;

	if (letter_template(&m, w->arena, w->kind->code, err) < 0 || fields_nodes(w, err) < 0 ||
	    render(&text, w, m, LETTER_BYTES_MAX, err) < 0 || split(l, w->arena, text, err) < 0)
		return -1;
	take_blanks(l, w->arena);
	take_attachments(l, w);
	notes(l, w);
	return 0;
}

int letter_doc(struct letter *out, struct snap *snap, struct arena *a,
	       const struct letter_query *query, const struct moment *moment, struct err *err)
{
	struct letter_work w = { .arena = a, .moment = moment, .kind = query->kind };
	struct case_rows c;

	*out = (struct letter){ .kind = query->kind, .case_id = query->case_id };
	if (case_read(&c, snap, a, query->case_id, err) < 0 ||
	    letter_fits(query->kind, &c, moment->today, err) < 0 ||
	    letter_claim(&w.claim, query->kind, &c, query->claim, err) < 0 ||
	    fact_denial_get(&w.denial, snap, a, w.claim ? w.claim->denial : NULL, err) < 0)
		return -1;
	w.rows = &c;
	letter_tree(&w);
	if (write_letter(out, &w, err) < 0)
		return -1;
	return find_to(out, &w, snap, err);
}

int letter_list_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
		    const struct moment *moment, struct err *err)
{
	struct case_rows c;
	struct node *list;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	*out = node_root(a);
	node_int(a, *out, "case", case_id);
	list = node_list(a, *out, "items");
	for (const struct letter_kind *k = letter_kinds; k->code; k++) {
		struct node *n = node_map(a, list, NULL);
		struct err why = { 0 };
		bool fits = letter_fits(k, &c, moment->today, &why) == 0;

		node_text(a, n, "kind", k->code);
		node_text(a, n, "title", k->title);
		node_bool(a, n, "fits", fits);
		node_text(a, n, "because", fits ? NULL : arena_strdup(a, why.text));
	}
	node_int(a, *out, "count", list->count);
	return 0;
}

/* --- shown --- */

static void texts_node(struct arena *a, struct node *n, const char *name, const char *const text[],
		       int count)
{
	struct node *list = node_list(a, n, name);

	for (int i = 0; i < count; i++)
		node_text(a, list, NULL, text[i]);
}

struct node *letter_node(struct arena *a, const struct letter *l)
{
	struct node *n = node_root(a), *list;

	node_int(a, n, "case", l->case_id);
	node_text(a, n, "kind", l->kind->code);
	node_text(a, n, "to", l->to);
	node_text(a, n, "subject", l->subject);
	node_text(a, n, "body", l->body);
	texts_node(a, n, "missing", l->blank, l->nblanks);
	texts_node(a, n, "notes", l->note, l->nnotes);
	list = node_list(a, n, "attachments");
	for (int i = 0; i < l->nattach; i++)
		node_text(a, list, NULL, l->attach[i].name);
	return n;
}

/* A block of lines: a list, a table of "Label: value", or a paragraph. */
static void block_node(struct arena *a, struct node *blocks, char *lines)
{
	struct node *n = node_map(a, blocks, NULL), *list;
	bool bullets = true, facts = strchr(lines, '\n') != NULL;
	char *line, *next;

	for (const char *p = lines; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		bullets &= text_has_prefix(p, "- ");
		facts &= strcspn(p, ":") < 40 && strstr(p, ": ") == p + strcspn(p, ":");
	}
	n = node_map(a, n, bullets ? "list" : facts ? "table" : "paragraph");
	list = node_list(a, n, bullets ? "items" : facts ? "rows" : "lines");
	for (next = lines; (line = strsep(&next, "\n")) != NULL;) {
		struct node *each;

		if (!facts || bullets) {
			node_text(a, list, NULL, bullets ? line + 2 : line);
			continue;
		}
		each = node_map(a, list, NULL);
		node_text(a, each, "label", arena_strndup(a, line, strcspn(line, ":")));
		node_text(a, each, "value", line + strcspn(line, ":") + 2);
	}
}

int letter_page(struct buf *to, struct arena *a, const struct letter *l, struct err *err)
{
	struct doc_texts texts = { .arena = a };
	struct node *page = node_root(a), *blocks;
	char *next = arena_strdup(a, l->body), *block;
	struct mustache_data data;
	struct mustache *m;

	node_text(a, page, "subject", l->subject);
	blocks = node_list(a, page, "blocks");
	while (next && *next) {
		block = next;
		next = strstr(block, "\n\n");
		if (next) {
			*next = '\0';
			next += 2;
		} else if (*block && block[strlen(block) - 1] == '\n') {
			block[strlen(block) - 1] = '\0';
		}
		block_node(a, blocks, block);
	}
	if (letter_template(&m, a, "page", err) < 0)
		return -1;
	data = doc_mustache(page, &texts);
	return mustache_render(to, m, &data, (struct mustache_how){ MUSTACHE_HTML, true }, err);
}
