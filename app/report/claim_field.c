#include "report/claim_field.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "report/summary.h"
#include "report/words.h"

enum { PATH_MAX_BYTES = 64, TITLE_MAX = 96, NAMES_SHOWN = 8 };

/* --- rows that stand for a list --- */

const struct node *claim_of(const struct node *one)
{
	const struct node *list = node_get(one, "claims"), *out = NULL;

	for (const struct node *c = list ? list->first : NULL; c; c = c->next)
		if (!out || text_is_listed("withdrawn", node_str(out, "state")) ||
		    !text_is_listed("withdrawn", node_str(c, "state")))
			out = c;
	return out;
}

static const struct node *newest(const struct node *list)
{
	return list->last;
}

static const struct node *first_kept(const struct node *list)
{
	for (const struct node *n = list->first; n; n = n->next)
		if (!node_known(n, "released_on"))
			return n;
	return NULL;
}

static const struct {
	const char *before, *list;
	const struct node *(*pick)(const struct node *list); /* NULL: looks at the case */
	const struct node *(*pick_of)(const struct node *one);
} rows[] = {
	{ "claim.", "claims", NULL, claim_of },
	{ "window.", "windows", NULL, summary_claim_window },
	{ "request.", "requests", newest, NULL },
	{ "payout.", "payouts", newest, NULL },
	{ "remedy.", "remedies", newest, NULL },
	{ "hold.", "holds", first_kept, NULL },
};

/* NULL: hidden; a node of type NODE_NULL, or one that is not there of a row: not known. */
static const struct node *look_up(bool *hidden, const struct node *one, const char *path)
{
	const struct node *n, *list, *row;

	*hidden = false;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!text_has_prefix(path, rows[i].before))
			continue;
		list = node_get(one, rows[i].list);
		*hidden = !list;
		row = !list             ? NULL
		      : rows[i].pick_of ? rows[i].pick_of(one)
		      : list->count     ? rows[i].pick(list)
					: NULL;
		return row ? node_get(row, path + strlen(rows[i].before)) : NULL;
	}
	n = node_get(one, path);
	*hidden = !n;
	return n;
}

/* --- values that are put together --- */

static const char *carrier(struct book *b, const struct node *one)
{
	return carrier_title(text_named(b, one, "carrier|shipment.carrier"));
}

static const char *currency(struct book *b, const struct node *one)
{
	const struct node *claim = claim_of(one);
	const struct node *n = claim ? node_get(claim, "amount") : NULL;

	(void)b;
	if (!n || n->type != NODE_MONEY)
		n = node_get(one, "shipment.value");
	return n && n->type == NODE_MONEY ? n->money.currency : NULL;
}

static const char *service(struct book *b, const struct node *one)
{
	const char *code = text_named(b, one, "service|shipment.service");
	char title[TITLE_MAX];

	return code ? arena_strdup(b->arena, code_title(title, sizeof(title), code)) : NULL;
}

/* The thing as a form wants it described: what it is, its numbers, how many, when bought. */
static const char *item_words(struct book *b, const struct node *item)
{
	const char *qty = text_named(b, item, "quantity"), *sku = text_named(b, item, "sku"),
		   *serial = text_named(b, item, "serial_number"),
		   *bought = text_named(b, item, "bought_on"),
		   *worth = text_named(b, item, "value");
	struct arena *a = b->arena;
	const char *parts[] = {
		text_named(b, item, "description|name"),
		text_named(b, item, "condition"),
		sku ? arena_printf(a, "SKU %s", sku) : NULL,
		serial ? arena_printf(a, "serial number %s", serial) : NULL,
		qty ? arena_printf(a, "quantity %s", qty) : NULL,
		worth ? arena_printf(a, "%s each", worth) : NULL,
		bought ? arena_printf(a, "bought %s", bought) : NULL,
	};

	return say_joined(b, ", ", parts, 7);
}

static const char *of_items(struct book *b, const struct node *one, const char *name)
{
	const struct node *list = node_get(one, "shipment.items");
	const char *out = NULL;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		const char *parts[] = { out, name ? text_named(b, n, name) : item_words(b, n) };

		out = say_joined(b, "\n", parts, 2);
	}
	return out;
}

