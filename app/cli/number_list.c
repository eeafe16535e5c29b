#include "cli/number_list.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/number_input.h"
#include "cli/print.h"
#include "domain/number.h"
#include "domain/number_find.h"
#include "domain/shipment.h"

enum { FLUSH_BYTES = 64 * 1024, ITEM_MAX = 1024 * 1024, SHOWN_REPAIRS = 3 };

static void error_object(struct json_out *json, const struct err *error)
{
	json_name(json, "error");
	json_begin_object(json);
	json_name(json, "code");
	json_text(json, err_name(error->code));
	json_name(json, "message");
	json_text(json, error->text);
	json_end_object(json);
}

static void candidate_object(struct json_out *json, const struct candidate *c)
{
	json_begin_object(json);
	json_name(json, "carrier");
	json_text(json, c->carrier);
	json_name(json, "format");
	json_text(json, c->format);
	json_name(json, "check_digit");
	json_text(json, check_digit_names[c->check_digit]);
	json_name(json, "number");
	json_text(json, c->number);
	json_name(json, "parts");
	json_begin_object(json);
	for (int i = 0; i < c->nparts; i++) {
		json_name(json, c->parts[i].name);
		json_text(json, c->parts[i].value);
	}
	json_end_object(json);
	json_end_object(json);
}

void number_members(struct json_out *json, const struct number *n)
{
	json_name(json, "number");
	json_text(json, n->number);
	json_name(json, "valid");
	json_bool(json, n->valid);
	json_name(json, "candidates");
	json_begin_array(json);
	for (int i = 0; i < n->ncandidates; i++)
		candidate_object(json, &n->candidate[i]);
	json_end_array(json);
	json_name(json, "repairs");
	json_begin_array(json);
	for (int i = 0; i < n->nrepairs; i++)
		json_text(json, n->repair[i]);
	json_end_array(json);
}

/* One line of the list. */
struct item {
	int64_t line, offset; /* offset: only of what was found in text */
	const struct number_hit *hit;
	const struct number *number;
	const struct err *error; /* no number then */
};

struct list {
	struct cli *cli;
	bool find;
	struct number *one; /* the line's, used again for each */
	struct print_list table;
	struct buf buf;
	struct json_out json;
	int64_t count, invalid;
};

static void item_object(struct list *l, const struct item *item)
{
	struct json_out *json = &l->json;

	json_begin_object(json);
	json_name(json, "line");
	json_number(json, item->line);
	if (item->hit) {
		json_name(json, "offset");
		json_number(json, item->offset);
		json_name(json, "length");
		json_number(json, (int64_t)item->hit->len);
	}
	number_members(json, item->number);
	if (item->error)
		error_object(json, item->error);
	json_end_object(json);
	buf_putc(&l->buf, '\n');
	if (l->buf.len >= FLUSH_BYTES) {
		fwrite(l->buf.at, 1, l->buf.len, l->cli->out);
		buf_clear(&l->buf);
	}
}

static const char *says(struct arena *a, const struct item *item)
{
	const struct number *n = item->number;
	int more = n->nrepairs - SHOWN_REPAIRS;
	char *out;

	if (item->error)
		return item->error->text;
	if (n->valid)
		return number_warning(a, n) ? number_warning(a, n) : "has the right form";
	out = arena_strdup(a, n->ncandidates ? "wrong check digit" : "not a form that we know");
	for (int i = 0; i < n->nrepairs && i < SHOWN_REPAIRS; i++)
		out = arena_printf(a, "%s%s %s", out, i ? "," : ": may be", n->repair[i]);
	return more > 0 ? arena_printf(a, "%s or %d other%s", out, more, more == 1 ? "" : "s")
			: out;
}

static enum ink says_ink(struct cli *cli, const struct node *row)
{
	(void)cli;
	return node_num(row, "valid") ? INK_PLAIN : INK_WARN;
}

static const struct print_column columns[] = {
	{ .title = "LINE", .path = "line", .flags = PRINT_RIGHT },
	{ .title = "NUMBER", .path = "number" },
	{ .title = "CARRIER", .path = "carrier" },
	{ .title = "FORM", .path = "format", .flags = PRINT_EXTRA },
	{ .title = "SAYS", .path = "says", .flags = PRINT_WRAP, .ink = says_ink },
	{ 0 }
};

static void item_row(struct list *l, const struct item *item)
{
	struct arena *a = &l->cli->arena;
	const struct number *n = item->number;
	const struct candidate *best = n->ncandidates ? &n->candidate[0] : NULL;
	struct node *row = node_root(a);

	node_int(a, row, "line", item->line);
	node_text(a, row, "number", n->number);
	node_text(a, row, "carrier", best ? carrier_title(best->carrier) : NULL);
	node_text(a, row, "format", best ? best->format : NULL);
	node_text(a, row, "says", says(a, item));
	node_bool(a, row, "valid", n->valid);
	print_list_row(&l->table, row);
}

