#include "domain/number_find.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/number_cue.h"
#include "domain/number_formats.h"
#include "domain/number_word.h"

/* Ranks of number_formats.h that say enough by themselves; so many digits are rarely other. */
enum { SURE_RANK = 85, LIKELY_RANK = 75, PARCEL_RANK = 45, ALONE_RANK = 35, LIKELY_DIGITS = 15 };

/* A heading holds no run of so many digits; a number stands in so many words, in such groups. */
enum { HEADING_DIGITS = 10, RUN_MAX = 160, JOIN_WORDS = 40, GROUP_MAX = 5, ALONE_MIN = 11 };

/* How far around a number words are looked at, and how much of a line of a table. */
enum { BEFORE_MAX = 120, BEHIND_MAX = 48, LINE_MAX = 4096, SEEN_MIN = 256 };

/* Words with soft gaps between them. */
struct run {
	struct number_word word[RUN_MAX];
	int n;
	bool whole; /* else it goes on behind the last word */
};

/* Some neighbours of a run, taken for one number. */
struct join {
	int from, to; /* words, both included */
	char s[WORD_MAX + 1];
	size_t n;
	struct number_found best;
	enum find_trust trust;
	bool folded;  /* over the end of a line */
	bool regular; /* in groups as numbers are printed */
	int score;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void number_finder_init(struct number_finder *f, struct arena *keep)
{
	*f = (struct number_finder){ .arena = keep };
	for (int i = 0; i < NUMBER_NFORMATS; i++) {
		const struct number_format *format = &number_formats[i];

		for (size_t n = 1; n <= WORD_MAX; n++)
			if (number_may_fit(format, format->letter_first ? 'A' : '0', n))
				f->lengths[format->letter_first] |= UINT64_C(1) << n;
	}
}

/* --- the same parcel once --- */

static uint64_t hash_of(const char *s, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	return h ? h : 1;
}

static uint64_t *seen_place(const struct number_finder *f, uint64_t hash)
{
	size_t i = hash & (f->seen_room - 1);

	while (f->seen[i] && f->seen[i] != hash)
		i = (i + 1) & (f->seen_room - 1);
	return &f->seen[i];
}

static void seen_grow(struct number_finder *f)
{
	uint64_t *old = f->seen;
	size_t room = f->seen_room;

	f->seen_room = room ? 2 * room : SEEN_MIN;
	f->seen = arena_array(f->arena, f->seen_room, sizeof(*f->seen));
	for (size_t i = 0; i < room; i++)
		if (old[i])
			*seen_place(f, old[i]) = old[i];
}

/* Notes the number; false when it was there. */
static bool seen_add(struct number_finder *f, uint64_t hash)
{
	uint64_t *place;

	if (2 * (f->nseen + 1) > f->seen_room)
		seen_grow(f);
	place = seen_place(f, hash);
	if (*place)
		return false;
	*place = hash;
	f->nseen++;
	return true;
}

/* --- tables --- */

static size_t line_begin(const char *text, size_t at)
{
	size_t least = at > LINE_MAX ? at - LINE_MAX : 0;

	while (at > least && text[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const char *text, size_t len, size_t at, size_t most)
{
	const char *end;

	most = len - at < most ? len - at : most;
	end = memchr(text + at, '\n', most);
	return end ? (size_t)(end - text) : at + most;
}

/* The first line, when it parts names of columns of which one is that of the numbers. */
static void take_heading(struct number_finder *f)
{
	static const char separators[] = "\t;,|";
	size_t at = 0, end, longest = 0, digits = 0;

	while (at < f->len && (f->text[at] == '\n' || f->text[at] == '\r'))
		at++;
	end = line_end(f->text, f->len, at, LINE_MAX);
	for (size_t i = at; i < end; i++) {
		digits = is_digit(f->text[i]) ? digits + 1 : 0;
		longest = digits > longest ? digits : longest;
	}
	if (longest >= HEADING_DIGITS)
		return;
	for (size_t i = 0; separators[i] && !f->heading; i++)
		if (memchr(f->text + at, separators[i], end - at)) {
			f->heading = arena_strndup(f->arena, f->text + at, end - at);
			f->separator = separators[i];
		}
}

void number_finder_text(struct number_finder *f, const char *text, size_t len)
{
	assert(f->arena && (text || len == 0));
	f->full |= len > FIND_TEXT_MAX;
	f->text = text;
	f->len = len < FIND_TEXT_MAX ? len : FIND_TEXT_MAX;
	f->at = f->last_end = 0;
	f->continued = false;
	if (!f->begun && f->len)
		take_heading(f);
	f->begun |= f->len > 0;
}

/* The cell that begins at *s, and what is behind it. */
static size_t cell_length(const char *s, size_t n, char separator)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < n && (quoted || s[i] != separator); i++)
		quoted ^= s[i] == '"';
	return i;
}

/* What the heading over this place says. */
static struct cue_found heading_cue(const struct number_finder *f, size_t at)
{
	size_t begin = line_begin(f->text, at), n;
	const char *cell = f->heading;