static const char *items(struct book *b, const struct node *one)
{
	return of_items(b, one, NULL);
}

static const char *item_names(struct book *b, const struct node *one)
{
	return of_items(b, one, "description|name");
}

static const char *item_skus(struct book *b, const struct node *one)
{
	return of_items(b, one, "sku");
}

static const char *item_serials(struct book *b, const struct node *one)
{
	return of_items(b, one, "serial_number");
}

static const char *item_bought(struct book *b, const struct node *one)
{
	return of_items(b, one, "bought_on");
}

static const char *item_costs(struct book *b, const struct node *one)
{
	return of_items(b, one, "cost");
}

static const char *item_types(struct book *b, const struct node *one)
{
	return of_items(b, one, "type");
}

static const char *item_conditions(struct book *b, const struct node *one)
{
	return of_items(b, one, "condition");
}

static const char *item_prices(struct book *b, const struct node *one)
{
	return of_items(b, one, "value");
}

static const char *item_quantity(struct book *b, const struct node *one)
{
	const struct node *list = node_get(one, "shipment.items");
	int64_t sum = 0;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		sum += node_num(n, "quantity");
	return sum ? arena_printf(b->arena, "%" PRId64, sum) : NULL;
}

static const char *rule_source(struct book *b, const struct node *one)
{
	const struct node *w = summary_claim_window(one);
	enum style style;
	const char *parts[] = { text_named(b, w, "rule"), text_named(b, w, "source"),
				text_named(b, w, "source_date"),
				w ? say_confidence(b, w, &style) : NULL };

	return w ? say_joined(b, ", ", parts, 4) : NULL;
}

static const char *reason_words(struct book *b, const struct node *one)
{
	const struct node *c = claim_of(one);
	const char *parts[] = { c ? text_named(b, c, "denial_title|denial") : NULL,
				c ? text_named(b, c, "reason") : NULL };

	return say_joined(b, ": ", parts, 2);
}

/* "Damage photo: a.jpg, b.jpg, c.jpg and 4 more"; NULL when the kind was said before. */
static const char *papers_of_kind(struct book *b, const struct node *list, const struct node *first)
{
	const char *kind = node_str(first, "kind"), *title = say_code(b, kind), *names = NULL;
	int n = 0;

	for (const struct node *f = list->first; f != first; f = f->next)
		if (text_same(node_str(f, "kind"), kind))
			return NULL;
	for (const struct node *f = first; f; f = f->next) {
		const char *name = text_named(b, f, "name");
		const char *parts[] = { names, name ? name : "a file without a name" };

		if (text_same(node_str(f, "kind"), kind) && n++ < NAMES_SHOWN)
			names = say_joined(b, ", ", parts, 2);
	}
	if (n > NAMES_SHOWN)
		names = arena_printf(b->arena, "%s and %d more", names, n - NAMES_SHOWN);
	return arena_printf(b->arena, "%s: %s", title ? title : "File", names);
}

static const char *papers(struct book *b, const struct node *one)
{
	const struct node *list = node_get(one, "evidence");
	const char *out = NULL;

	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		const char *parts[] = { out, papers_of_kind(b, list, n) };

		out = say_joined(b, "\n", parts, 2);
	}
	return out;
}

static const char *release_letter(struct book *b, const struct node *one)
{
	const struct node *list = node_get(one, "evidence");

	(void)b;
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		if (text_same(node_str(n, "kind"), "release_letter"))
			return "yes";
	return list ? "no" : NULL;
}

static const char *claimant_contact(struct book *b, const struct node *one)
{
	const struct node *c = b->in->claimant;
	const char *parts[4];

	(void)one;
	if (!c)
		return NULL;
	parts[0] = text_named(b, c, "name");
	parts[1] = text_named(b, c, "address");
	parts[2] = text_named(b, c, "email");
	parts[3] = text_named(b, c, "phone");
	return say_joined(b, "\n", parts, 4);
}

