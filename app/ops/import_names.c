#include <string.h>

#include "base/text.h"
#include "ops/import_parts.h"

int names_load(struct names *out, struct snap *snap, struct arena *a, struct err *err)
{
	*out = (struct names){ 0 };
	return fact_names(&out->fact, &out->n, snap, a, err);
}

void names_release(struct names *names)
{
	arena_release(&names->a);
}

/* "USPS Ground Advantage®" -> "usps_ground_advantage", as aliases are written. */
static char *as_code(struct arena *a, const char *word)
{
	size_t n = strlen(word);
	char *out = arena_alloc(a, n + 1), *w = out;

	for (size_t i = 0; i < n; i++) {
		char c = word[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (!strncmp(word + i, "\xc2\xae", 2) || !strncmp(word + i, "\xe2\x84\xa2", 3))
			i += (unsigned char)c == 0xc2 ? 1 : 2; /* (R) and (TM) */
		else if (c == ' ' || c == '-' || c == '_')
			*w = '_', w += w > out && w[-1] != '_';
		else
			*w++ = c;
	}
	while (w > out && w[-1] == '_')
		w--;
	*w = '\0';
	return out;
}

/* A code or a title decides; of aliases there may be two. */
static struct known_name look_up(struct names *names, const char *carrier, const char *word)
{
	const char *want = as_code(&names->a, word);
	struct known_name found = { 0 };

	for (int i = 0; i < names->n; i++) {
		const struct fact_name *f = &names->fact[i];

		if (!text_same(f->carrier, carrier))
			continue;
		if (!strcmp(f->code, want) || text_same_nocase(f->title, word))
			return (struct known_name){ .code = f->code };
		if (!text_is_listed(f->aliases, want))
			continue;
		if (!found.code)
			found.code = f->code;
		else if (!found.second)
			found.second = f->code;
	}
	return found;
}

static size_t slot_of(const struct names *names, const char *carrier, const char *word)
{
	uint32_t h = 2166136261u;

	for (const char *p = carrier ? carrier : ""; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	for (const char *p = word; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	for (size_t i = h % NAMES_SLOTS;; i = (i + 1) % NAMES_SLOTS) {
		const struct known_name *k = &names->slot[i];

		if (!k->word || (!strcmp(k->word, word) && text_same(k->carrier, carrier)))
			return i;
	}
}

struct known_name names_find(struct names *names, const char *carrier, const char *word)
{
	struct known_name *slot = &names->slot[slot_of(names, carrier, word)];
	struct arena_mark mark = arena_mark(&names->a);
	struct known_name found;

	if (slot->word)
		return *slot;
	found = look_up(names, carrier, word);
	arena_rewind(&names->a, mark);
	if (names->kept == NAMES_KEPT) /* a file of nothing but strange words */
		return found;
	found.word = arena_strdup(&names->a, word);
	found.carrier = arena_strdup(&names->a, carrier);
	names->kept++;
	*slot = found;
	return found;
}
