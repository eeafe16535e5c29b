#include "cli/print.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "cli/ink.h"

enum { LABEL_WIDTH = 20, INDENT_MAX = 60, TEXT_WIDTH_MAX = 100, DOC_MAX = 256 * 1024 * 1024 };

const char *const ink_sequences[INK_NVALUES] = {
	[INK_PLAIN] = "",        [INK_STRONG] = "\033[1m", [INK_DIM] = "\033[2m",
	[INK_GOOD] = "\033[32m", [INK_WARN] = "\033[33m",  [INK_BAD] = "\033[31m",
};

/* --- one value --- */

const char *show_instant(struct cli *cli, instant at)
{
	char *out;

	if (at == INSTANT_NONE)
		return NULL;
	out = arena_alloc(&cli->arena, 32);
	return zone_text(out, cli->moment.zone, at);
}

const char *show_local(struct cli *cli, const char *local)
{
	enum { DAY_AND_MINUTE = 16, BLANK_AT = 10 };
	char *text = local ? arena_strndup(&cli->arena, local, DAY_AND_MINUTE) : NULL;

	if (text && strlen(text) > BLANK_AT && text[BLANK_AT] == 'T')
		text[BLANK_AT] = ' ';
	return text;
}

const char *show_day(struct cli *cli, daynum day)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	char text[DAY_TEXT];

	if (day == DAY_NONE)
		return NULL;
	return arena_printf(&cli->arena, "%s %s", names[day_weekday(day)], day_text(text, day));
}

const char *show_distance(struct cli *cli, daynum day)
{
	int64_t n;

	if (day == DAY_NONE)
		return NULL;
	n = (int64_t)day - cli->moment.today;
	if (n == 0)
		return "today";
	if (n == 1)
		return "tomorrow";
	if (n == -1)
		return "yesterday";
	return arena_printf(&cli->arena, n > 0 ? "in %" PRId64 " days" : "%" PRId64 " days ago",
			    n > 0 ? n : -n);
}

const char *show_code(struct cli *cli, const char *code)
{
	char *out = arena_strdup(&cli->arena, code), *p;

	for (p = out; p && *p; p++)
		if (*p == '_')
			*p = ' ';
	return out;
}

const char *show_bytes(struct cli *cli, int64_t n)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
	int64_t tenths = n * 10;
	int unit = 0;

	while (tenths >= 10000 && unit < 4) {
		tenths /= 1000;
		unit++;
	}
	if (unit && tenths < 1000)
		return arena_printf(&cli->arena, "%" PRId64 ".%" PRId64 " %s", tenths / 10,
				    tenths % 10, units[unit]);
	return arena_printf(&cli->arena, "%" PRId64 " %s", tenths / 10, units[unit]);
}

const char *show_plural(struct cli *cli, int64_t n, const char *one, const char *many)
{
	return arena_printf(&cli->arena, "%" PRId64 " %s", n, n == 1 ? one : many);
}

const char *show_node(struct cli *cli, const struct node *n)
{
	char day[DAY_TEXT], money[MONEY_TEXT];

	if (!n)
		return NULL;
	switch (n->type) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(&cli->arena, "%" PRId64, n->number);
	case NODE_BOOL:
		return n->truth ? "yes" : "no";
	case NODE_DAY:
		return arena_strdup(&cli->arena, day_text(day, n->day));
	case NODE_INSTANT:
		return show_instant(cli, n->at);
	case NODE_MONEY:
		return arena_strdup(&cli->arena, money_text(money, &n->money));
	default:
		return NULL;
	}
}

const char *show_at(struct cli *cli, const struct node *map, const char *path)
{
	return show_node(cli, node_get(map, path));
}

/* --- lines --- */

const char *print_safe(struct cli *cli, const char *text)
{
	const char *safe = text_for_terminal(&cli->arena, text);

	return cli->narrow ? text_isolated(&cli->arena, safe) : safe;
}

void print_ink(struct cli *cli, enum ink ink, const char *text)
{
	struct arena_mark mark = arena_mark(&cli->arena);
	const char *safe = print_safe(cli, text);

	if (cli->color && ink != INK_PLAIN)
		fprintf(cli->out, "%s%s\033[0m", ink_sequences[ink], safe);
	else
		fputs(safe, cli->out);
	arena_rewind(&cli->arena, mark);
}

void print_blank(struct cli *cli)
{
	fputc('\n', cli->out);
	cli->lines++;
}

void print_line(struct cli *cli, enum ink ink, const char *text)
{
	print_ink(cli, ink, text);
	fputc('\n', cli->out);
	cli->lines++;
}

void print_title(struct cli *cli, const char *title)
{
	if (cli->lines > 0)
		print_blank(cli);
	print_line(cli, INK_STRONG, title);
}

/*
 * "first" stands before the first line and is "hang" columns wide; the others are indented so far.
 */
