#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "view/draw.h"
#include "view/draw_chart.h"
#include "view/report_doc.h"
#include "web/address.h"
#include "web/api.h"
#include "web/typed.h"

/*
 * Reports run in a program of their own, with its limits on memory and time: here they are asked
 * for, and what comes back is shown.
 */

enum { ROWS_SHOWN = 500, WORDS_MAX = REPORT_PARAMS_MAX };

/* --- asking --- */

/* Who is held to a client gets the reports that can be held to it, and those for it alone. */
static int find_report(const struct report **out, struct web_call *c, const char *name,
		       struct err *err)
{
	if (strchr(name, '.') || strchr(name, '/'))
		return err_set(err, ERR_NOT_FOUND, "there is no report '%.40s'", name);
	if (report_find(out, &c->arena, name, err) < 0)
		return -1;
	if (c->session.client && report_param_find(*out, "client") < 0)
		return err_set(err, ERR_NOT_FOUND, "there is no report '%.40s' for one client",
			       name);
	return 0;
}

static const char *given_of(struct web_call *c, const char *param)
{
	if (c->session.client && strcmp(param, "client") == 0)
		return c->session.client;
	return query_get(c, param);
}

static int run(struct web_call *c, int *fd, const struct report *r, const char *format,
	       struct err *err)
{
	const char **word = arena_array(&c->arena, WORDS_MAX, sizeof *word);
	struct web_export what = {
		.report = r->name, .format = format, .user = c->session.user, .given = word
	};

	for (int i = 0; i < r->nparams; i++) {
		const char *value = given_of(c, r->param[i].name);

		if (value)
			word[what.ngiven++] =
				arena_printf(&c->arena, "%s=%s", r->param[i].name, value);
	}
	if (!c->site->exporter)
		return err_set(err, ERR_FAILED, "this server makes no reports");
	return c->site->exporter(c->site->exporter_payload, fd, &what, err);
}

/*
 * The report with its headings filled in. A wrong parameter is said here: the other program only
 * says that it failed.
 */
static int ask_report(const struct report **out, struct web_call *c, const struct report *r,
		      struct err *err)
{
	struct report_given given[WORDS_MAX];
	struct report_ask ask;
	int n = 0;

	for (int i = 0; i < r->nparams; i++) {
		const char *value = given_of(c, r->param[i].name);

		if (value)
			given[n++] = (struct report_given){ r->param[i].name, value };
	}
	if (report_ask(&ask, &c->arena, r, given, n, false, &c->moment, err) < 0)
		return -1;
	*out = ask.report;
	return 0;
}

static int read_answer(struct json **out, struct web_call *c, int fd, struct err *err)
{
	struct stat st;
	char *bytes;
	ssize_t got = 0, n;

	if (fstat(fd, &st) < 0)
		return err_set_errno(err, ERR_FAILED, "the report cannot be read");
	if (st.st_size > CALL_ARENA_MAX / 8)
		return err_set(err, ERR_INPUT,
			       "this report is too long for a page: filter it, or download it");
	bytes = arena_alloc(&c->arena, (size_t)st.st_size + 1);
	while (got < st.st_size && (n = read(fd, bytes + got, (size_t)(st.st_size - got))) > 0)
		got += n;
	return json_parse(out, &c->arena, bytes, (size_t)got, err);
}

/* --- showing --- */

static bool shown(const struct report_column *col)
{
	return !(col->flags & (REPORT_FILE | REPORT_HIDDEN));
}

static const char *money_said(struct web_call *c, const struct json *v, bool with_currency)
{
	const char *amount = json_str(v, "amount");

	return amount && with_currency
		       ? arena_printf(&c->arena, "%s %s", amount, json_str(v, "currency"))
		       : amount;
}

static const char *said(struct web_call *c, const struct report *r, const struct report_column *col,
			const struct json *row)
{
	const struct json *v = json_get(row, col->name);
	const char *text = json_str(row, col->name);
	char *words;

	if (v && v->type == JSON_OBJECT)
		return money_said(c, v, report_currency_column(r) < 0);
	if (!text && col->kind == REPORT_PERCENT)
		return report_too_few;
	if (!text || col->kind == REPORT_TEXT)
		return text;
	if (col->kind == REPORT_PERCENT)
		return arena_printf(&c->arena, "%s %%", text);
	words = arena_strdup(&c->arena, text);
	for (char *p = words; *p && col->kind == REPORT_CODE; p++)
		*p = *p == '_' ? ' ' : *p;
	return words;
}

