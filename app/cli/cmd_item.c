#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/item_ops.h"
#include "view/door_doc.h"
#include "view/ladder_doc.h"

/* --- items --- */

static void item_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_STRONG,
		   arena_printf(&cli->arena, "Item %" PRId64 " of case %" PRId64 ": %s",
				node_num(doc, "item"), node_num(doc, "case"),
				node_str(doc, "description")));
	print_fact_at(cli, "pieces", doc, "quantity", true);
	print_fact_at(cli, "value of one", doc, "value", true);
	print_fact_at(cli, "serial number", doc, "serial_number", true);
	print_fact_at(cli, "SKU", doc, "sku", false);
	print_fact_at(cli, "bought", doc, "bought_on", false);
	print_fact_at(cli, "type", doc, "type", false);
	print_fact_at(cli, "condition", doc, "condition", false);
	print_fact_at(cli, "cost of one", doc, "cost", false);
}

static void removed_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_PLAIN,
		   arena_printf(&cli->arena, "Item %" PRId64 " of case %" PRId64 " is removed: %s",
				node_num(doc, "item"), node_num(doc, "case"),
				node_str(doc, "description")));
}

/* clang-format off */
static const struct {
	const char *option;
	unsigned fact;
} item_facts[] = {
	{ "--what",   ITEM_DESCRIPTION },
	{ "--sku",    ITEM_SKU },
	{ "--serial", ITEM_SERIAL },
	{ "--qty",    ITEM_QUANTITY },
	{ "--value",  ITEM_VALUE },
	{ "--bought", ITEM_BOUGHT },
	{ "--type",   ITEM_TYPE },
	{ "--condition", ITEM_CONDITION },
	{ "--cost",   ITEM_COST },
};
/* clang-format on */

static int take_item(struct item *out, unsigned *given, struct cli *cli, struct err *err)
{
	const struct code_table conditions = { item_condition_names + 1,
					       ITEM_CONDITION_NVALUES - 1 };
	long long quantity = 1;
	int condition = -1; /* not known, or not any more */

	*out = (struct item){ .bought_on = DAY_NONE };
	*given = 0;
	for (size_t i = 0; i < sizeof(item_facts) / sizeof(item_facts[0]); i++)
		if (arg_given(&cli->args, item_facts[i].option))
			*given |= item_facts[i].fact;
	if (opt_text(&out->description, cli, "--what", TEXT_LONG, err) < 0 ||
	    opt_text(&out->sku, cli, "--sku", TEXT_LINE, err) < 0 ||
	    opt_text(&out->serial_number, cli, "--serial", TEXT_LINE, err) < 0 ||
	    opt_number(&quantity, cli, "--qty", 1, ITEM_QUANTITY_MAX, err) < 0 ||
	    opt_money(&out->value, cli, "--value", err) < 0 ||
	    opt_day(&out->bought_on, cli, "--bought", err) < 0 ||
	    opt_text(&out->type, cli, "--type", TEXT_LINE, err) < 0 ||
	    (!text_blank(arg_value(&cli->args, "--condition")) &&
	     opt_code(&condition, cli, "--condition", conditions, err) < 0) ||
	    opt_money(&out->cost, cli, "--cost", err) < 0)
		return -1;
	out->condition = (enum item_condition)(condition + 1);
	out->quantity = (int32_t)quantity;
	return 0;
}

int cmd_item(struct cli *cli, struct err *err)
{
	struct item facts, i;
	unsigned given;
	int64_t id;

	if (take_item(&facts, &given, cli, err) < 0 ||
	    text_take(&facts.description, &cli->arena, cli->args.word[1], TEXT_LONG, "the item",
		      err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    item_add(&i, cli->desk, &cli->arena, id, &facts, err) < 0)
		return -1;
	return cli_show(cli, item_doc(&cli->arena, id, &i), item_text, err);
}

int cmd_item_edit(struct cli *cli, struct err *err)
{
	struct item changes, i;
	int64_t id, case_id = 0;
	unsigned given;

	if (take_item(&changes, &given, cli, err) < 0)
		return -1;
	if (!given)
		return err_set(err, ERR_INPUT,
			       "say what to correct: --what, --type, --condition, --sku, --serial, "
			       "--qty, --value, --cost or --bought");
	if (take_id(&id, cli->args.word[0], "the item", err) < 0 ||
	    item_edit(&i, &case_id, cli->desk, &cli->arena, id, &changes, given, err) < 0)
		return -1;
	return cli_show(cli, item_doc(&cli->arena, case_id, &i), item_text, err);
}

int cmd_item_remove(struct cli *cli, struct err *err)
{
	int64_t id, case_id = 0;
	struct item i;

	if (take_id(&id, cli->args.word[0], "the item", err) < 0 ||
	    item_remove(&i, &case_id, cli->desk, &cli->arena, id, err) < 0)
		return -1;
	return cli_show(cli, item_doc(&cli->arena, case_id, &i), removed_text, err);
}

/* --- steps --- */

static void step_text(struct cli *cli, const struct node *doc)
{
	bool done = node_num(doc, "done") != 0;
	const char *note = node_str(doc, "note");

	print_para(cli, 0, INK_PLAIN,
		   arena_printf(&cli->arena, "Case %" PRId64 ": %s is %s%s%s%s",
				node_num(doc, "case"), show_code(cli, node_str(doc, "code")),
				done ? "noted, " : "not noted any more",
				done ? show_at(cli, doc, "on") : "", done && note ? ": " : "",
				done && note ? note : ""));
}

int cmd_step(struct cli *cli, struct err *err)
{
	bool done = !arg_given(&cli->args, "--not-done");
	struct step facts = { .done_on = DAY_NONE }, s;
	struct arena *a = &cli->arena;

	if (opt_text(&facts.note, cli, "--note", TEXT_LONG, err) < 0 ||
	    opt_day(&facts.done_on, cli, "--on", err) < 0 ||
	    text_take(&facts.code, a, cli->args.word[1], TEXT_LINE, "the step", err) < 0 ||
	    take_case(&facts.casefile_id, cli, cli->args.word[0], err) < 0)
		return -1;
	facts.code = option_as_code(a, facts.code);
	if (step_note(&s, cli->desk, a, &facts, done, err) < 0)
		return -1;
	return cli_show(cli, step_doc(a, &s, done), step_text, err);
}
