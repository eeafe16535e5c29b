#include "lib/sandbox/script.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/scenario.h"
#include "lib/sandbox/text.h"

enum { WORDS_MAX = 256, LINE_SIZE = 8192, FILE_SIZE_MAX = 16 * 1024 * 1024 };

static const char *const carriers[] = {
	[CARRIER_USPS] = "usps",
	[CARRIER_UPS] = "ups",
	[CARRIER_FEDEX] = "fedex",
	[CARRIER_DHL] = "dhl",
	[CARRIER_CANADA_POST] = "canada_post",
	[CARRIER_EASYPOST] = "easypost",
};

static_assert(sizeof(carriers) / sizeof(carriers[0]) == CARRIER_NVALUES, "a name each");

/* One line in words, and the place of the next one. */
struct line {
	char *word[WORDS_MAX];
	int count, next;
	const char *folder; /* of the script, with its slash */
	const char *fault;  /* what was wrong with it */
};

static const char *peek(const struct line *l)
{
	return l->next < l->count ? l->word[l->next] : "";
}

static bool take(struct line *l, const char *word)
{
	if (strcmp(peek(l), word) != 0)
		return false;
	l->next++;
	return true;
}

static int take_number(long *out, struct line *l, long max, const char *unit)
{
	const char *s = peek(l);
	char *end;

	if (!isdigit((unsigned char)*s))
		return -1;
	errno = 0;
	*out = strtol(s, &end, 10);
	if (errno || *out > max || (*end && strcmp(end, unit) != 0))
		return -1;
	l->next++;
	return 0;
}

/* "300ms" or "2s"; without unit milliseconds. */
static int take_duration(long *out, struct line *l)
{
	if (take_number(out, l, 3600000, "ms") == 0)
		return 0;
	if (take_number(out, l, 3600, "s") < 0)
		return -1;
	*out *= 1000;
	return 0;
}

static char *read_bytes(const char *folder, const char *name)
{
	struct text path = { 0 }, bytes = { 0 };
	char part[4096];
	FILE *f;
	size_t n;

	text_printf(&path, "%s%s", *name == '/' ? "" : folder, name);
	f = fopen(path.at, "rb");
	text_release(&path);
	if (!f)
		return NULL;
	text_puts(&bytes, "");
	while ((n = fread(part, 1, sizeof(part), f)) > 0 && bytes.len < FILE_SIZE_MAX)
		text_put(&bytes, part, n);
	fclose(f);
	return bytes.at;
}

static const struct {
	const char *word;
	enum step_kind kind;
	int value;
} plain_steps[] = {
	{ "ok", STEP_OK, 0 },           { "not_found", STEP_ERROR, ERROR_NOT_FOUND },
	{ "missing", STEP_MISSING, 0 }, { "partial", STEP_PARTIAL, 0 },
	{ "cut", STEP_CUT, 0 },         { "hangup", STEP_HANGUP, 0 },
	{ "junk", STEP_JUNK, 0 },       { "html", STEP_HTML, 0 },
	{ "empty", STEP_EMPTY, 0 },     { "huge", STEP_HUGE, 0 },
};

static int take_status(struct step *s, struct line *l)
{
	long status;

	if (take_number(&status, l, 599, "") < 0 || status < 200)
		return -1;
	s->kind = STEP_STATUS;
	s->value = (int)status;
	s->spent = take(l, "spent");
	if (take(l, "retry-after") && take_number(&s->retry_after_s, l, 1000000, "") < 0)
		return -1;
	return 0;
}

