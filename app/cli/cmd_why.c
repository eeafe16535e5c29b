#include "cli/cmds.h"

#include "base/text.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/show.h"

static void alternatives(struct cli *cli, const struct node *w)
{
	const struct node *n = node_get(w, "alternatives");
	struct arena *a = &cli->arena;

	for (n = n ? n->first : NULL; n; n = n->next) {
		const char *opens = show_at(cli, n, "opens_on");
		const char *closes = show_at(cli, n, "closes_on");
		const char *source = node_str(n, "source");
		const char *confidence = node_str(n, "confidence");

		print_fact(cli, "others say", INK_PLAIN,
			   arena_printf(a, "%s to %s: %s%s%s", opens ? opens : "unknown",
					closes ? closes : "unknown", source ? source : "no source",
					confidence ? ", confidence " : "",
					confidence ? confidence : ""));
	}
}

static void window_text(struct cli *cli, const struct node *w)
{
	const char *source = node_str(w, "source"), *dated = node_str(w, "source_date");
	const char *cover = show_at(cli, w, "cover"), *most = show_at(cli, w, "cover_max");
	struct arena *a = &cli->arena;

	print_title(cli, window_title(cli, w));
	print_fact(cli, "is", window_ink(w), window_words(cli, w));
	print_fact(cli, "because", INK_PLAIN, node_str(w, "why"));
	if (window_first(cli, w))
		print_fact(cli, "but", INK_WARN, window_first(cli, w));
	print_fact_at(cli, "in the source", w, "limit_note", false);
	print_fact_at(cli, "who may file", w, "who_may_file", false);
	print_fact_at(cli, "where", w, "form", false);
	if (cover || most)
		print_fact(cli, "cover", INK_PLAIN,
			   arena_printf(a, "%s included%s%s", cover ? cover : "none known",
					most ? ", at most " : "", most ? most : ""));
	print_fact_at(cli, "rule", w, "rule", true);
	print_fact(cli, "source", INK_PLAIN,
		   source ? arena_printf(a, "%s (%s)", source, dated ? dated : "no date") : NULL);
	print_fact_at(cli, "gathered", w, "checked_on", true);
	if (text_same(node_str(w, "confidence"), "low"))
		print_fact(cli, "confidence", INK_WARN, "low: unconfirmed, check with the carrier");
	else
		print_fact_at(cli, "confidence", w, "confidence", true);
	alternatives(cli, w);
}

static void why_text(struct cli *cli, const struct node *doc)
{
	const struct node *w = node_get(doc, "windows");

	case_head(cli, doc);
	if (!w || !w->count) {
		case_windows(cli, doc);
		case_next(cli, doc);
		return;
	}
	for (w = w->first; w; w = w->next)
		window_text(cli, w);
	print_blank(cli);
	print_para(cli, 0, INK_DIM,
		   "These are published rules, not legal advice. The first and the last day both "
		   "count.");
}

int cmd_why(struct cli *cli, struct err *err)
{
	struct node *doc;
	int64_t id;

	if (take_case(&id, cli, cli->args.word[0], err) < 0 || show_read(&doc, cli, id, err) < 0)
		return -1;
	return cli_show(cli, doc, why_text, err);
}
