#include "report/trees.h"

#include <string.h>

#include "base/arena.h"
#include "base/money.h"
#include "view/doc.h"

static struct money usd(int64_t cents)
{
	return (struct money){ cents, "USD" };
}

/* The long note of the full one. */
static const char *note_of(const struct node *one)
{
	return node_str(one, "shipment.note");
}

static struct node *list_of(struct node *one, const char *name)
{
	struct node *list = one->first;

	while (strcmp(list->name, name) != 0)
		list = list->next;
	return list;
}

static void put_contradiction(struct arena *a, struct node *one)
{
	struct node *n = node_map(a, node_list(a, one, "contradictions"), NULL), *side;

	node_text(a, n, "note", "where the parcel is");
	side = node_map(a, n, "contact");
	node_instant(a, side, "at", TREE_NOW - 86400);
	node_text(a, side, "rep_name", "Lee");
	node_text(a, side, "said", "It went back to Portland.");
	side = node_map(a, n, "other");
	node_instant(a, side, "at", TREE_NOW - 2 * 86400);
	node_text(a, side, "with", "carrier");
	node_text(a, side, "said", "It waits in Salt Lake City.");
}

static void put_silence(struct arena *a, struct node *one)
{
	struct node *n = node_map(a, node_list(a, one, "silence"), NULL);

	node_day(a, n, "since_on", day_of(2026, 11, 5));
	node_null(a, n, "until");
	node_int(a, n, "days", 18);
	node_int(a, n, "asked", 12);
	node_int(a, n, "answered", 11);
	node_text(a, n, "text", "18 days without a scan, asked 12 times");
	n = node_map(a, node_list(a, one, "vanished"), NULL);
	node_instant(a, n, "gone_since", TREE_NOW - 86400);
	node_text(a, n, "asked", "usps");
	node_text(a, n, "text", "1 event that it gave before, \"Departed\"");
}

struct node *tree_rich(struct arena *a, int number)
{
	struct money goods = usd(13050), discount = usd(1000), approved = usd(10000);
	struct node *one = tree_full(a, number), *n;

	put_contradiction(a, one);
	put_silence(a, one);
	n = node_map(a, node_list(a, list_of(one, "shipment"), "items"), NULL);
	node_text(a, n, "description", "lamp shade, opal glass");
	node_text(a, n, "sku", "NG-28-OP");
	node_text(a, n, "serial_number", "00417");
	node_int(a, n, "quantity", 2);
	node_money(a, n, "value", &goods);
	n = list_of(one, "claims")->first;
	node_money(a, n, "approved", &approved);
	node_text(a, n, "denial_title", "More than the cover");
	n = node_map(a, n, "worked_out");
	node_money(a, n, "goods", &goods);
	node_money(a, n, "discount", &discount);
	n = node_map(a, list_of(one, "checklist"), NULL);
	node_text(a, n, "title", "Photo of the opened box");
	node_int(a, n, "shot", 4);
	node_bool(a, n, "held", false);
	node_text(a, n, "why_missing", "the buyer threw the box away");
	return one;
}

/* As much as can be for one page. */
static void crowd(struct arena *a, struct node *one)
{
	struct node *n, *s = list_of(one, "shipment");
	const char *note = note_of(one);

	for (struct node *f = s->first; f; f = f->next)
		if (f->type == NODE_TEXT && strcmp(f->name, "status") != 0)
			f->text = note;
	for (int i = 0; i < 6; i++) {
		n = node_map(a, list_of(one, "claims"), NULL);
		node_text(a, n, "state", "needs_info");
		node_text(a, n, "route", "marketplace");
		node_text(a, n, "reference", note);
		node_text(a, n, "amount_note", note);
		n = node_map(a, list_of(one, "windows"), NULL);
		node_text(a, n, "what", "second_appeal");
		node_text(a, n, "route", "marketplace");
		node_text(a, n, "state", "unknown");
		node_text(a, n, "unknown_because", note);
		n = node_map(a, list_of(one, "checklist"), NULL);
		node_text(a, n, "title", note);
		node_bool(a, n, "held", false);
	}
}

struct node *tree_huge(struct arena *a, int number)
{
	struct node *one = tree_full(a, number), *list = list_of(one, "events"), *n;
	const char *note = note_of(one);

	for (int i = 0; i < 270; i++) {
		n = node_map(a, list, NULL);
		node_instant(a, n, "occurred_at", TREE_NOW - 5 * 86400 + i * 600);
		node_text(a, n, "place", "SALT LAKE CITY UT NETWORK DISTRIBUTION CENTER");
		node_text(a, n, "text", arena_printf(a, "Event number %d of the queue", i));
		node_bool(a, n, "is_scan", false);
	}
	list = list_of(one, "contacts");
	for (int i = 0; i < 60; i++) {
		n = node_map(a, list, NULL);
		node_int(a, n, "id", 500 + i);
		node_instant(a, n, "at", TREE_NOW - (60 - i) * 3600);
		node_text(a, n, "rep_name", arena_printf(a, "Agent %d", i));
		node_text(a, n, "said", note);
	}
	list = list_of(one, "promises");
	list->first = list->last = NULL;
	list->count = 0;
	for (int i = 0; i < 60; i++) {
		n = node_map(a, list, NULL);
		node_int(a, n, "contact", 500 + i);
		node_text(a, n, "what", note);
		node_text(a, n, "state", i % 2 ? "broken" : "kept");
		node_day(a, n, "due_on", day_of(2026, 11, 1 + i % 28));
	}
	list = list_of(one, "evidence");
	for (int i = 0; i < 37; i++) {
		n = node_map(a, list, NULL);
		node_text(a, n, "kind", "damage_photo");
		node_text(a, n, "name", arena_printf(a, "IMG_%04d.jpg", 3000 + i));
		node_text(a, n, "media_type", "image/jpeg");
		node_text(a, n, "sha256", tree_photo_sha256[i % TREE_PHOTOS]);
		node_int(a, n, "shot", 1 + i % 7);
		node_text(a, n, "note", note);
	}
	crowd(a, one);
	node_text(a, one, "damage", note);
	return one;
}

struct node *tree_lines(struct arena *a, int number, int lines)
{
	struct node *one = tree_rich(a, number), *n;

	for (int i = 0; i < lines; i++) {
		n = node_map(a, list_of(one, "checklist"), NULL);
		node_text(a, n, "title", arena_printf(a, "Paper %d", i));
		node_bool(a, n, "held", false);
		n = node_map(a, list_of(one, "evidence"), NULL);
		node_text(a, n, "kind", "correspondence");
		node_text(a, n, "name", arena_printf(a, "letter %d.txt", i));
		node_text(a, n, "media_type", "text/plain");
		node_text(a, n, "sha256", tree_photo_sha256[i % TREE_PHOTOS]);
		node_int(a, n, "size", 100 + i);
	}
	return one;
}
