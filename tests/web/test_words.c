#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "ops/user_ops.h"
#include "store/session.h"
#include "web/address.h"
#include "web/caller.h"
#include "web/label.h"
#include "web/suites.h"
#include "web/world.h"

/*
 * Whoever works in a browser reads the words of the page: each form of each page is sent with each
 * field empty and wrong, and no answer names an option or a command of the command line.
 */

static char *session;

enum { FORMS_MAX = 300, FIELDS_MAX = 40, CHOICES_MAX = 24 };

struct field {
	const char *name, *value, *label;
	bool hidden, button, tick;
	const char *choice[CHOICES_MAX]; /* of a list */
	int nchoices;
};

struct page_form {
	const char *page, *action;
	struct field field[FIELDS_MAX];
	int n;
};

static struct page_form forms[FORMS_MAX];
static int nforms;

static const char *const pages[] = {
	"/",        "/cases",    "/cases?problem=lost", "/cases/new",    "/cases/1",
	"/cases/2", "/cases/3",  "/cases/1/edit",       "/shipments",    "/import",
	"/reports", "/carriers", "/carriers/usps",      "/people",       "/settings",
	"/help",    "/tokens",   "/cases?q=lost",       "/cases/2/edit", "/carriers/ups",
};

/* Another program makes exports: here it says why it does not. */
static int refuse_export(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	(void)payload;
	(void)what;
	*fd = -1;
	return err_set(err, ERR_STATE, "there is nothing to hand out");
}

static void setup(void)
{
	struct user u;

	caller_setup();
	site.exporter = refuse_export;
	site.tracker = &track_nothing;
	do_everything();
	MUST(user_add(&u, here.desk, "boss", ROLE_ADMIN, NULL, &here.err));
	session = session_of("boss");
}

/* --- a page's forms --- */

static char *attribute(const char *tag, const char *end, const char *name)
{
	const char *mark = arena_printf(&here.a, " %s=\"", name);
	const char *at = strstr(tag, mark), *close;

	if (!at || at > end)
		return NULL;
	at += strlen(mark);
	close = strchr(at, '"');
	return text_from_html(&here.a, arena_strndup(&here.a, at, (size_t)(close - at)));
}

/* The text of the label that stands for the field, or around it. */
static const char *label_of(const char *form, const char *tag, const char *id)
{
	const char *open = NULL, *end;

	if (id)
		open = strstr(form, arena_printf(&here.a, "<label for=\"%s\"", id));
	if (!open)
		for (const char *p = form; (p = strstr(p, "<label")) && p < tag; p++)
			open = strstr(p, "</label>") > tag ? p : NULL;
	if (!open)
		return NULL;
	end = strstr(open, "</label>");
	if (open < tag && end > tag &&
	    open[6] != ' ') { /* around it, and in front of it or behind */
		const char *before = strchr(open, '>') + 1;

		if (before < tag)
			return text_from_html(
				&here.a, arena_strndup(&here.a, before, (size_t)(tag - before)));
		before = strchr(tag, '>') + 1;
		return text_from_html(&here.a,
				      arena_strndup(&here.a, before, (size_t)(end - before)));
	}
	if (open < tag && end > tag)
		open = strchr(tag, '>');
	return text_from_html(&here.a, arena_strndup(&here.a, strchr(open, '>') + 1,
						     (size_t)(end - strchr(open, '>') - 1)));
}

static void take_choices(struct field *f, const char *tag)
{
	const char *end = strstr(tag, "</select>");

	for (const char *p = tag; (p = strstr(p, "<option")) && p < end; p++)
		if (f->nchoices < CHOICES_MAX)
			f->choice[f->nchoices++] = attribute(p, strchr(p, '>'), "value");
	f->value = f->nchoices ? f->choice[0] : "";
}

static void take_field(struct page_form *to, const char *form, const char *tag)
{
	const char *end = strchr(tag, '>'), *type = attribute(tag, end, "type");
	struct field f = { .name = attribute(tag, end, "name"),
			   .value = attribute(tag, end, "value") };

	if (!f.name || (type && !strcmp(type, "file")))
		return;
	f.hidden = type && !strcmp(type, "hidden");
	f.tick = type && !strcmp(type, "checkbox");
	f.button = !strncmp(tag, "<button", 7);
	if (!strncmp(tag, "<select", 7))
		take_choices(&f, tag);
	if (!f.hidden && !f.button)
		f.label = label_of(form, tag, attribute(tag, end, "id"));
	ck_assert_int_lt(to->n, FIELDS_MAX);
	to->field[to->n++] = f;
}

