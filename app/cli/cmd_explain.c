#include "cli/cmds.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/event_code.h"
#include "domain/number.h"
#include "ops/desk.h"
#include "view/explain_doc.h"

/* --- for people --- */

enum { SHOWN = 3, NAMES = 6 };

/* "in transit, delayed" */
static const char *reading(struct cli *cli, const struct node *n)
{
	const char *trouble = node_str(n, "trouble");
	bool none = text_same(trouble, "none");

	return arena_printf(&cli->arena, "%s%s%s", show_code(cli, node_str(n, "status")),
			    none ? "" : ", ", none ? "" : show_code(cli, trouble));
}

static const char *list_title(const struct node *n)
{
	const struct code_list *list = code_list_find(node_str(n, "list"));

	return list ? list->title : node_str(n, "list");
}

/* "USPS OF", "UPS state 021", "USPS \"Customs Clearance\"": enough to know it by. */
static const char *short_name(struct cli *cli, const struct node *n)
{
	const char *code = node_str(n, "code"), *text = node_str(n, "text");

	if (code)
		return arena_printf(&cli->arena, "%s %s", list_title(n), code);
	return arena_printf(&cli->arena, "%s \"%.*s%s\"", list_title(n), (int)utf8_cut(text, 40),
			    text, strlen(text) > 40 ? "..." : "");
}

static void sure_text(struct cli *cli, const struct node *n)
{
	const char *source = node_str(n, "source"), *mark = strstr(source, "; generic wording");
	bool low = text_same(node_str(n, "confidence"), "low");
	struct arena *a = &cli->arena;

	if (mark)
		source = arena_strndup(a, source, (size_t)(mark - source));
	print_fact(cli, "how sure", low ? INK_WARN : INK_PLAIN, node_str(n, "sure"));
	if (node_num(n, "generic"))
		print_fact(cli, "", INK_PLAIN,
			   "this wording is general: the source gives no words of its own");
	print_fact(cli, "source", INK_DIM, source);
}

static void item_text(struct cli *cli, const struct node *n)
{
	const struct code_list *list = code_list_find(node_str(n, "list"));
	const char *text = node_str(n, "text"), *code = node_str(n, "code");
	bool words = text && !text_same_nocase(text, code);
	const char *proof = node_num(n, "is_scan")   ? ""
			    : list && list->is_class ? " (a summary, no scan by itself)"
						     : " (no scan: it proves nothing)";

	print_title(cli, arena_printf(&cli->arena, "%s%s%s%s%s", list_title(n), code ? " " : "",
				      code ? code : "", words ? ": " : "", words ? text : ""));
	print_fact(cli, "read as", INK_STRONG,
		   arena_printf(&cli->arena, "%s%s", reading(cli, n), proof));
	print_fact_at(cli, "means", n, "meaning", true);
	print_fact_at(cli, "do", n, "next_step", true);
	sure_text(cli, n);
}

static bool same_reading(const struct node *a, const struct node *b)
{
	return text_same(node_str(a, "status"), node_str(b, "status")) &&
	       text_same(node_str(a, "trouble"), node_str(b, "trouble"));
}

/*
 * One line is enough for a row that is read like one before it, or like the desk's own word, and
 * for a row that fits less well than the first.
 */
static bool in_full(const struct node *doc, const struct node *item)
{
	const struct node *list = node_get(doc, "items");

	if (!text_same(node_str(list->first, "match"), node_str(item, "match")))
		return false;
	if (node_num(item, "generic") &&
	    text_same(node_str(doc, "status.status"), node_str(item, "status")) &&
	    text_same(node_str(item, "trouble"), "none"))
		return false;
	for (const struct node *n = list->first; n != item; n = n->next)
		if (same_reading(n, item))
			return false;
	return true;
}

static void items_text(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "items"), *n;
	int64_t count = node_num(doc, "count");
	int shown = 0, named = 0;
	const char *names = NULL;

	for (n = list->first; n; n = n->next) {
		if (in_full(doc, n) && shown < SHOWN) {
			item_text(cli, n);
			shown++;
		} else if (named < NAMES) {
			names = arena_printf(&cli->arena, "%s%s%s", names ? names : "",
					     names ? "; " : "", short_name(cli, n));
			named++;
		}
	}
	if (names) {
		print_blank(cli);
		print_fact(cli, "also found", INK_DIM, names);
	}
	if (count > shown + named)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena,
					"%" PRId64 " more not shown: give more of the words, or "
					"--carrier CARRIER; --json has them",
					count - shown - named));
}

static void own_text(struct cli *cli, const struct node *doc, const char *name, const char *what)
{
	const struct node *n = node_get(doc, name);

	if (!node_known(doc, name))
		return;
	print_title(cli,
		    arena_printf(&cli->arena, "%s: %s", show_code(cli, node_str(n, name)), what));
	print_fact_at(cli, "means", n, "meaning", true);
	print_fact_at(cli, "do", n, "next_step", true);
}