/* What happened, in sentences made of nothing but what is recorded. */
static const char *story(struct book *b, const struct node *one)
{
	static const char *const is[][2] = {
		{ "lost", "has not arrived" },
		{ "damaged", "arrived damaged" },
		{ "missing_contents", "arrived with contents missing" },
		{ "delayed", "is late" },
		{ "misdelivered", "was delivered to the wrong address" },
		{ "not_received", "is shown as delivered, but did not reach the recipient" },
		{ "returned", "was sent back" },
	};
	const char *mailed = text_named(b, one, "shipment.mailed_on"),
		   *said = "cannot be accounted for";
	const struct node *list = node_get(one, "silence");
	const char *quiet = list && list->last ? text_named(b, list->last, "text") : NULL;
	const char *parts[2];

	for (size_t i = 0; i < sizeof(is) / sizeof(*is); i++)
		if (text_same(node_str(one, "problem"), is[i][0]))
			said = is[i][1];
	parts[0] = mailed ? arena_printf(b->arena, "The parcel, mailed on %s, %s.", mailed, said)
			  : arena_printf(b->arena, "The parcel %s.", said);
	parts[1] = quiet ? arena_printf(b->arena, "%s.", quiet) : NULL;
	return say_joined(b, " ", parts, 2);
}

/* --- the catalogue --- */

/* clang-format off */
#define EDIT(option) "edit @ --" option
#define LATER(why) "!" why /* no command would help */
#define GROUP(title) { NULL, NULL, title, NULL, NULL, false, NULL }
#define FACT(name, title, from, fill) { name, title, NULL, from, NULL, false, fill }
#define CODE(name, title, from, fill) { name, title, NULL, from, NULL, true, fill }
#define SAID(name, title, say, fill) { name, title, NULL, NULL, say, false, fill }
#define PART(name, title, of, say, fill) { name, title, NULL, of, say, false, fill }
#define SET(setting) "config set claimant." setting

