#include "web/label.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* As the templates have them; a test reads the templates and compares. */
/* clang-format off */
static const struct label {
	const char *path; /* of the one form that calls it so; NULL: of all others */
	const char *name, *label;
} labels[] = {
	{ "/cases/:id/items", "value", "Value of one" },
	{ "/cases/:id/items/:id", "value", "Value of one" },
	{ "/cases?", "due", "Closes by" },
	{ "/cases?", "value", "Worth at least" },
	{ "/cases/:id/claims", "on", "Filed on" },
	{ "/cases/:id/claims/:id", "reason", "Reason of the denial" },
	{ "/cases/:id/claims/:id", "said", "In their words" },
	{ "/cases/:id/claims/:id", "until", "By when, as they say" },
	{ "/cases/:id/close", "reason", "Close the case because" },
	{ "/cases/:id/contacts", "how", "How" },
	{ "/cases/:id/contacts", "ref", "Reference number" },
	{ "/cases/:id/contacts", "said", "What was said" },
	{ "/cases/:id/duties/:id", "note", "settled" },
	{ "/cases/:id/evidence", "kind", "It proves" },
	{ "/cases/:id/holds", "what", "What" },
	{ "/cases/:id/requests", "on", "Filed on" },
	{ "/cases/:id/requests", "ref", "Their number" },
	{ "/cases/:id/requests", "what", "What is sought" },
	{ "/cases/:id/snooze", "reason", "because" },
	{ "/cases/:id/snooze", "until", "until" },
	{ "/cases/:id/steps", "note", "what came of it" },
	{ "/import/:id/undo", "anyway", "also where a carrier told news since" },
	{ "/import/events", "carrier", "Whose words these are" },
	{ "/import/events", "case", "Or the case" },
	{ "/import/events", "file", "The file" },
	{ "/import/events", "format", "It is" },
	{ "/import/events", "number", "Tracking number" },
	{ "/import/mails", "file", "The file" },
	{ "/import/mails", "kind", "Its attachments are" },
	{ "/people", "client", "Sees only this client" },
	{ "/rules", "source", "who says so" },
	{ "/shipments/import", "carrier", "All of this carrier" },
	{ "/shipments/import", "client", "All of this client" },
	{ "/tokens", "client", "It sees one client's cases only" },
	{ "/tokens", "name", "What it is for" },
	{ NULL, "act", "What" },
	{ NULL, "again", "Once more" },
	{ NULL, "amount", "Amount" },
	{ NULL, "another", "another case on the same parcel" },
	{ NULL, "anyway", "record it anyway" },
	{ NULL, "audience", "for" },
	{ NULL, "bought_on", "Bought on" },
	{ NULL, "case", "Case" },
	{ NULL, "channel", "How" },
	{ NULL, "closes", "closes after" },
	{ NULL, "condition", "Condition" },
	{ NULL, "cost", "What one cost you" },
	{ NULL, "currency", "Its currency" },
	{ NULL, "dated", "Taken or issued" },
	{ NULL, "dates", "Its dates are" },
	{ NULL, "days", "It lasts so many days" },
	{ NULL, "description", "What" },
	{ NULL, "dialed", "Dialled" },
	{ NULL, "direction", "Who sent it" },
	{ NULL, "discount", "Less discount" },
	{ NULL, "door", "From whom" },
	{ NULL, "due", "By when" },
	{ NULL, "file", "The file (CSV)" },
	{ NULL, "format", "Hand out" },
	{ NULL, "goods", "Goods" },
	{ NULL, "hold", "On hold" },
	{ NULL, "how", "How" },
	{ NULL, "keypad", "Keys pressed" },
	{ NULL, "kind", "What" },
	{ NULL, "map", "Made by" },
	{ NULL, "minutes", "Minutes" },
	{ NULL, "name", "Name" },
	{ NULL, "next", "What was promised" },
	{ NULL, "note", "Note" },
	{ NULL, "number", "Their number" },
	{ NULL, "on", "On" },
	{ NULL, "opens", "opens after" },
	{ NULL, "outcome", "Outcome" },
	{ NULL, "owner", "Owner" },
	{ NULL, "password", "Password" },
	{ NULL, "postage", "Postage" },
	{ NULL, "problem", "What went wrong" },
	{ NULL, "quantity", "How many" },
	{ NULL, "reason", "Reason" },
	{ NULL, "ref", "Reference" },
	{ NULL, "rep", "Who" },
	{ NULL, "repair", "Repair" },
	{ NULL, "result", "Result" },
	{ NULL, "role", "Role" },
	{ NULL, "route", "From whom" }, /* the door, as an operation names it */
	{ NULL, "said", "In words" },
	{ NULL, "salvage", "Less salvage" },
	{ NULL, "scope", "It may do what this role may" },
	{ NULL, "serial_number", "Serial number" },
	{ NULL, "shot", "Shot" },
	{ NULL, "sku", "SKU" },
	{ NULL, "text", "Any number or text" },
	{ NULL, "tracking", "Tracking number" },
	{ NULL, "type", "Type" },
	{ NULL, "until", "Until" },
	{ NULL, "where", "Where" },
	{ NULL, "with", "With" },
};
/* clang-format on */

