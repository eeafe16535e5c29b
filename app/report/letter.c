#include "report/letter.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "view/letter_doc.h"

enum { TEXT_BYTES_MAX = 2 << 20, LETTER_MODE = 0600, HANG = 2, FACT_HANG = 4, LABEL_WORDS = 3 };

/* Of "Tracking number: 9400 ...", not of a sentence with a colon in it. */
static bool is_fact(const char *line)
{
	int blanks = 0;

	for (; *line && *line != ':'; line++)
		blanks += *line == ' ';
	return text_has_prefix(line, ": ") && blanks < LABEL_WORDS;
}

/* One line of the letter, wrapped; lists and facts hang. */
static void put_line(struct buf *to, struct arena *a, const char *line, size_t n)
{
	char *one = arena_strndup(a, line, n), *next;
	bool bullet = text_has_prefix(one, "- ");
	int hang = bullet ? HANG : is_fact(one) ? FACT_HANG : 0;
	char *wrapped = text_wrap(a, one, LETTER_COLUMNS - hang);
	int indent = 0;

	for (next = wrapped; (one = strsep(&next, "\n")) != NULL; indent = hang)
		buf_printf(to, "%*s%s\n", indent, "", one);
}

void letter_text(struct buf *to, struct arena *a, const struct letter *l)
{
	const char *p = l->body;

	while (*p) {
		size_t n = strcspn(p, "\n");

		if (n)
			put_line(to, a, p, n);
		else
			buf_putc(to, '\n');
		p += n + (p[n] == '\n');
	}
}

static int write_whole(const char *path, const struct buf *b, struct err *err)
{
	if (buf_check(b, "the letter", err) < 0)
		return -1;
	return file_write(path, b->at, b->len, LETTER_MODE, err);
}

int letter_write_text(const char *path, const struct letter *l, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct buf b;
	int rc;

	buf_init(&b, TEXT_BYTES_MAX);
	buf_printf(&b, "%s\n\n", text_wrap(&a, l->subject, LETTER_COLUMNS));
	letter_text(&b, &a, l);
	rc = write_whole(path, &b, err);
	buf_release(&b);
	arena_release(&a);
	return rc;
}

int letter_write_page(const char *path, const struct letter *l, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct buf b;
	int rc;

	buf_init(&b, TEXT_BYTES_MAX);
	rc = letter_page(&b, &a, l, err);
	if (rc == 0)
		rc = write_whole(path, &b, err);
	buf_release(&b);
	arena_release(&a);
	return rc;
}