static int take_worded(struct step *s, struct line *l)
{
	const char *word = peek(l);
	long code;

	l->next++;
	s->value = scenario_find(word);
	s->kind = STEP_SCENARIO;
	if (s->value >= 0)
		return 0;
	for (size_t i = 0; i < sizeof(plain_steps) / sizeof(plain_steps[0]); i++) {
		if (strcmp(word, plain_steps[i].word) != 0)
			continue;
		s->kind = plain_steps[i].kind;
		s->value = plain_steps[i].value;
		return 0;
	}
	if (!strcmp(word, "error") && take_number(&code, l, 999999, "") == 0) {
		s->kind = STEP_ERROR;
		s->value = (int)code;
		return 0;
	}
	if (!strcmp(word, "answer")) {
		s->kind = STEP_ANSWER;
		s->text = read_bytes(l->folder, peek(l));
		l->next++;
		return s->text ? 0 : -1;
	}
	if (!strcmp(word, "redirect")) {
		bool given = !strncmp(peek(l), "http", 4);

		s->kind = STEP_REDIRECT;
		s->text = sandbox_strdup(given ? peek(l) : "https://login.example.com/");
		l->next += given;
		return 0;
	}
	return -1;
}

static int take_step(struct step *s, struct line *l)
{
	long times = 1;

	*s = (struct step){ .retry_after_s = -1, .times = 1 };
	if (take(l, "slow") && take_duration(&s->delay_ms, l) < 0)
		return -1;
	s->reused = take(l, "reused");
	if ((isdigit((unsigned char)*peek(l)) ? take_status(s, l) : take_worded(s, l)) < 0)
		return -1;
	if (s->reused && s->kind != STEP_SCENARIO)
		return -1;
	if (take(l, "times") && (take_number(&times, l, 1000000, "") < 0 || times < 1))
		return -1;
	s->times = (int)times;
	return 0;
}

static void plan_release(struct plan *p)
{
	for (int i = 0; i < p->nsteps; i++)
		free(p->step[i].text);
	free(p->step);
	*p = (struct plan){ 0 };
}

static int take_plan(struct plan *p, struct line *l)
{
	plan_release(p);
	do {
		struct step *s;

		p->step = sandbox_alloc(p->step, sizeof(*p->step) * (size_t)(p->nsteps + 1));
		s = &p->step[p->nsteps];
		if (take_step(s, l) < 0) {
			free(s->text);
			return -1;
		}
		p->nsteps++;
		if (s->kind == STEP_SCENARIO && scenario_shift((enum scenario)s->value) > p->shift)
			p->shift = scenario_shift((enum scenario)s->value);
	} while (take(l, "then"));
	return 0;
}

static char *take_rest(struct line *l)
{
	struct text t = { 0 };

	text_puts(&t, "");
	while (l->next < l->count)
		text_printf(&t, "%s%s", t.len ? " " : "", l->word[l->next++]);
	return t.at;
}

static struct entry **find_slot(struct script *s, const char *number)
{
	uint32_t i = sandbox_hash(number);

	for (;; i++) {
		struct entry **slot = &s->slot[i % (uint32_t)s->nslots];

		if (!*slot || !strcmp((*slot)->number, number))
			return slot;
	}
}

static struct entry *add_entry(struct script *s, const char *number)
{
	struct entry **slot;

	if (s->nentries * 2 >= s->nslots) {
		struct entry **old = s->slot;
		int n = s->nslots;

		s->nslots = n ? n * 2 : 64;
		s->slot = sandbox_alloc(NULL, sizeof(*s->slot) * (size_t)s->nslots);
		memset(s->slot, 0, sizeof(*s->slot) * (size_t)s->nslots);
		for (int i = 0; i < n; i++)
			if (old[i])
				*find_slot(s, old[i]->number) = old[i];
		free(old);
	}
	slot = find_slot(s, number);
	if (*slot)
		return *slot;
	*slot = sandbox_alloc(NULL, sizeof(**slot));
	**slot = (struct entry){ .number = sandbox_strdup(number) };
	s->nentries++;
	return *slot;
}

struct entry *script_entry(struct script *s, const char *number)
{
	struct entry *e = add_entry(s, number);

	if (!e->plan.nsteps) {
		e->plan = s->fallback;
		e->borrowed = true;
	}
	return e;
}

struct entry *script_named(struct script *s, const char *number)
{
	return s->nslots ? *find_slot(s, number) : NULL;
}