static void take_form(const char *page, const char *at)
{
	const char *head = strchr(at, '>');
	const char *action = attribute(at, head, "action"), *method = attribute(at, head, "method");
	const char *end = strstr(at, "</form>");
	char *form = arena_strndup(&here.a, at, (size_t)(end - at));
	struct page_form *to = &forms[nforms];

	if (!action || !method || strcmp(method, "post") != 0 || strstr(action, "sign-out"))
		return;
	ck_assert_int_lt(nforms, FORMS_MAX);
	*to = (struct page_form){ .page = page, .action = action };
	for (const char *p = form; (p = strchr(p, '<')); p++)
		if (!strncmp(p, "<input", 6) || !strncmp(p, "<select", 7) ||
		    !strncmp(p, "<textarea", 9) || !strncmp(p, "<button", 7))
			take_field(to, form, p);
	nforms++;
}

static void read_forms(void)
{
	nforms = 0;
	for (size_t i = 0; i < COUNT(pages); i++) {
		ck_assert_msg(get(pages[i], session) == 200, "%s", pages[i]);
		for (const char *p = answer_body; (p = strstr(p, "<form ")); p++)
			take_form(pages[i], p);
	}
	ck_assert_int_gt(nforms, 60);
}

/* --- sending them --- */

static const struct {
	const char *name, *value;
} good[] = {
	{ "until", "+3d" },
	{ "due", "+3d" },
	{ "on", "today" },
	{ "dated", "today" },
	{ "reason", "found" },
	{ "amount", "5" },
	{ "value", "90" },
	{ "minutes", "5" },
	{ "hold", "1" },
	{ "shot", "1" },
	{ "days", "9" },
	{ "opens", "5" },
	{ "closes", "50" },
	{ "mailed", "2026-11-02" },
	{ "tracking", "1Z999AA10123456784" },
	{ "carrier", "usps" },
	{ "goods", "5" },
	{ "postage", "5" },
	{ "repair", "5" },
	{ "insured", "5" },
	{ "salvage", "1" },
	{ "discount", "1" },
	{ "insurance_fee", "1" },
	{ "insured_on", "2026-11-02" },
	{ "expected", "2026-11-05" },
	{ "delivered", "" },
	{ "service", "ground advantage" },
	{ "insurer", "" },
	{ "map", "" },
	{ "role", "desk" },
	{ "scope", "read" },
};

static const char *value_for(const struct field *f)
{
	if (f->hidden || f->nchoices)
		return f->value ? f->value : "";
	for (size_t i = 0; i < COUNT(good); i++)
		if (!strcmp(good[i].name, f->name))
			return good[i].value;
	return f->tick ? "" : "words";
}

/* The form with one field as "value", sent by one button. */
static const char *body_of(const struct page_form *f, int at, const char *value, int button)
{
	const char *body = "";

	for (int i = 0; i < f->n; i++) {
		const struct field *each = &f->field[i];

		if (each->button && i != button)
			continue;
		body = arena_printf(&here.a, "%s%s%s=%s", body, *body ? "&" : "", each->name,
				    url_escaped(&here.a, i == at        ? value
							 : each->button ? each->value
									: value_for(each)));
	}
	return body;
}

static int refused;

static void look_for_options(const char *what)
{
	for (const char *p = answer_body; (p = strstr(p, "--")); p += 2)
		ck_assert_msg(p[-1] == '(' || !islower((unsigned char)p[2]), "%s: %.80s", what,
			      p > answer_body + 40 ? p - 40 : p);
	for (const char *p = answer_body; (p = strstr(p, "class=\"wrong\"")); p++)
		ck_assert_msg(!strstr(arena_strndup(&here.a, p, strcspn(p, "<")), "waylaid"),
			      "%s: %.200s", what, p);
}

static void send(const struct page_form *f, int at, const char *value, int button)
{
	const char *body = body_of(f, at, value, button);
	unsigned status = post(f->action, session, body);

	ck_assert_msg(status < 500, "%s %s: %u %s", f->action, body, status, answer_body);
	refused += status >= 400;
	look_for_options(arena_printf(&here.a, "%s, %s", f->action, body));
	if (status == 303 && strstr(f->action, "/close"))
		post("/cases/1/reopen", session, "");
}

