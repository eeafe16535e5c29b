#include "domain/archive.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum { GIVEN_MAX = 120, ENDING_MAX = 16 };

void manifest_put(struct buf *b, const struct hash *hash, const char *name)
{
	char hex[HASH_HEX];

	buf_printf(b, "%s  %s\n", hash_hex(hex, hash), name);
}

int manifest_next(struct manifest_line *line, const char **at, struct arena *a)
{
	const char *p = *at, *end = strchr(p, '\n');
	char hex[HASH_HEX], again[HASH_HEX];

	if (!*p)
		return 0;
	if (!end || end - p < HASH_HEX + 2 || p[HASH_HEX - 1] != ' ' || p[HASH_HEX] != ' ')
		return -1;
	memcpy(hex, p, HASH_HEX - 1);
	hex[HASH_HEX - 1] = '\0';
	if (hash_parse(&line->hash, hex) < 0 || strcmp(hash_hex(again, &line->hash), hex) != 0)
		return -1;
	p += HASH_HEX + 1;
	line->name = arena_strndup(a, p, (size_t)(end - p));
	*at = end + 1;
	return 1;
}

/* What Windows, a shell or a checksum list would take for something else. */
static bool is_awkward(unsigned char c)
{
	return c < ' ' || c == 0x7f || strchr("/\\:*?\"<>|", c);
}

/* The beginning and the ending of a name that is too long. */
static char *shorten(struct arena *a, const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t ending = dot ? strlen(dot) : 0;

	if (strlen(name) <= GIVEN_MAX)
		return arena_strdup(a, name);
	if (ending > ENDING_MAX)
		ending = 0;
	return arena_printf(a, "%.*s%s", (int)utf8_cut(name, GIVEN_MAX - ending), name,
			    ending ? dot : "");
}

char *archive_evidence_name(struct arena *a, int64_t evidence, const char *given)
{
	/* text_for_terminal() leaves nothing that turns a line round or has no width. */
	char *name = shorten(a, text_for_terminal(a, given)), *end;

	for (char *p = name; *p; p++)
		if (is_awkward((unsigned char)*p))
			*p = '_';
	end = name + strlen(name);
	while (end > name && (end[-1] == ' ' || end[-1] == '.'))
		*--end = '\0';
	return arena_printf(a, ARCHIVE_EVIDENCE "%04" PRId64 "-%s", evidence,
			    *name ? name : "file");
}