const struct step *entry_step(const struct entry *e)
{
	return &e->plan.step[e->at];
}

void entry_advance(struct entry *e)
{
	if (e->at + 1 < e->plan.nsteps && ++e->used >= entry_step(e)->times) {
		e->at++;
		e->used = 0;
	}
}

static int read_today(struct script *s, struct rules *r, struct line *l)
{
	struct tm tm = { 0 };
	const char *end = strptime(peek(l), "%Y-%m-%d", &tm);
	int day = tm.tm_mday;

	(void)r;
	if (!end || *end)
		return -1;
	s->today = (int64_t)timegm(&tm) / 86400;
	l->next++;
	return tm.tm_mday == day ? 0 : -1;
}

static int read_token(struct script *s, struct rules *r, struct line *l)
{
	(void)s;
	if (take(l, "expires"))
		return take_number(&r->token_expires_s, l, 100000000, "s");
	if (take(l, "lasts"))
		return take_number(&r->token_lasts, l, 100000000, "");
	if (take(l, "answers"))
		return take_plan(&r->token.plan, l);
	if (!take(l, "scope"))
		return -1;
	free(r->token_scope);
	r->token_scope = take_rest(l);
	return 0;
}

/* So that a request can be searched for it wherever it must not stand. */
static void remember_secret(struct script *s, const char *secret)
{
	for (int i = 0; i < s->nsecrets; i++)
		if (!strcmp(s->secret[i], secret))
			return;
	s->secret = sandbox_alloc(s->secret, sizeof(*s->secret) * (size_t)(s->nsecrets + 1));
	s->secret[s->nsecrets++] = sandbox_strdup(secret);
}

static int read_client(struct script *s, struct rules *r, struct line *l)
{
	struct client *c;

	if (l->count < l->next + 2)
		return -1;
	r->client = sandbox_alloc(r->client, sizeof(*r->client) * (size_t)(r->nclients + 1));
	c = &r->client[r->nclients++];
	c->id = sandbox_strdup(l->word[l->next++]);
	c->secret = sandbox_strdup(l->word[l->next++]);
	c->scope = l->next < l->count ? take_rest(l) : NULL;
	remember_secret(s, c->secret);
	return 0;
}

static int read_key(struct script *s, struct rules *r, struct line *l)
{
	if (l->count < l->next + 1)
		return -1;
	r->key = sandbox_alloc(r->key, sizeof(*r->key) * (size_t)(r->nkeys + 1));
	r->key[r->nkeys++] = sandbox_strdup(l->word[l->next++]);
	remember_secret(s, r->key[r->nkeys - 1]);
	return 0;
}

static int read_limit(struct script *s, struct rules *r, struct line *l)
{
	(void)s;
	if (take_number(&r->limit, l, 1000000, "") < 0)
		return -1;
	if (take(l, "each") && (take_duration(&r->limit_each_ms, l) < 0 || !r->limit))
		return -1;
	return take(l, "retry-after") ? take_number(&r->limit_retry_after_s, l, 1000000, "") : 0;
}

static int read_number(struct script *s, struct rules *r, struct line *l)
{
	(void)r;
	if (l->count < 3)
		return -1;
	return take_plan(&add_entry(s, l->word[l->next++])->plan, l);
}

static int read_latency(struct script *s, struct rules *r, struct line *l)
{
	(void)s;
	return take_duration(&r->latency_ms, l);
}

static int read_default(struct script *s, struct rules *r, struct line *l)
{
	(void)r;
	return take_plan(&s->fallback, l);
}

static const struct {
	const char *word;
	int (*read)(struct script *s, struct rules *r, struct line *l);
	bool of_carrier; /* read once for each; r is NULL otherwise */
} statements[] = {
	{ "today", read_today, false },     { "latency", read_latency, true },
	{ "limit", read_limit, true },      { "client", read_client, true },
	{ "key", read_key, true },          { "token", read_token, true },
	{ "default", read_default, false }, { "number", read_number, false },
};