static void how_found_text(struct cli *cli, const struct node *doc)
{
	const struct node *first = node_get(doc, "items")->first;
	const char *match = first ? node_str(first, "match") : NULL;

	if (text_same(match, "near") || text_same(match, "words"))
		print_para(cli, 0, INK_WARN,
			   arena_printf(&cli->arena, "Nothing is called \"%s\". %s",
					node_str(doc, "query"),
					text_same(match, "near") ? "Near it:" : "With its words:"));
}

/* --- a case for people --- */

static const char *days_ago(struct cli *cli, const struct node *n, const char *name)
{
	int64_t days = node_num(n, name);

	if (!node_known(n, name))
		return NULL;
	if (days <= 0)
		return days ? "in the future" : "today";
	return days == 1 ? "yesterday" : arena_printf(&cli->arena, "%" PRId64 " days ago", days);
}

static void event_text(struct cli *cli, const char *label, enum ink ink, const struct node *n)
{
	const char *when = show_local(cli, node_str(n, "occurred_at_local"));
	const char *ago = days_ago(cli, n, "days_ago"), *place = node_str(n, "place");
	const char *text = node_str(n, "text"), *code = node_str(n, "code");

	if (!when)
		when = show_at(cli, n, "occurred_at");
	print_fact(cli, label, ink, text ? text : code ? code : "no words");
	print_fact(cli, "", INK_PLAIN,
		   arena_printf(&cli->arena, "%s%s%s%s%s", when ? when : "no time given",
				ago ? ", " : "", ago ? ago : "", place ? ", " : "",
				place ? place : ""));
}

static bool same_event(const struct node *a, const struct node *b)
{
	return text_same(node_str(a, "text"), node_str(b, "text")) &&
	       text_same(node_str(a, "occurred_at_local"), node_str(b, "occurred_at_local")) &&
	       node_instantof(a, "occurred_at") == node_instantof(b, "occurred_at");
}

/* Scans come out of order: behind these only their like counts. */
static bool ends(const char *status)
{
	return text_same(status, status_names[STATUS_DELIVERED]) ||
	       text_same(status, status_names[STATUS_RETURN_TO_SENDER]);
}

static void said_text(struct cli *cli, const struct node *n)
{
	const char *carrier = carrier_title(node_str(n, "carrier"));
	const struct node *said = node_get(n, "said"), *scan = node_get(n, "last_scan");
	const char *text = node_str(n, "status_text");

	if (!node_known(n, "said")) {
		print_fact(cli, "the carrier said", INK_WARN,
			   text                             ? text
			   : node_known(n, "last_asked_at") ? "nothing that is here"
							    : "nobody asked yet");
		return;
	}
	event_text(cli, arena_printf(&cli->arena, "%s said", carrier ? carrier : "carrier"),
		   INK_STRONG, said);
	if (!node_num(said, "is_scan"))
		print_fact(cli, "", INK_WARN,
			   "no scan: a computer, the shipper or the customer wrote it");
	if (text_same(node_str(said, "source"), "email"))
		print_fact(cli, "", INK_WARN, "from an e-mail: a hint, no answer of the carrier");
	if (node_known(n, "decided")) {
		event_text(cli, "counts all the same", INK_STRONG, node_get(n, "decided"));
		if (ends(node_str(n, "status")))
			print_fact(cli, "", INK_PLAIN,
				   "a later scan takes that back only where it says so");
	}
	if (!node_known(n, "last_scan"))
		print_fact(cli, "newest real scan", INK_WARN, "none");
	else if (!same_event(said, scan))
		event_text(cli, "newest real scan", INK_PLAIN, scan);
}

static void case_explained(struct cli *cli, const struct node *n)
{
	const struct node *by = node_get(n, "explained_by");
	int64_t days = node_num(n, "days");

	const char *number = number_grouped(&cli->arena, node_str(n, "tracking_number"));

	if (node_known(n, "case"))
		print_title(cli, arena_printf(&cli->arena, "Case %" PRId64 ": %s, %s",
					      node_num(n, "case"),
					      show_code(cli, node_str(n, "problem")), number));
	else
		print_title(cli, arena_printf(&cli->arena, "Parcel %s, without a case", number));
	said_text(cli, n);
	print_fact(cli, "read as", INK_STRONG, reading(cli, n));
	if (node_known(n, "days"))
		print_fact(cli, "it has been so for", days > 6 ? INK_WARN : INK_PLAIN,
			   days < 1 ? "less than a day" : show_plural(cli, days, "day", "days"));
	print_fact_at(cli, "means", n, "meaning", true);
	print_fact_at(cli, "do", n, "next_step", true);
	if (by && by->type == NODE_MAP)
		sure_text(cli, by);
	else
		print_fact(cli, "how sure", INK_WARN,
			   "these are the desk's own words: no fact explains what was said");
}

