#include "report/words.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/shipment.h"

enum { NAME_MAX_BYTES = 64, TITLE_MAX = 96, GROUP = 4 };

const struct node *node_named(const struct node *row, const char *names)
{
	char name[NAME_MAX_BYTES];

	while (*names) {
		size_t n = strcspn(names, "|");
		const struct node *found;

		if (n < sizeof(name)) {
			memcpy(name, names, n);
			name[n] = '\0';
			found = node_get(row, name);
			if (found && found->type != NODE_NULL)
				return found;
		}
		names += n + (names[n] == '|');
	}
	return NULL;
}

const char *text_named(struct book *b, const struct node *row, const char *names)
{
	return say_node(b, node_named(row, names));
}

static const char *say_instant(struct book *b, instant at)
{
	char utc[INSTANT_TEXT], *out;

	if (!b->in->zone)
		return arena_strdup(b->arena, instant_text(utc, at));
	out = arena_alloc(b->arena, NAME_MAX_BYTES);
	return zone_text(out, b->in->zone, at);
}

const char *say_node(struct book *b, const struct node *n)
{
	char day[DAY_TEXT], money[MONEY_TEXT];

	switch (n ? n->type : NODE_NULL) {
	case NODE_TEXT:
		return n->text;
	case NODE_INT:
		return arena_printf(b->arena, "%" PRId64, n->number);
	case NODE_BOOL:
		return n->truth ? "yes" : "no";
	case NODE_DAY:
		return arena_strdup(b->arena, day_text(day, n->day));
	case NODE_INSTANT:
		return say_instant(b, n->at);
	case NODE_MONEY:
		return arena_strdup(b->arena, money_text(money, &n->money));
	case NODE_NULL:
	case NODE_LIST:
	case NODE_MAP:
		break;
	}
	return NULL;
}

const char *say_code(struct book *b, const char *code)
{
	char title[TITLE_MAX], *out;

	if (!code)
		return NULL;
	out = arena_strdup(b->arena, code_title(title, sizeof(title), code));
	/* "Saved Answer" to "Saved answer"; "API" and "eCommerce" stay. */
	for (char *at = strchr(out, ' '); at; at = strchr(at + 1, ' '))
		if (isupper((unsigned char)at[1]) && islower((unsigned char)at[2]))
			at[1] = (char)tolower((unsigned char)at[1]);
	return out;
}

const char *say_party(struct book *b, const char *code)
{
	return text_same(code, "us") ? "Us" : say_code(b, code);
}

const char *say_case(struct book *b, const struct node *one)
{
	const char *number = text_named(b, one, "case|number|id");

	return number ? arena_printf(b->arena, "Case %s", number) : "Case without number";
}

const char *say_service(struct book *b, const struct node *one)
{
	const char *carrier = carrier_title(text_named(b, one, "carrier|shipment.carrier"));
	const char *service = text_named(b, one, "service|shipment.service");
	char title[TITLE_MAX];

	if (!carrier)
		return "Carrier not known";
	if (!service)
		return arena_printf(b->arena, "%s, service not known", carrier);
	return arena_printf(b->arena, "%s %s", carrier, code_title(title, sizeof(title), service));
}

const char *say_number(struct book *b, const struct node *one)
{
	const char *number = text_named(b, one, "tracking_number|shipment.tracking_number");
	char *out, *to;

	if (!number)
		return "no tracking number";
	out = to = arena_alloc(b->arena, strlen(number) * 2 + 1);
	for (size_t i = 0; number[i]; i++) {
		if (i > 0 && i % GROUP == 0)
			*to++ = ' ';
		*to++ = number[i];
	}
	return out;
}

const char *say_book(struct book *b)
{
	const struct node *one = b->in->cases[0];

	if (book_many(b))
		return arena_printf(b->arena, "%d cases, %s and others", b->in->ncases,
				    say_case(b, one));
	return arena_printf(b->arena, "%s · %s · %s", say_case(b, one), say_service(b, one),
			    say_number(b, one));
}

const char *say_made(struct book *b)
{
	return arena_printf(b->arena, "Made %s. Times are %s unless a column says otherwise.",
			    say_instant(b, b->in->now), b->zone_name);
}

const char *say_event(struct book *b, const struct node *event)
{
	const char *signer = text_named(b, event, "signed_by");
	const char *gone = text_named(b, event, "gone_since");
	const char *parts[] = {
		text_named(b, event, "text"),
		signer ? arena_printf(b->arena, "Signed for by %s", signer) : NULL,
		gone ? arena_printf(b->arena, "Vanished: not in the answer of %s", gone) : NULL
	};

	return say_joined(b, "\n", parts, 3);
}