/* The carrier that the line is for; CARRIER_NVALUES: every one. */
static enum carrier_id take_carrier(struct line *l)
{
	int i = 0;

	while (i < CARRIER_NVALUES && !take(l, carriers[i]))
		i++;
	return (enum carrier_id)i;
}

static int read_for(struct script *s, enum carrier_id carrier, size_t statement, struct line *l)
{
	bool all = carrier == CARRIER_NVALUES;
	int words = l->next;

	if (!statements[statement].of_carrier)
		return all ? statements[statement].read(s, NULL, l) : -1;
	for (int i = 0; i < CARRIER_NVALUES; i++) {
		if (!all && i != (int)carrier)
			continue;
		l->next = words;
		if (statements[statement].read(s, &s->rules[i], l) < 0)
			return -1;
	}
	return 0;
}

static int read_line(struct script *s, struct line *l)
{
	enum carrier_id carrier = take_carrier(l);

	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		if (!take(l, statements[i].word))
			continue;
		if (read_for(s, carrier, i, l) < 0 || l->next < l->count)
			return -1;
		return 0;
	}
	return -1;
}

static int split(struct line *l, char *s)
{
	char *save = NULL;

	l->count = l->next = 0;
	s[strcspn(s, "#")] = '\0';
	for (char *w = strtok_r(s, " \t\r\n", &save); w; w = strtok_r(NULL, " \t\r\n", &save)) {
		if (l->count == WORDS_MAX)
			return -1;
		l->word[l->count++] = w;
	}
	return 0;
}

static void script_init(struct script *s)
{
	*s = (struct script){ .today = 20780 };
	for (int i = 0; i < CARRIER_NVALUES; i++)
		s->rules[i] = (struct rules){ .limit = -1,
					      .limit_retry_after_s = 3600,
					      .token_expires_s = -1,
					      .token_lasts = -1 };
	s->fallback.step = sandbox_alloc(NULL, sizeof(struct step));
	s->fallback.step[0] = (struct step){
		.kind = STEP_ERROR, .value = ERROR_NOT_FOUND, .retry_after_s = -1, .times = 1
	};
	s->fallback.nsteps = 1;
}

int script_read(struct script *s, const char *path, char *why, int why_size)
{
	FILE *f = fopen(path, "r");
	const char *slash = strrchr(path, '/');
	struct text folder = { 0 };
	struct line l;
	char raw[LINE_SIZE];
	int n = 0, rc = -1;

	script_init(s);
	snprintf(why, (size_t)why_size, "%s: %s", path, f ? "" : strerror(errno));
	if (!f)
		return -1;
	text_put(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
	while (fgets(raw, sizeof(raw), f)) {
		n++;
		l.folder = folder.at;
		if (split(&l, raw) < 0 || (l.count && read_line(s, &l) < 0)) {
			snprintf(why, (size_t)why_size, "%s:%d: cannot read '%s'", path, n,
				 l.next < l.count ? peek(&l) : "the end of the line");
			goto out;
		}
	}
	rc = 0;
out:
	text_release(&folder);
	fclose(f);
	return rc;
}

static void rules_release(struct rules *r)
{
	for (int i = 0; i < r->nclients; i++) {
		free(r->client[i].id);
		free(r->client[i].secret);
		free(r->client[i].scope);
	}
	for (int i = 0; i < r->nkeys; i++)
		free(r->key[i]);
	free(r->client);
	free(r->key);
	free(r->token_scope);
	plan_release(&r->token.plan);
}

void script_release(struct script *s)
{
	for (int i = 0; i < s->nslots; i++) {
		if (!s->slot[i])
			continue;
		if (!s->slot[i]->borrowed)
			plan_release(&s->slot[i]->plan);
		free(s->slot[i]->number);
		free(s->slot[i]);
	}
	for (int i = 0; i < CARRIER_NVALUES; i++)
		rules_release(&s->rules[i]);
	for (int i = 0; i < s->nsecrets; i++)
		free(s->secret[i]);
	free(s->secret);
	free(s->slot);
	plan_release(&s->fallback);
}