const struct claim_field claim_fields[] = {
	GROUP("Claim"),
	FACT("case_number", "Case", "case|number|id", NULL),
	FACT("order_number", "Own reference (order)", "shipment.order", EDIT("order NUMBER")),
	CODE("reason", "Reason", "problem", EDIT("problem KIND")),
	CODE("claimant_role", "Claimant's role", "claimant.role", SET("role ROLE")),
	CODE("route", "Claimed from", "claim.route", "claim file @ --draft --route DOOR"),
	FACT("amount_claimed", "Amount claimed", "claim.amount", "claim file @ --draft"),
	SAID("currency", "Currency", currency, EDIT("value MONEY")),
	FACT("how_computed", "How it was computed", "claim.amount_note", "claim file @ --draft"),
	FACT("opens_on", "Earliest day to file", "window.opens_on", "why @"),
	FACT("closes_on", "Last day to file", "window.closes_on", "why @"),
	PART("rule_source", "Rule and its source", "windows", rule_source, "why @"),
	FACT("who_may_file", "Who may file", "window.who_may_file", "why @"),
	CODE("claim_state", "State", "claim.state", "claim file @"),
	FACT("filed_on", "Filed on", "claim.filed_on", "claim file @ --on DATE"),
	FACT("filed_how", "Filed by", "claim.filed_how", "claim file @ --how TEXT"),
	FACT("claim_number", "Carrier's claim number", "claim.reference",
	     "claim ack @ --number NUMBER"),
	FACT("answer_due_on", "Answer due", "claim.answer_due_on", "claim ack @ --until DATE"),
	FACT("decided_on", "Decided on", "claim.decided_on", LATER("not decided yet")),
	PART("decision_reason", "Reason of the decision", "claims", reason_words,
	     LATER("no reason was given")),
	FACT("appeal_until", "Appeal until", "claim.appeal_until", LATER("no appeal is open")),
	FACT("appealed_on", "Appealed on", "claim.appealed_on", LATER("not appealed")),
	FACT("approved", "Approved", "claim.approved", LATER("nothing was approved")),
	FACT("paid", "Paid", "claim.paid", LATER("no money came")),
	FACT("paid_on", "Paid on", "payout.paid_on", LATER("no money came")),
	FACT("payee", "Payee", "claimant.payee|claimant.name", SET("payee NAME")),

	GROUP("Parcel"),
	FACT("tracking_number", "Tracking number", "tracking_number|shipment.tracking_number",
	     NULL),
	SAID("carrier", "Carrier", carrier, EDIT("carrier CARRIER")),
	SAID("service", "Service", service, EDIT("service SERVICE")),
	FACT("account", "Account number", "shipment.account", EDIT("account NUMBER")),
	FACT("label_source", "Label bought from", "shipment.label_source",
	     EDIT("label-source NAME")),
	FACT("mailed_on", "Mailed on", "shipment.mailed_on", EDIT("mailed DATE")),
	FACT("expected_on", "Scheduled delivery", "shipment.expected_on", EDIT("expected DATE")),
	FACT("accepted_on", "First acceptance scan", "shipment.accepted_on", "track @"),
	FACT("last_scan_at", "Last scan", "shipment.last_scan_at", "track @"),
	FACT("delivered_on", "Delivered on", "shipment.delivered_on|shipment.delivered_at",
	     EDIT("delivered DATE")),
	FACT("weight", "Weight", "shipment.weight", EDIT("weight TEXT")),
	FACT("dimensions", "Dimensions", "shipment.dimensions", EDIT("dimensions TEXT")),
	FACT("pieces", "Pieces", "shipment.pieces", EDIT("pieces TEXT")),
	FACT("postage", "Postage paid", "shipment.postage", EDIT("postage MONEY")),
	FACT("insured", "Declared or insured value", "shipment.insured", EDIT("insured MONEY")),
	FACT("insurer", "Insured with", "shipment.insurer", EDIT("insurer NAME")),
	FACT("insurance_fee", "Insurance fee", "shipment.insurance_fee",
	     EDIT("insurance-fee MONEY")),

	GROUP("Parties"),
	FACT("sender", "Sender", "shipment.from|shipment.from_address", EDIT("from ADDRESS")),
	FACT("shipper", "Shipper of record", "shipment.shipper", EDIT("shipper NAME")),
	FACT("addressee", "Addressee", "shipment.to|shipment.to_address", EDIT("to ADDRESS")),
	SAID("claimant_contact", "Claimant: name, address, e-mail, telephone", claimant_contact,
	     SET("email ADDRESS")),
	FACT("client", "Client", "client|shipment.client", EDIT("client NAME")),
	FACT("owner", "Who works on it", "owner", EDIT("owner USER")),

	GROUP("Goods"),
	FACT("contents", "Contents", "shipment.contents", EDIT("contents TEXT")),
	FACT("value", "Value of the contents", "shipment.value", EDIT("value MONEY")),
	SAID("items", "Items", items, "item @ DESCRIPTION"),
	SAID("item_names", "Item names", item_names, "item @ DESCRIPTION"),
	SAID("item_skus", "Own article numbers", item_skus, "item @ TEXT --sku NUMBER"),
	SAID("item_serials", "Serial numbers", item_serials, "item @ TEXT --serial NUMBER"),
	SAID("item_quantity", "Quantity", item_quantity, "item @ TEXT --qty N"),
	SAID("item_prices", "Unit price", item_prices, "item @ TEXT --value MONEY"),
	PART("item_costs", "Unit cost", "shipment.items.cost", item_costs,
	     "item @ TEXT --cost MONEY"),
	SAID("item_bought", "Bought on", item_bought, "item @ TEXT --bought DATE"),
	SAID("item_type", "Type of item", item_types, "item @ TEXT --type TEXT"),
	SAID("item_condition", "New or used", item_conditions,
	     "item @ TEXT --condition new|used|refurbished"),
	FACT("discount", "Discount", "claim.worked_out.discount",
	     "claim edit @ --discount MONEY"),
	FACT("repair", "Repair estimate", "claim.worked_out.repair",
	     "claim edit @ --repair MONEY"),
	FACT("salvage", "Salvage", "claim.worked_out.salvage", "claim edit @ --salvage MONEY"),

	GROUP("Story and papers"),
	SAID("what_happened", "What happened", story, NULL),
	FACT("damage_extent", "Nature and extent of the damage", "damage", EDIT("damage TEXT")),
	CODE("request_kind", "Search or trace", "request.kind", "request @ KIND"),
	FACT("request_number", "Its number", "request.reference", "request @ KIND --ref NUMBER"),
	FACT("request_filed_on", "Its day", "request.filed_on", "request @ KIND --on DATE"),
	CODE("request_result", "Its result", "request.result",
	     "request answer @/N --result RESULT"),
	PART("papers", "Papers and photos", "evidence", papers, "attach @ FILE --kind KIND"),
	PART("release_letter", "Release letter present", "evidence", release_letter, NULL),
	FACT("kept_where", "Goods and packing kept at", "hold.where|hold.kept_where",
	     "hold @ --where PLACE"),
	FACT("kept_until", "Kept until", "hold.until", "hold @ --where PLACE --until DATE"),
	CODE("remedy", "Replacement or refund sent", "remedy.kind", "remedy @ KIND"),
	FACT("remedy_on", "Sent on", "remedy.given_on", "remedy @ KIND --on DATE"),
	FACT("remedy_amount", "Its amount", "remedy.amount", "remedy @ KIND --amount MONEY"),
	{ 0 },
};
/* clang-format on */