static void case_text(struct cli *cli, const struct node *doc)
{
	const char *query = node_str(doc, "query");
	int64_t count = node_num(doc, "count");

	case_explained(cli, node_get(doc, "case"));
	if (!count)
		return;
	print_blank(cli);
	print_para(cli, 0, INK_DIM,
		   arena_printf(&cli->arena,
				"%s is a code of carriers too: %s%s. 'waylaid explain %s %s' "
				"explains it.",
				query, short_name(cli, node_get(doc, "items")->first),
				count > 1 ? " and others" : "",
				node_str(node_get(doc, "items")->first, "carrier"), query));
}

static void explain_text(struct cli *cli, const struct node *doc)
{
	if (node_known(doc, "case")) {
		case_text(cli, doc);
		return;
	}
	own_text(cli, doc, "status", "a status of the desk");
	own_text(cli, doc, "trouble", "what is wrong, beside a status");
	how_found_text(cli, doc);
	items_text(cli, doc);
}

/* --- what was typed --- */

static int words_take(const char **out, struct cli *cli, struct err *err)
{
	struct buf words;
	int i, ret;

	buf_init(&words, TEXT_LINE);
	for (i = 0; i < cli->args.nwords; i++)
		buf_printf(&words, "%s%s", i ? " " : "", cli->args.word[i]);
	ret = buf_check(&words, "the status", err);
	if (ret == 0)
		ret = text_take(out, &cli->arena, words.at, TEXT_LINE, "the status", err);
	buf_release(&words);
	if (ret == 0 && !*out)
		return err_set(err, ERR_INPUT, "say which status: waylaid explain attempted");
	return ret;
}

enum named {
	NAMED_NONE,
	NAMED_CASE,   /* "#12" */
	NAMED_NUMBER, /* "12": a case or a code */
	NAMED_PARCEL  /* a tracking number */
};

/* As numbers are printed on labels, with a wrong check digit too: mostly digits, nothing else. */
static bool like_a_parcel(const char *words)
{
	int digits = 0, letters = 0;

	for (const char *p = words; *p; p++) {
		digits += isdigit((unsigned char)*p) != 0;
		letters += isalpha((unsigned char)*p) != 0;
		if (!isalnum((unsigned char)*p) && *p != ' ' && *p != '-')
			return false;
	}
	return digits >= 8 && letters < digits;
}

/* What words may name besides a status. */
static enum named named(const char *words)
{
	size_t n = strspn(words, "0123456789");

	if (*words == '#')
		return NAMED_CASE;
	if (n > 0 && n <= 9 && words[n] == '\0')
		return NAMED_NUMBER;
	return like_a_parcel(words) ? NAMED_PARCEL : NAMED_NONE;
}

enum meant { MEANT_STATUS, MEANT_CASE, MEANT_PARCEL };

/* What the words mean, and the id of the case or of a parcel that has none. */
static int find_meant(enum meant *meant, int64_t *id, struct cli *cli, const char *words,
		      struct err *err)
{
	enum named what = arg_given(&cli->args, "--carrier") ? NAMED_NONE : named(words);
	struct err no_parcel;

	*meant = MEANT_STATUS;
	if (what == NAMED_NONE)
		return 0;
	*meant = MEANT_CASE;
	if (take_case(id, cli, words, err) == 0)
		return 0;
	if (err->code != ERR_NOT_FOUND)
		return -1;
	*meant = MEANT_PARCEL;
	if (what == NAMED_PARCEL && desk_find_shipment(id, cli->desk, words, &no_parcel) == 0)
		return 0;
	*meant = MEANT_STATUS;
	return what == NAMED_NUMBER ? 0 : -1;
}

int cmd_explain(struct cli *cli, struct err *err)
{
	const char *words, *carrier;
	struct arena *a = &cli->arena;
	struct node *doc;
	struct snap *snap;
	enum meant meant;
	int64_t id;
	int ret;

	if (words_take(&words, cli, err) < 0 ||
	    opt_text(&carrier, cli, "--carrier", TEXT_LINE, err) < 0 ||
	    find_meant(&meant, &id, cli, words, err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	if (meant == MEANT_CASE)
		ret = explain_case_doc(&doc, snap, a, id, words, &cli->moment, err);
	else if (meant == MEANT_PARCEL)
		ret = explain_parcel_doc(&doc, snap, a, id, words, &cli->moment, err);
	else
		ret = explain_doc(&doc, snap, a, words, carrier, err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	return cli_show(cli, doc, explain_text, err);
}