static void send_by_each_button(const struct page_form *f, int at, const char *value)
{
	int buttons = 0;

	for (int i = 0; i < f->n; i++) {
		if (!f->field[i].button)
			continue;
		send(f, at, value, i);
		buttons++;
	}
	if (!buttons)
		send(f, at, value, -1);
}

static void send_in_every_way(const struct page_form *f)
{
	for (int i = 0; i < f->n; i++) {
		const struct field *each = &f->field[i];

		if (each->hidden || each->button)
			continue;
		send_by_each_button(f, i, "");
		send_by_each_button(f, i, "no such thing \x01");
		send_by_each_button(f, i, "nonsense");
		send_by_each_button(f, i, "2099-01-01");
		for (int k = 0; k < each->nchoices; k++)
			send_by_each_button(f, i, each->choice[k]);
	}
}

START_TEST(no_form_answers_in_the_words_of_the_command_line)
{
	read_forms();
	refused = 0;
	for (int i = 0; i < nforms; i++)
		send_in_every_way(&forms[i]);
	ck_assert_int_gt(refused, 300);
	for (size_t i = 0; i < COUNT(pages); i++) {
		get(pages[i], session);
		look_for_options(pages[i]);
	}
}
END_TEST

/* --- labels --- */

/* "until " and "Until:" are the same label. */
static const char *bare(const char *label)
{
	size_t n = strlen(label);

	while (n && (isspace((unsigned char)label[n - 1]) || label[n - 1] == ':'))
		n--;
	return arena_strndup(&here.a, label, n);
}

static bool is_own(const struct field *each)
{
	return !each->hidden && !each->button && !each->tick && each->label &&
	       !text_has_prefix(each->label, "Role of ") &&
	       !text_has_prefix(each->label, "Client of ");
}

START_TEST(a_field_is_called_in_errors_as_it_is_on_its_page)
{
	int looked = 0;

	read_forms();
	for (int i = 0; i < nforms; i++) {
		post(forms[i].action, session, "");
		ck_assert_ptr_nonnull(answer_route.route);
		for (int k = 0; k < forms[i].n; k++) {
			const struct field *each = &forms[i].field[k];
			const char *label = field_label(answer_route.route->path, each->name);

			if (!is_own(each))
				continue;
			looked++;
			ck_assert_msg(label && !strcmp(label, bare(each->label)),
				      "%s: '%s' is '%s', not '%s'", answer_route.route->path,
				      each->name, each->label, label ? label : "");
		}
	}
	ck_assert_int_gt(looked, 100);
}
END_TEST

START_TEST(an_error_is_said_in_the_words_of_the_page_and_of_a_program)
{
	ck_assert_int_eq(post("/cases/1/holds", session, "where=x&until=soon"), 400);
	ck_assert_ptr_nonnull(strstr(answer_body, "Until: &#39;soon&#39; is no day"));
	ck_assert_int_eq(post("/cases/1/snooze", session, "line=promise/1&until=%2B3d"), 400);
	ck_assert_ptr_nonnull(strstr(answer_body, "why it may rest: “because”"));
	ck_assert_int_eq(post("/cases/1/promises/1", session, "state=kept"), 409);
	ck_assert_ptr_nonnull(strstr(answer_body, ">promise 1 is already broken<"));
	ck_assert_int_eq(post("/api/cases/1/promises/1", session, "state=kept"), 409);
	ck_assert_ptr_nonnull(strstr(answer_body, "is already broken: 'waylaid undo' takes back"));
	ck_assert_int_eq(post("/api/cases/1/contacts", session, "due=soon"), 400);
	ck_assert_ptr_nonnull(strstr(answer_body, "due: 'soon' is no day"));
}
END_TEST

Suite *words_suite(void)
{
	Suite *s = suite_create("words");
	TCase *t = tcase_create("words");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, no_form_answers_in_the_words_of_the_command_line);
	tcase_add_test(t, a_field_is_called_in_errors_as_it_is_on_its_page);
	tcase_add_test(t, an_error_is_said_in_the_words_of_the_page_and_of_a_program);
	suite_add_tcase(s, t);
	return s;
}