static void print_hanging(struct cli *cli, const char *first, int hang, enum ink ink,
			  const char *text)
{
	struct arena_mark mark = arena_mark(&cli->arena);
	int width = cli->width < TEXT_WIDTH_MAX ? cli->width : TEXT_WIDTH_MAX;
	char *line, *end;

	assert(hang <= INDENT_MAX);
	width = width - hang < 20 ? 20 : width - hang;
	line = text_wrap(&cli->arena, text_for_terminal(&cli->arena, text), width);
	fputs(first, cli->out);
	for (; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		print_line(cli, ink, line);
		if (end && *end != '\n' && *end)
			fprintf(cli->out, "%*s", hang, "");
	}
	arena_rewind(&cli->arena, mark);
}

void print_para(struct cli *cli, int indent, enum ink ink, const char *text)
{
	char blanks[INDENT_MAX + 1];

	assert(indent >= 0 && indent <= INDENT_MAX);
	memset(blanks, ' ', (size_t)indent);
	blanks[indent] = '\0';
	print_hanging(cli, blanks, indent, ink, text);
}

void print_hang(struct cli *cli, int indent, enum ink ink, const char *text)
{
	print_hanging(cli, "", indent, ink, text);
}

/* One line; returns whether it ends among what was found. */
static bool put_marked(struct cli *cli, const char *line, bool found)
{
	enum { FOUND_BEGINS = '\2', FOUND_ENDS = '\3' };
	size_t n;

	for (; *line; line += n) {
		n = strcspn(line, (char[]){ found ? FOUND_ENDS : FOUND_BEGINS, '\0' });
		print_ink(cli, found ? INK_STRONG : INK_PLAIN, arena_strndup(&cli->arena, line, n));
		if (line[n]) {
			found = !found;
			n++;
		}
	}
	return found;
}

void print_found(struct cli *cli, int indent, const char *text)
{
	char *line = arena_strdup(&cli->arena, text), *end, *p;
	int width = cli->width < TEXT_WIDTH_MAX ? cli->width : TEXT_WIDTH_MAX;
	bool found = false;

	/* Lines of what was found would look like several finds. The marks take no room. */
	for (p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	for (line = text_wrap(&cli->arena, line, width - indent); line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		fprintf(cli->out, "%*s", indent, "");
		found = put_marked(cli, line, found);
		print_blank(cli);
	}
}

void print_bullet(struct cli *cli, enum ink ink, const char *text)
{
	print_hanging(cli, "  - ", 4, ink, text);
}

void print_marked(struct cli *cli, enum ink ink, const char *mark, const char *text)
{
	print_hanging(cli, arena_printf(&cli->arena, "  %s ", mark), 3 + utf8_width(mark), ink,
		      text);
}

void print_fact(struct cli *cli, const char *label, enum ink ink, const char *value)
{
	int pad = LABEL_WIDTH - utf8_width(label);

	fputs("  ", cli->out);
	print_ink(cli, INK_DIM, label);
	fprintf(cli->out, "%*s", pad > 1 ? pad : 1, "");
	print_hanging(cli, "", 2 + LABEL_WIDTH, value ? ink : INK_WARN, value ? value : "missing");
}

void print_term(struct cli *cli, int width, const char *term, const char *text)
{
	int pad = width - utf8_width(term);

	fputs("  ", cli->out);
	print_ink(cli, INK_PLAIN, term);
	if (pad < 2) {
		fprintf(cli->out, "\n%*s", 2 + width, "");
		pad = 0;
	}
	fprintf(cli->out, "%*s", pad, "");
	print_hanging(cli, "", 2 + width, INK_PLAIN, text);
}

void print_fact_at(struct cli *cli, const char *label, const struct node *map, const char *path,
		   bool missing)
{
	const char *value = show_at(cli, map, path);

	if (value || missing)
		print_fact(cli, label, INK_PLAIN, value);
}

/* --- the whole answer --- */

void cli_note(struct cli *cli, const char *fmt, ...)
{
	struct arena_mark mark = arena_mark(&cli->arena);
	va_list ap;
	char *text;

	if (cli->quiet)
		return;
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	/* Where both end in one pipe, the note stands behind what it is about. */
	fflush(cli->out);
	if (text)
		fprintf(cli->err, "%s\n", print_safe(cli, text));
	free(text);
	arena_rewind(&cli->arena, mark);
}

void cli_fail_printed(struct cli *cli)
{
	cli->printed = true;
}

void node_error(struct arena *a, struct node *map, const struct err *failed)
{
	struct node *error = node_map(a, map, "error");

	node_text(a, error, "code", err_name(failed->code));
	node_text(a, error, "message", failed->text);
}

int cli_show(struct cli *cli, const struct node *doc,
	     void (*text)(struct cli *, const struct node *), struct err *err)
{
	struct json_out json;
	struct buf buf;
	int ret;

	if (!cli->json) {
		text(cli, doc);
		return 0;
	}
	buf_init(&buf, DOC_MAX);
	json_out_init(&json, &buf, true);
	node_json(&json, doc);
	buf_putc(&buf, '\n');
	ret = buf_check(&buf, "the answer", err);
	if (ret == 0)
		fwrite(buf.at, 1, buf.len, cli->out);
	buf_release(&buf);
	return ret;
}
