#include "cli/number_input.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"

int number_input_open(struct number_input *in, struct arena *a, const char *path, struct err *err)
{
	struct stat st;

	*in = (struct number_input){ .name = path };
	if (strcmp(path, "-") == 0) {
		in->file = stdin;
		in->name = "standard input";
	} else {
		in->file = fopen(path, "rb");
	}
	if (!in->file && errno == ENOENT)
		return err_set(err, ERR_NOT_FOUND, "there is no file '%s'", path);
	if (!in->file)
		return err_set_errno(err, ERR_FAILED, "cannot open '%s'", path);
	if (fstat(fileno(in->file), &st) == 0 && S_ISDIR(st.st_mode)) {
		number_input_close(in);
		return err_set(err, ERR_INPUT, "'%s' is a folder, not a file", path);
	}
	in->room = arena_alloc(a, INPUT_ROOM);
	return 0;
}

void number_input_close(struct number_input *in)
{
	if (in->file && in->file != stdin)
		fclose(in->file);
	in->file = NULL;
}

/* As much as fits behind what was not given yet. */
static int fill(struct number_input *in, struct err *err)
{
	memmove(in->room, in->room + in->begin, in->end - in->begin);
	in->end -= in->begin;
	in->begin = 0;
	while (!in->ended && in->end < INPUT_ROOM) {
		size_t got = fread(in->room + in->end, 1, INPUT_ROOM - in->end, in->file);

		in->end += got;
		if (got)
			continue;
		if (ferror(in->file))
			return err_set_errno(err, ERR_FAILED, "cannot read '%s'", in->name);
		in->ended = true;
	}
	return 0;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Where a line that has no room is cut. */
static size_t cut_at(const char *s, size_t n)
{
	enum { WORD_MOST = 256 };
	size_t at = n;

	while (at > n - WORD_MOST && is_word(s[at - 1]))
		at--;
	return at > n - WORD_MOST ? at : n;
}

int number_input_next(struct number_input *in, struct err *err)
{
	const char *last;

	assert(in->file);
	in->within = in->len && in->text[in->len - 1] != '\n';
	in->offset += (int64_t)in->len;
	if (fill(in, err) < 0)
		return -1;
	in->text = in->room;
	in->len = in->end;
	if (!in->ended) {
		last = memrchr(in->room, '\n', in->end);
		in->len = last ? (size_t)(last + 1 - in->room) : cut_at(in->room, in->end);
	}
	in->begin = in->len;
	return in->len > 0;
}
