#include "lib/sandbox/script.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/scenario.h"
#include "lib/sandbox/text.h"

enum { WORDS_MAX = 256, LINE_SIZE = 8192, FILE_SIZE_MAX = 16 * 1024 * 1024 };

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
	{ "ok", STEP_OK, 0 },           { "not_found", STEP_ERROR, 150002 },
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
	if ((isdigit((unsigned char)*peek(l)) ? take_status(s, l) : take_worded(s, l)) < 0)
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

static int read_today(struct script *s, struct line *l)
{
	struct tm tm = { 0 };
	const char *end = strptime(peek(l), "%Y-%m-%d", &tm);
	int day = tm.tm_mday;

	if (!end || *end)
		return -1;
	s->today = (int64_t)timegm(&tm) / 86400;
	l->next++;
	return tm.tm_mday == day ? 0 : -1;
}

static int read_token(struct script *s, struct line *l)
{
	if (take(l, "expires"))
		return take_number(&s->token_expires_s, l, 100000000, "s");
	if (take(l, "answers"))
		return take_plan(&s->token.plan, l);
	if (!take(l, "scope"))
		return -1;
	free(s->token_scope);
	s->token_scope = take_rest(l);
	return 0;
}

static int read_client(struct script *s, struct line *l)
{
	struct client *c;

	if (l->count < 3)
		return -1;
	s->client = sandbox_alloc(s->client, sizeof(*s->client) * (size_t)(s->nclients + 1));
	c = &s->client[s->nclients++];
	c->id = sandbox_strdup(l->word[1]);
	c->secret = sandbox_strdup(l->word[2]);
	l->next = 3;
	c->scope = l->count > 3 ? take_rest(l) : NULL;
	return 0;
}

static int read_limit(struct script *s, struct line *l)
{
	if (take_number(&s->limit, l, 1000000000, "") < 0)
		return -1;
	return take(l, "retry-after") ? take_number(&s->limit_retry_after_s, l, 1000000, "") : 0;
}

static int read_number(struct script *s, struct line *l)
{
	if (l->count < 3)
		return -1;
	return take_plan(&add_entry(s, l->word[l->next++])->plan, l);
}

static int read_latency(struct script *s, struct line *l)
{
	return take_duration(&s->latency_ms, l);
}

static int read_default(struct script *s, struct line *l)
{
	return take_plan(&s->fallback, l);
}

static const struct {
	const char *word;
	int (*read)(struct script *s, struct line *l);
} statements[] = {
	{ "today", read_today },   { "latency", read_latency }, { "limit", read_limit },
	{ "client", read_client }, { "token", read_token },     { "default", read_default },
	{ "number", read_number },
};

static int read_line(struct script *s, struct line *l)
{
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		if (!take(l, statements[i].word))
			continue;
		if (statements[i].read(s, l) < 0 || l->next < l->count)
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
	*s = (struct script){
		.today = 20780, .limit = -1, .limit_retry_after_s = 3600, .token_expires_s = 28799
	};
	s->token_scope = sandbox_strdup("addresses locations prices tracking");
	s->fallback.step = sandbox_alloc(NULL, sizeof(struct step));
	s->fallback.step[0] = (struct step){
		.kind = STEP_ERROR, .value = 150002, .retry_after_s = -1, .times = 1
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
	for (int i = 0; i < s->nclients; i++) {
		free(s->client[i].id);
		free(s->client[i].secret);
		free(s->client[i].scope);
	}
	free(s->slot);
	free(s->client);
	free(s->token_scope);
	plan_release(&s->token.plan);
	plan_release(&s->fallback);
}