	if (!cell)
		return (struct cue_found){ 0 };
	for (;;) {
		begin += cell_length(f->text + begin, at - begin, f->separator);
		if (begin >= at)
			break;
		begin++;
		cell += cell_length(cell, strlen(cell), f->separator);
		if (*cell == '\0')
			return (struct cue_found){ 0 };
		cell++;
	}
	n = cell_length(cell, strlen(cell), f->separator);
	return number_cue_last(cell, n);
}

/* --- the words around --- */

static bool only_signs(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_word(s[i]))
			return false;
	return true;
}

/* Nothing else on the line but a bullet or the number of a list. */
static bool is_alone(const struct number_finder *f, size_t at, size_t end)
{
	size_t begin = line_begin(f->text, at), to = line_end(f->text, f->len, end, LINE_MAX);
	size_t digits = begin;

	while (digits < at && digits - begin < 4 && is_digit(f->text[digits]))
		digits++;
	if (digits > begin && digits + 1 < at && strchr(".):", f->text[digits]) &&
	    f->text[digits + 1] == ' ')
		begin = digits + 2;
	return only_signs(f->text + begin, at - begin) && only_signs(f->text + end, to - end);
}

/* From the line before: "Tracking number:" often stands above. */
static struct cue_found cue_around(const struct number_finder *f, size_t at, size_t end)
{
	size_t least = at > BEFORE_MAX ? at - BEFORE_MAX : 0, from = at, behind;
	struct cue_found before, after, over = heading_cue(f, at);
	int lines = 0;

	while (from > least && !(f->text[from - 1] == '\n' && ++lines == 3))
		from--;
	while (from > least && from < at && from > 0 && is_word(f->text[from - 1]))
		from++; /* not from the middle of a word */
	before = number_cue_last(f->text + from, at - from);
	behind = line_end(f->text, f->len, end, BEHIND_MAX);
	after = number_cue_first(f->text + end, behind - end);
	if (!before.carrier)
		before.carrier = after.carrier;
	if (over.cue)
		before.cue = over.cue;
	else if (before.cue == CUE_NONE && after.cue != CUE_OTHER)
		before.cue = after.cue;
	return before;
}

/* One of a list: nothing but signs since the hit before, which was as long. */
static bool goes_on(const struct number_finder *f, size_t at, size_t n)
{
	return f->last_end && f->last_n == n && at >= f->last_end && at - f->last_end <= 8 &&
	       only_signs(f->text + f->last_end, at - f->last_end);
}

static bool carrier_named(const struct join *j, const char *named)
{
	struct number_found found[CANDIDATES_MAX];
	int n = named ? number_formats_of(found, j->s, j->n) : 0;

	for (int i = 0; i < n; i++)
		if (found[i].fit.check_digit != CHECK_WRONG &&
		    strncmp(found[i].format->carrier, named, strlen(named)) == 0)
			return true;
	return false;
}

/* Sixteen digits in the form of a payment card, or fifteen. */
static bool is_card(const char *s, size_t n)
{
	static const struct number_check luhn = { .method = METHOD_LUHN };

	return (n == 15 || n == 16) && strspn(s, "0123456789") == n && strchr("23456", *s) &&
	       number_check_digit(&luhn, s, n - 1) == s[n - 1];
}

static bool words_allow(const struct number_finder *f, const struct join *j, size_t at, size_t end)
{
	const struct number_format *format = j->best.format;
	enum check_digit check = j->best.fit.check_digit;
	struct cue_found cue;
	bool named;

	if (j->trust == FIND_SURE)
		return true;
	cue = cue_around(f, at, end);
	named = carrier_named(j, cue.carrier);
	if (cue.cue == CUE_OTHER)
		return false;
	if (cue.cue == CUE_NUMBER || (cue.cue != CUE_NONE && named) || goes_on(f, at, j->n))
		return true;
	if (is_card(j->s, j->n))
		return false;
	if (j->trust == FIND_LIKELY)
		return true;
	if (j->n >= ALONE_MIN && format->rank >= ALONE_RANK && is_alone(f, at, end))
		return true;
	return check == CHECK_RIGHT && format->rank >= PARCEL_RANK &&
	       (cue.cue == CUE_PARCEL || cue.cue == CUE_CARRIER);
}