static void add_item(struct list *l, const struct item *item)
{
	l->count++;
	l->invalid += !item->number->valid;
	if (l->cli->json)
		item_object(l, item);
	else
		item_row(l, item);
}

/* --- one number a line --- */

static void take_line(struct list *l, int64_t line, const char *s, size_t n)
{
	struct arena *a = &l->cli->arena;
	struct arena_mark mark = arena_mark(a);
	struct item item = { .line = line, .number = l->one };
	struct err error = { 0 };

	*l->one = (struct number){ 0 };
	/* A NUL would hide what is behind it. */
	if (memchr(s, '\0', n))
		err_set(&error, ERR_INPUT, "this line holds a zero byte: it is no text");
	else if (!text_blank(arena_strndup(a, s, n)))
		number_read(l->one, a, arena_strndup(a, s, n), &error);
	else
		goto out;
	item.error = error.code ? &error : NULL;
	add_item(l, &item);
out:
	arena_rewind(a, mark);
}

static int64_t take_lines(struct list *l, const struct number_input *in, int64_t line)
{
	const char *s = in->text, *end = in->text + in->len;

	if (in->within) {
		const char *next = memchr(s, '\n', in->len);

		s = next ? next + 1 : end;
	}
	for (; s < end; line++) {
		const char *next = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((next ? next : end) - s);

		take_line(l, line + 1, s, n);
		s = next ? next + 1 : end;
	}
	return line;
}

/* --- numbers anywhere --- */

static int64_t newlines(const char *s, size_t n)
{
	const char *end = s + n;
	int64_t count = 0;

	while ((s = memchr(s, '\n', (size_t)(end - s)))) {
		count++;
		s++;
	}
	return count;
}

static int64_t take_text(struct list *l, struct number_finder *f, const struct number_input *in,
			 int64_t line)
{
	struct arena *a = &l->cli->arena;
	struct number_hit *hit = arena_alloc(a, sizeof(*hit));
	struct item item = { .hit = hit, .number = &hit->number };
	size_t at = 0;

	number_finder_text(f, in->text, in->len);
	for (;;) {
		struct arena_mark mark = arena_mark(a);

		if (!number_find(hit, f, a))
			break;
		line += newlines(in->text + at, hit->at - at);
		at = hit->at;
		item.line = line + 1;
		item.offset = in->offset + (int64_t)at;
		add_item(l, &item);
		arena_rewind(a, mark);
	}
	return line + newlines(in->text + at, in->len - at);
}

/* --- the whole --- */

static void list_begin(struct list *l)
{
	if (!l->cli->json) {
		print_list_begin(&l->table, l->cli, columns);
		return;
	}
	buf_init(&l->buf, ITEM_MAX);
	json_out_init(&l->json, &l->buf, false);
	json_begin_object(&l->json);
	json_name(&l->json, "items");
	json_begin_array(&l->json);
}

static void list_summary(struct list *l)
{
	struct cli *cli = l->cli;
	const char *count = show_plural(cli, l->count, "number", "numbers");

	if (l->count)
		print_blank(cli);
	if (!l->count)
		print_line(cli, INK_WARN, l->find ? "No tracking number found." : "No numbers.");
	else if (l->invalid)
		print_line(cli, INK_WARN,
			   arena_printf(&cli->arena, "%s, %" PRId64 " of them not right", count,
					l->invalid));
	else
		print_line(cli, INK_GOOD,
			   arena_printf(&cli->arena, "%s, all of the right form", count));
}

static void list_end(struct list *l, const struct err *failed)
{
	struct json_out *json = &l->json;

	if (!l->cli->json) {
		print_list_end(&l->table, l->count, NULL, failed);
		list_summary(l);
		return;
	}
	json_end_array(json);
	json_name(json, "count");
	json_number(json, l->count);
	json_name(json, "invalid");
	json_number(json, l->invalid);
	if (failed) {
		error_object(json, failed);
		cli_fail_printed(l->cli);
	}
	json_end_object(json);
	buf_putc(&l->buf, '\n');
	fwrite(l->buf.at, 1, l->buf.len, l->cli->out);
	buf_release(&l->buf);
}

int number_list(struct cli *cli, const char *path, bool find, struct err *err)
{
	struct list l = { .cli = cli, .find = find };
	struct arena seen = ARENA_INIT;
	struct number_finder finder;
	struct number_input in;
	int64_t line = 0;
	int ret;

	if (number_input_open(&in, &cli->arena, path, err) < 0)
		return -1;
	l.one = arena_alloc(&cli->arena, sizeof(*l.one));
	number_finder_init(&finder, &seen);
	list_begin(&l);
	while ((ret = number_input_next(&in, err)) > 0)
		line = find ? take_text(&l, &finder, &in, line) : take_lines(&l, &in, line);
	list_end(&l, ret < 0 ? err : NULL);
	if (finder.full)
		cli_note(cli, "only the first %d numbers were looked at", FIND_HITS_MAX);
	cli->status = l.invalid ? 1 : 0;
	number_input_close(&in);
	arena_release(&seen);
	return ret;
}