static bool same_name(const char *a, const char *b)
{
	while (*a && (*a == *b || (*a == '_' && *b == '-') || (*a == '-' && *b == '_'))) {
		a++;
		b++;
	}
	return *a == *b;
}

static const char *find(const char *path, const char *name)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (text_same(labels[i].path, path) && same_name(labels[i].name, name))
			return labels[i].label;
	return NULL;
}

const char *field_label(const char *path, const char *name)
{
	bool facts = text_same(path, "/cases") || text_same(path, "/cases/:id");
	const char *label = path ? find(path, name) : NULL;

	if (!label && facts)
		label = fact_label(name);
	if (!label)
		label = find(NULL, name);
	return label ? label : fact_label(name);
}

const char *label_here(struct web_call *c, const char *name)
{
	const char *path = c->found.route ? c->found.route->path : NULL;

	if (path && c->head.method == METHOD_GET)
		path = arena_printf(&c->arena, "%s?", path);
	return field_label(path, name);
}

/* --- errors --- */

/* How long is the option's name at "at"; 0: none begins there. */
static size_t option_at(const char *text, const char *at)
{
	size_t n = 2;

	if (at[0] != '-' || at[1] != '-' || !islower((unsigned char)at[2]) ||
	    (at > text && isalnum((unsigned char)at[-1])))
		return 0;
	while (islower((unsigned char)at[n]) || (at[n] == '-' && islower((unsigned char)at[n + 1])))
		n++;
	return n;
}

/* How long is the command in brackets at "at", as in ' ("waylaid events import")'; 0: none is. */
static size_t command_at(const char *at)
{
	const char *end = strncmp(at, " (\"waylaid ", 11) == 0 ? strstr(at, "\")") : NULL;

	return end ? (size_t)(end + 2 - at) : 0;
}

static const char *in_words(struct web_call *c, const char *text, size_t len)
{
	const char *out;
	struct buf b;

	buf_init(&b, 4 * ERR_TEXT_MAX);
	for (const char *at = text; at < text + len;) {
		size_t n = option_at(text, at), command = command_at(at);
		const char *name = arena_strndup(&c->arena, at + (n ? 2 : 0), n ? n - 2 : 0);
		const char *label = n ? label_here(c, name) : NULL;

		if (command)
			n = command;
		else if (label && at + n <= text + len)
			buf_printf(&b, "“%s”", label);
		else
			buf_put(&b, at, n = 1);
		at += n;
	}
	out = arena_strdup(&c->arena, b.at);
	buf_release(&b);
	return out;
}

size_t before_command(const char *text)
{
	static const char *const begin[] = { ": waylaid ", ": 'waylaid " };
	size_t n = strlen(text);

	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
		const char *at = strstr(text, begin[i]);

		if (at && (size_t)(at - text) < n)
			n = (size_t)(at - text);
	}
	return n;
}

const char *said_on_page(struct web_call *c, const struct err *err)
{
	return in_words(c, err->text, err->typed_at ? err->typed_at : strlen(err->text));
}

const char *text_on_page(struct web_call *c, const char *text)
{
	return text ? in_words(c, text, before_command(text)) : NULL;
}