static bool is_number(const struct report_column *col)
{
	return col->kind == REPORT_NUMBER || col->kind == REPORT_MONEY ||
	       col->kind == REPORT_PERCENT;
}

static void add_cells(struct web_call *c, struct node *n, const struct report *r,
		      const struct json *row)
{
	struct node *cells = node_list(&c->arena, n, "cells"), *cell;

	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *col = &r->column[i];

		if (!shown(col))
			continue;
		cell = node_map(&c->arena, cells, NULL);
		node_text(&c->arena, cell, "heading", col->heading);
		node_text(&c->arena, cell, "text", said(c, r, col, row));
		node_bool(&c->arena, cell, "num", is_number(col));
		node_bool(&c->arena, cell, "link", col->kind == REPORT_CASE);
	}
}

static void add_rows(struct web_call *c, struct node *n, const struct report *r,
		     const struct json *answer)
{
	struct node *rows = node_list(&c->arena, n, "rows"), *heads, *h;
	const struct json *items = json_get(answer, "items");
	int count = 0;

	heads = node_list(&c->arena, n, "heads");
	for (int i = 0; i < r->ncolumns; i++) {
		if (!shown(&r->column[i]))
			continue;
		h = node_map(&c->arena, heads, NULL);
		node_text(&c->arena, h, "text", r->column[i].heading);
		node_bool(&c->arena, h, "num", is_number(&r->column[i]));
	}
	for (const struct json *row = items ? items->first : NULL; row; row = row->next)
		if (count++ < ROWS_SHOWN)
			add_cells(c, node_map(&c->arena, rows, NULL), r, row);
	node_int(&c->arena, n, "count", count);
	node_bool(&c->arena, n, "cut", count > ROWS_SHOWN);
}

static int64_t value_of(struct web_call *c, const struct json *row, const char *name)
{
	const struct json *v = json_get(row, name);
	struct money m;
	struct err none;
	int64_t n = 0;

	if (v && v->type == JSON_OBJECT)
		return json_str(v, "amount") && money_parse(&m, json_str(v, "amount"),
							    c->site->currency, name, &none) == 0
			       ? m.cents
			       : 0;
	return json_int(&n, row, name) == 0 ? n : 0;
}

static void add_bar(struct web_call *c, struct chart_bar *b, const struct report *r,
		    const struct json *row)
{
	const struct report_chart *chart = &r->chart;
	int currency = report_currency_column(r);
	const char *label = said(c, r, &r->column[chart->along], row);
	const char *in = currency >= 0 ? json_str(row, r->column[currency].name) : NULL;

	b->label = arena_printf(&c->arena, "%.24s%s%s", label ? label : "unknown", in ? " " : "",
				in ? in : "");
	for (int s = 0; s < chart->nseries; s++) {
		const struct report_column *col = &r->column[chart->series[s]];

		b->value[s] = value_of(c, row, col->name);
		b->said[s] = said(c, r, col, row);
	}
}

static void add_chart(struct web_call *c, struct node *n, const struct report *r,
		      const struct json *answer)
{
	const struct json *items = json_get(answer, "items");
	struct chart_bar *bars = arena_array(&c->arena, CHART_BARS_MAX, sizeof *bars);
	struct draw_chart chart = { .title = r->chart.title,
				    .nseries = r->chart.nseries,
				    .bar = bars };
	struct drawing *d;
	struct buf svg;

	if (!r->chart.title)
		return;
	for (int s = 0; s < chart.nseries; s++)
		chart.series[s] = r->column[r->chart.series[s]].heading;
	for (const struct json *row = items ? items->first : NULL; row; row = row->next)
		if (chart.nbars++ < CHART_BARS_MAX)
			add_bar(c, &bars[chart.nbars - 1], r, row);
	d = draw_chart(&c->arena, &chart);
	if (!d)
		return;
	buf_init(&svg, 1024 * 1024);
	draw_svg(&svg, d);
	node_text(&c->arena, n, "svg", arena_strdup(&c->arena, svg.at));
	node_text(&c->arena, n, "chart_title", json_str(answer, "title"));
	buf_release(&svg);
}

static int add_report(struct web_call *c, struct node *list, const struct report *r,
		      struct err *err)
{
	struct node *n = node_map(&c->arena, list, NULL);
	struct json *answer;
	int fd, rc;