const struct claim_field *claim_field_find(const char *name)
{
	for (const struct claim_field *f = claim_fields; f->name || f->group; f++)
		if (text_same(f->name, name))
			return f;
	return NULL;
}

static const char claimant[] = "claimant.";

/* What the settings say of who claims; hidden where this reader may not see it. */
static const struct node *of_claimant(bool *hidden, struct book *b, const char *name)
{
	*hidden = !b->in->claimant;
	return *hidden ? NULL : node_get(b->in->claimant, name);
}

/* The first of "a|b" that is known; hidden when none of them is in the tree. */
static struct field_value value_from(struct book *b, const struct claim_field *f,
				     const struct node *one)
{
	struct field_value out = { FIELD_HIDDEN, NULL, NULL };
	char path[PATH_MAX_BYTES];

	for (const char *at = f->from; *at;) {
		size_t n = strcspn(at, "|");
		const struct node *node;
		bool hidden;

		if (n >= sizeof(path))
			return out;
		memcpy(path, at, n);
		path[n] = '\0';
		node = text_has_prefix(path, claimant)
			       ? of_claimant(&hidden, b, path + strlen(claimant))
			       : look_up(&hidden, one, path);
		if (!hidden)
			out.state = FIELD_UNKNOWN;
		out.text = say_node(b, node);
		if (!text_blank(out.text)) {
			out.state = FIELD_KNOWN;
			out.node = node;
			out.text = f->words ? say_code(b, out.text) : out.text;
			return out;
		}
		at += n + (at[n] == '|');
	}
	out.text = NULL;
	return out;
}

/*
 * Is there a part of the tree, or a member of its rows, to put the value together from? Where there
 * are no rows, who is shown no claim is not shown what is behind one either.
 */
static bool is_shown(const struct node *one, const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct node *list;
	char before[PATH_MAX_BYTES];

	if (node_get(one, path) || !dot || (size_t)(dot - path) >= sizeof(before))
		return node_get(one, path);
	memcpy(before, path, (size_t)(dot - path));
	before[dot - path] = '\0';
	list = node_get(one, before);
	if (!list || list->type != NODE_LIST)
		return false;
	for (const struct node *n = list->first; n; n = n->next)
		if (node_get(n, dot + 1))
			return true;
	return !list->first && node_get(one, "claims");
}

struct field_value claim_field_value(struct book *b, const struct claim_field *f,
				     const struct node *one)
{
	struct field_value out = { FIELD_UNKNOWN, NULL, NULL };

	if (f->from && !f->say)
		return value_from(b, f, one);
	if (f->from && !is_shown(one, f->from)) {
		out.state = FIELD_HIDDEN;
		return out;
	}
	out.text = f->say ? f->say(b, one) : NULL;
	out.state = text_blank(out.text) ? FIELD_UNKNOWN : FIELD_KNOWN;
	return out;
}

const char *claim_field_fill(struct book *b, const struct claim_field *f, const struct node *one)
{
	const char *number = text_named(b, one, "case|number|id");
	const char *at = f->fill ? strchr(f->fill, '@') : NULL;

	if (f->fill && *f->fill == '!')
		return f->fill + 1;
	if (!f->fill)
		return "not in the desk";
	if (!at)
		return arena_printf(b->arena, "waylaid %s", f->fill);
	return arena_printf(b->arena, "waylaid %.*s%s%s", (int)(at - f->fill), f->fill,
			    number ? number : "CASE", at + 1);
}