/* --- which words are one number --- */

static bool may_be_piece(const struct number_word *w)
{
	return w->n <= WORD_MAX && (!w->letters || (!w->small && w->n <= 4));
}

static bool is_group(const struct number_word *w)
{
	return w->digits && w->n <= GROUP_MAX;
}

/* A mail that was folded between two groups of a number. */
static bool is_folded(const struct number_word *w)
{
	return w[0].before == GAP_LINE && is_group(&w[0]) && is_group(&w[-1]);
}

/* The words from here that may belong together. Returns false at the end of the text. */
static bool read_run(struct run *run, const struct number_finder *f)
{
	size_t at = f->at;

	run->n = 0;
	run->whole = true;
	while (run->n < RUN_MAX) {
		struct number_word *w = &run->word[run->n];

		if (!number_word_next(w, f->text, f->len, at))
			return run->n > 0;
		if (run->n && (w->before == GAP_HARD || !may_be_piece(w) ||
			       (w->before == GAP_LINE && !is_folded(w))))
			return true;
		run->n++;
		at = w->end;
		if (!may_be_piece(w))
			return true;
	}
	run->whole = false;
	return true;
}

/*
 * Whether a number may begin with this word. In a row of groups of one length only the first, or
 * one that begins as the long forms do: else a page of figures would be tried at each.
 */
static bool may_begin(const struct run *run, int i)
{
	const struct number_word *w = &run->word[i];

	if (i == 0 || w->before == GAP_LINE || w->n > GROUP_MAX || !w->digits || !w[-1].digits ||
	    w->n != w[-1].n)
		return true;
	return w->n > 1 && (*w->s == '9' || (*w->s == '4' && w->s[1] == '2'));
}

static bool touches(const struct number_finder *f, const struct run *run, const struct join *j)
{
	size_t at = run->word[j->from].at, end = run->word[j->to].end;

	if (run->word[j->from].before == GAP_DASH || (at && strchr("+$@%", f->text[at - 1])))
		return true;
	if (j->to + 1 < run->n && run->word[j->to + 1].before == GAP_DASH)
		return true;
	return end + 1 < f->len && strchr("@-._", f->text[end]) && is_word(f->text[end + 1]);
}

/* Another group of the same row of groups stands before or behind. */
static bool row_goes_on(const struct run *run, const struct join *j)
{
	const struct number_word *first = &run->word[j->from], *last = &run->word[j->to];

	if (j->from > 0 && first->before != GAP_LINE && is_group(first - 1))
		return true;
	return j->to + 1 < run->n && last[1].before != GAP_LINE && is_group(last + 1);
}

/*
 * As people and labels group digits: all groups alike, the last perhaps shorter, or the first (33
 * 1881 0014). Behind letters (LX 176 35035) or 420 and a ZIP anything goes.
 */
static bool is_regular(const struct run *run, const struct join *j)
{
	const struct number_word *w = &run->word[j->from];
	int last = j->to - j->from;
	size_t usual = w[last > 1].n;

	for (int i = 2; i <= last; i++)
		if (w[i].before != w[1].before && !j->folded)
			return false;
	if (last == 0 || !w[0].digits || j->best.fit.prefix ||
	    j->best.format->check.method == METHOD_MOD37)
		return true;
	for (int i = 1; i < last; i++)
		if (w[i].n != usual)
			return false;
	if (usual > GROUP_MAX || w[0].n > usual || w[last].n > usual)
		return false;
	return w[0].n == usual || (last > 1 && w[last].n == usual);
}

/* A word of it that is surely a number by itself, and no ZIP stands before. */
static bool swallows(const struct run *run, const struct join *j)
{
	struct number_found found[CANDIDATES_MAX];

	if (j->best.fit.prefix)
		return false;
	for (int i = j->from; i <= j->to; i++) {
		const struct number_word *w = &run->word[i];

		if (w->n >= 13 && number_formats_of(found, w->s, w->n) &&
		    found[0].fit.check_digit == CHECK_RIGHT && found[0].format->rank >= SURE_RANK)
			return true;
	}
	return false;
}