	if (ask_report(&r, c, r, err) < 0 || run(c, &fd, r, "json", err) < 0)
		return -1;
	rc = read_answer(&answer, c, fd, err);
	close(fd);
	if (rc < 0)
		return -1;
	node_text(&c->arena, n, "name", r->name);
	node_text(&c->arena, n, "title", json_str(answer, "title"));
	node_text(&c->arena, n, "about", json_str(answer, "about"));
	add_chart(c, n, r, answer);
	add_rows(c, n, r, answer);
	return 0;
}

/* --- the form of its parameters --- */

static void add_params(struct web_call *c, struct node *page, const struct report *r)
{
	struct node *list = node_list(&c->arena, page, "params"), *n, *choices;

	for (int i = 0; i < r->nparams; i++) {
		const struct report_param *p = &r->param[i];
		const char *value = query_get(c, p->name);

		if (c->session.client && strcmp(p->name, "client") == 0)
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "param", p->name);
		node_text(&c->arena, n, "help", p->help);
		node_text(&c->arena, n, "value", value);
		node_bool(&c->arena, n, "choice", p->nchoices > 0);
		choices = node_list(&c->arena, n, "choices");
		for (int k = 0; k < p->nchoices; k++) {
			struct node *choice = node_map(&c->arena, choices, NULL);

			node_text(&c->arena, choice, "code", p->choice[k]);
			node_bool(&c->arena, choice, "chosen",
				  text_same(p->choice[k], value ? value : p->initial));
		}
	}
}

/* --- the pages --- */

static int answer_file_of(struct web_call *c, const struct report *r, struct err *err)
{
	static const char *const formats[] = { "xlsx", "csv", "json" };
	int format, fd;
	struct stat st;

	if (typed_code(&format, c, "format", (struct typed_codes){ formats, 3 }, err) < 0)
		return -1;
	if (c->found.api)
		format = 2;
	if (run(c, &fd, r, formats[format], err) < 0)
		return -1;
	if (fstat(fd, &st) < 0) {
		close(fd);
		return err_set_errno(err, ERR_FAILED, "the report cannot be read");
	}
	c->reply.fd = fd;
	c->reply.size = st.st_size;
	c->reply.type =
		c->found.api ? "application/json; charset=utf-8" : "application/octet-stream";
	c->reply.sandboxed = true;
	if (!c->found.api)
		reply_header(&c->reply, "Content-Disposition",
			     arena_printf(&c->arena, "attachment; filename=\"%s.%s\"",
					  log_words(&c->arena, c->found.word), formats[format]));
	reply_header(&c->reply, "Cache-Control", "no-store");
	c->reply.status = 200;
	return 0;
}

static int add_all(struct web_call *c, struct node *page, const struct report *whole,
		   struct err *err)
{
	struct node *list = node_list(&c->arena, page, "reports");
	const struct report *r;

	for (int i = 0; i < whole->nboard; i++)
		if (find_report(&r, c, whole->board[i], err) < 0 || add_report(c, list, r, err) < 0)
			return -1;
	return whole->nboard ? 0 : add_report(c, list, whole, err);
}

int page_report(struct web_call *c, struct err *err)
{
	struct node *page = node_root(&c->arena);
	const struct report *r, *asked;

	if (find_report(&r, c, c->found.word, err) < 0 || ask_report(&asked, c, r, err) < 0)
		return -1;
	if (c->found.api || query_get(c, "format"))
		return answer_file_of(c, r, err);
	if (add_all(c, page, r, err) < 0)
		return -1;
	add_params(c, page, r);
	node_text(&c->arena, page, "whole", report_plain_title(&c->arena, r));
	node_text(&c->arena, page, "name", r->name);
	node_text(&c->arena, page, "xlsx", address_with(c, c->head.path, "format", "xlsx"));
	if (!r->nboard)
		node_text(&c->arena, page, "csv", address_with(c, c->head.path, "format", "csv"));
	return answer_page(c,
			   &(struct page_view){ .name = "report",
						.title = report_plain_title(&c->arena, r),
						.here = "reports",
						.page = page },
			   err);
}

int page_reports(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (reports_doc(&doc, &c->arena, err) < 0)
		return -1;
	if (c->found.api)
		return answer_reading(c, doc, err);
	return answer_page(
		c,
		&(struct page_view){
			.name = "reports", .title = "Reports", .here = "reports", .doc = doc },
		err);
}