const char *say_window(struct book *b, const struct node *window)
{
	static const char *const to[][2] = {
		{ "carrier", "to the carrier" },         { "insurance", "to the insurer" },
		{ "platform", "to the label platform" }, { "marketplace", "to the marketplace" },
		{ "card", "to the card company" },
	};
	const char *what = say_code(b, text_named(b, window, "what"));
	const char *route = text_named(b, window, "route");

	if (!what || !route)
		return what ? what : "Window";
	for (size_t i = 0; i < sizeof(to) / sizeof(*to); i++)
		if (strcmp(route, to[i][0]) == 0)
			return arena_printf(b->arena, "%s %s", what, to[i][1]);
	return arena_printf(b->arena, "%s, %s", what, route);
}

static const char *days(struct book *b, int64_t n)
{
	return arena_printf(b->arena, "%" PRId64 " day%s", n, n == 1 ? "" : "s");
}

static const char *say_too_early(struct book *b, const struct node *window)
{
	daynum opens = node_dayof(window, "opens_on");
	daynum today = zone_day(b->in->zone, b->in->now);
	char day[DAY_TEXT];

	if (opens == DAY_NONE)
		return "too early";
	if (opens <= today)
		return arena_printf(b->arena, "too early: opens %s", day_text(day, opens));
	return arena_printf(b->arena, "too early: opens %s, in %s", day_text(day, opens),
			    days(b, opens - today));
}

const char *say_reason(struct book *b, const char *why)
{
	const char *command = why ? strstr(why, ": waylaid ") : NULL;

	return command ? arena_strndup(b->arena, why, (size_t)(command - why)) : why;
}

static const char *say_unknown(struct book *b, const char *why)
{
	return why ? arena_printf(b->arena, "not known: %s", say_reason(b, why)) : "not known";
}

/* "filed 2026-11-17, claim 1/1"; NULL: nothing was filed in this window. */
static const char *say_used(struct book *b, const struct node *window)
{
	const struct node *used = node_named(window, "used");
	const char *claim = used ? text_named(b, used, "claim") : NULL;

	if (!used || used->type != NODE_MAP)
		return NULL;
	return arena_printf(b->arena, "filed %s, %s %s", text_named(b, used, "on"),
			    claim ? "claim" : "request",
			    claim ? claim : text_named(b, used, "request"));
}

const char *say_window_state(struct book *b, const struct node *window, enum style *style)
{
	const char *state = text_named(b, window, "state");
	const char *why = text_named(b, window, "unknown_because");
	const struct node *left = node_named(window, "days_left");
	int64_t n = left && left->type == NODE_INT ? left->number : 0;
	const char *used = say_used(b, window);

	*style = STYLE_QUIET;
	if (used)
		return used;
	*style = STYLE_WARN;
	if (!state || strcmp(state, "unknown") == 0)
		return say_unknown(b, why);
	if (strcmp(state, "too_early") == 0) {
		*style = STYLE_QUIET;
		return say_too_early(b, window);
	}
	if (strcmp(state, "open") == 0)
		*style = STYLE_GOOD;
	if (strcmp(state, "closed") == 0)
		*style = STYLE_BAD;
	if (!left || left->type != NODE_INT)
		return strcmp(state, "open") == 0 ? "open, no last day known" : say_code(b, state);
	if (strcmp(state, "closed") == 0)
		return n < 0 ? arena_printf(b->arena, "closed %s ago", days(b, -n)) : "closed";
	if (n == 0)
		return arena_printf(b->arena, "%s: today is the last day", state);
	return arena_printf(b->arena, "%s, %s left", state, days(b, n));
}

const char *say_confidence(struct book *b, const struct node *window, enum style *style)
{
	const char *word = text_named(b, window, "confidence");

	*style = STYLE_TEXT;
	if (!word)
		return NULL;
	if (strcmp(word, "low") != 0)
		return word;
	*style = STYLE_WARN;
	return "low · unconfirmed: check with the carrier";
}

const char *say_camera(struct book *b, const struct node *evidence, const char *seen)
{
	enum { DAY_LEN = 10, TIME_LEN = 8, WALL_LEN = DAY_LEN + 1 + TIME_LEN };
	const char *taken = node_str(evidence, "taken");

	if (!taken)
		taken = seen;
	if (!taken || strlen(taken) < WALL_LEN)
		return NULL;
	return arena_printf(b->arena, "%.*s %.*s%s%s", DAY_LEN, taken, TIME_LEN,
			    taken + DAY_LEN + 1, taken[WALL_LEN] ? " " : "", taken + WALL_LEN);
}

const char *say_joined(struct book *b, const char *between, const char *const *parts, int n)
{
	const char *out = NULL;

	for (int i = 0; i < n; i++)
		if (!text_blank(parts[i]))
			out = out ? arena_printf(b->arena, "%s%s%s", out, between, parts[i])
				  : parts[i];
	return out;
}