static bool take_trust(struct join *j)
{
	const struct number_format *format = j->best.format;

	switch (j->best.fit.check_digit) {
	case CHECK_RIGHT:
		j->trust = format->rank >= SURE_RANK ? FIND_SURE
			   : j->n >= LIKELY_DIGITS   ? FIND_LIKELY
						     : FIND_BY_WORD;
		return true;
	case CHECK_NONE:
		j->trust = format->rank >= LIKELY_RANK ? FIND_LIKELY : FIND_BY_WORD;
		return true;
	default:
		j->trust = FIND_BY_WORD;
		return format->rank >= SURE_RANK;
	}
}

/* Whether these words can be one number, whatever stands around them. */
static bool judge(struct join *j, const struct number_finder *f, const struct run *run)
{
	struct number_found found[CANDIDATES_MAX];
	bool one = j->from == j->to;

	if (!(f->lengths[!is_digit(*j->s)] >> j->n & 1) || (one && run->word[j->from].letters) ||
	    number_formats_of(found, j->s, j->n) == 0)
		return false;
	j->best = found[0];
	if (!take_trust(j) || (!one && swallows(run, j)))
		return false;
	j->regular = is_regular(run, j);
	if (j->folded && (j->trust != FIND_SURE || !j->regular))
		return false;
	if (j->trust != FIND_SURE && touches(f, run, j))
		return false;
	if (j->trust != FIND_SURE && !one &&
	    (!j->regular || row_goes_on(run, j) ||
	     (j->trust == FIND_BY_WORD && j->best.fit.check_digit == CHECK_NONE)))
		return false;
	j->score = (FIND_BY_WORD - j->trust) * 100000 + one * 20000 + j->regular * 10000 +
		   j->best.format->rank * 50 + (int)j->n;
	return true;
}

/* The best number that begins with word "from". */
static bool best_join(struct join *best, const struct number_finder *f, const struct run *run,
		      int from)
{
	struct join j = { .from = from };
	bool any = false;

	for (int to = from; to < run->n && to - from < JOIN_WORDS; to++) {
		const struct number_word *w = &run->word[to];

		if (j.n + w->n > WORD_MAX)
			break;
		memcpy(j.s + j.n, w->s, w->n + 1);
		j.n += w->n;
		j.to = to;
		j.folded |= to > from && w->before == GAP_LINE;
		if (!judge(&j, f, run) || (any && j.score <= best->score) ||
		    !words_allow(f, &j, run->word[from].at, w->end))
			continue;
		*best = j;
		any = true;
	}
	return any;
}

/* --- hits --- */

static void carrier_first(struct number *n, const char *named)
{
	for (int i = 1; named && i < n->ncandidates; i++) {
		struct candidate c = n->candidate[i];

		if (strncmp(c.carrier, named, strlen(named)) != 0 || c.check_digit == CHECK_WRONG)
			continue;
		memmove(&n->candidate[1], &n->candidate[0], (size_t)i * sizeof(c));
		n->candidate[0] = c;
		return;
	}
}

/* false when this parcel was given already. */
static bool take_hit(struct number_hit *out, struct number_finder *f, struct arena *a,
		     const struct run *run, const struct join *j)
{
	const struct number_slice *asked = &j->best.fit.asked;
	struct err ignored = { 0 };

	out->at = run->word[j->from].at;
	f->at = run->word[j->to].end;
	out->len = f->at - out->at;
	out->trust = j->trust;
	f->last_end = f->at;
	f->last_n = j->n;
	if (!seen_add(f, hash_of(j->s + asked->at, asked->len)))
		return false;
	if (number_read(&out->number, a, j->s, &ignored) < 0)
		return false;
	if (out->number.ncandidates > 1)
		carrier_first(&out->number, cue_around(f, out->at, f->at).carrier);
	return true;
}

bool number_find(struct number_hit *out, struct number_finder *f, struct arena *a)
{
	struct run run;
	struct join j;

	assert(f->arena && a);
	while (f->nseen < FIND_HITS_MAX && read_run(&run, f)) {
		/* What was read before a long run went on is not tried again. */
		int last = run.whole ? run.n : run.n - JOIN_WORDS, i = f->continued;
		bool found = false;

		for (; i < last && !found; i++)
			found = may_begin(&run, i) && best_join(&j, f, &run, i);
		f->continued = !found && !run.whole;
		if (!found)
			f->at = run.word[run.whole ? last - 1 : last - 2].end;
		else if (take_hit(out, f, a, &run, &j))
			return true;
	}
	f->full |= f->nseen >= FIND_HITS_MAX;
	return false;
}
