#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/shipment.h"
#include "report/packet_parts.h"
#include "report/words.h"

static const char *today(const struct packet *p)
{
	char day[DAY_TEXT];

	return arena_strdup(p->words->arena,
			    day_text(day, zone_day(p->words->in->zone, p->words->in->now)));
}

/* The address as an envelope has it: a line a part. */
static const char *address_lines(const struct packet *p, const char *address)
{
	char *out;

	if (!address)
		return NULL;
	out = arena_strdup(p->words->arena, address);
	for (char *at = out; *at; at++)
		if (at[0] == ',' && at[1] == ' ') {
			at[0] = '\n';
			memmove(at + 1, at + 2, strlen(at + 2) + 1);
		}
	return out;
}

/* The claim that the letter speaks of: the newest. */
static const struct node *the_claim(const struct packet *p)
{
	const struct node *claim = NULL;

	for (const struct node *c = packet_rows(p, "claims"); c; c = c->next)
		claim = c;
	return claim;
}

static const char *addressee(const struct packet *p, const struct node *claim)
{
	const char *carrier = carrier_title(packet_say(p, p->one, "carrier|shipment.carrier"));
	const char *route = packet_say(p, claim, "route");
	const char *insurer = packet_say(p, p->one, "shipment.insurer");
	const char *platform = packet_say(p, p->one, "shipment.label_source");

	if (text_same(route, "insurance") && insurer)
		return insurer;
	if (text_same(route, "platform") && platform)
		return platform;
	if (text_same(route, "marketplace"))
		return "The marketplace";
	if (text_same(route, "card"))
		return "The card company";
	return arena_printf(p->words->arena, "%s, claims", carrier ? carrier : "The carrier");
}

static const char *asking(const struct packet *p, const struct node *claim)
{
	const char *amount = packet_say(p, claim, "amount");
	const char *number = packet_say(p, claim, "reference");

	if (!claim)
		return "This packet sets out what happened and what has been done about it. No "
		       "claim has been filed yet.";
	return arena_printf(p->words->arena,
			    "This packet supports our claim%s%s for %s. How the amount was reached "
			    "is set out in the statement of the amount.",
			    number ? ", number " : "",
			    number ? arena_printf(p->words->arena, "%s,", number) : "",
			    amount ? amount : "an amount that was not noted");
}

static const char *holding(const struct packet *p, const struct packet_files *files)
{
	return arena_printf(
		p->words->arena,
		"It holds the tracking history (%d events), the log of %d contacts with %d "
		"promises, and %d files of evidence. Each file is listed with its SHA-256, so "
		"that anyone can see that the file they were given is the one that is meant.",
		packet_count(p, "events"), packet_count(p, "contacts"), packet_count(p, "promises"),
		files->n);
}

static void put_head(struct packet *p)
{
	const char *head = packet_head(p);

	if (!head) {
		paper_text(p->paper, LOOK_TEXT, "The case has no journal yet.");
		return;
	}
	paper_text(p->paper, LOOK_TEXT,
		   arena_printf(
			   p->words->arena,
			   "The case is kept in a journal of %d entries in which each entry seals "
			   "those before it. When this packet was made, its newest entry had the "
			   "hash below. Keep it: a journal that was changed later cannot lead to "
			   "the same hash. It does not prove when a photo was taken or that a "
			   "statement is true.",
			   packet_count(p, "journal")));
	paper_text(p->paper, LOOK_MONO, head);
}

void packet_letter(struct packet *p, const struct packet_files *files)
{
	const char *from = packet_say(p, p->one, "shipment.from|shipment.from_address");
	const struct node *claim = the_claim(p);
	const char *owner = packet_say(p, p->one, "owner");
	const char *client = packet_say(p, p->one, "client|shipment.client");

	paper_heading(p->paper, 1, true, "Cover letter");
	if (from)
		paper_text(p->paper, LOOK_TEXT, address_lines(p, from));
	paper_text(p->paper, LOOK_TEXT, today(p));
	paper_text(p->paper, LOOK_TEXT, addressee(p, claim));
	paper_text(p->paper, LOOK_STRONG,
		   arena_printf(p->words->arena, "%s: %s, tracking number %s",
				say_case(p->words, p->one), packet_trouble(p),
				packet_say(p, p->one, "tracking_number|shipment.tracking_number")));
	if (client)
		paper_text(p->paper, LOOK_TEXT,
			   arena_printf(p->words->arena, "Sent for our client: %s.", client));
	paper_text(p->paper, LOOK_TEXT, asking(p, claim));
	paper_text(p->paper, LOOK_TEXT, holding(p, files));
	put_head(p);
	paper_text(p->paper, LOOK_QUIET, say_made(p->words));
	if (owner)
		paper_text(p->paper, LOOK_TEXT, owner);
}
