#include "view/events_doc.h"

#include <stddef.h>

#include "view/doc.h"
#include "view/tracking_doc.h"

void tracked_node(struct arena *a, struct node *list, const struct tracked *t)
{
	struct node *n = node_map(a, list, NULL);

	node_text(a, n, "tracking_number", t->tracking_number);
	if (t->casefile_id)
		node_int(a, n, "case", t->casefile_id);
	else
		node_null(a, n, "case");
	node_text(a, n, "outcome", poll_outcome_names[t->outcome]);
	node_int(a, n, "new_events", t->new_events);
	node_int(a, n, "gone_events", t->gone_events);
	node_text(a, n, "status", status_names[t->status]);
	node_text(a, n, "status_text", t->status_text);
	node_text(a, n, "message", t->message);
}

static void fresh_node(struct arena *a, struct node *item, const struct events_fresh *fresh)
{
	struct node *list = node_list(a, item, "events");

	for (int i = 0; i < fresh->n; i++)
		event_node(a, list, &fresh->event[i]);
}

/* One file's own line in the document. */
static struct node *file_node(struct events_doc *d, const char *path)
{
	struct node *n = node_map(d->a, d->files, NULL);

	node_text(d->a, n, "file", path);
	d->nfiles++;
	return n;
}

void events_doc_add(struct events_doc *d, const char *path, const struct events_report *r)
{
	struct arena *a = d->a;
	struct node *n = file_node(d, path);

	node_text(a, n, "format", r->format);
	node_text(a, n, "source", source_names[r->source]);
	node_int(a, n, "rows", r->rows);
	node_int(a, n, "created", r->created);
	node_int(a, n, "refused", r->refused);
	node_text(a, n, "note", r->note);
	node_null(a, n, "error");
	for (int i = 0; i < r->ntracked; i++) {
		tracked_node(a, d->items, &r->tracked[i]);
		if (r->fresh)
			fresh_node(a, d->items->last, &r->fresh[i]);
	}
	for (int i = 0; i < r->nunknown; i++)
		node_text(a, d->unknown, NULL, r->unknown[i]);
	for (int i = 0; i < r->nrefusals; i++) {
		n = node_map(a, d->refusals, NULL);
		node_text(a, n, "file", path);
		node_int(a, n, "line", r->refusal[i].line);
		node_text(a, n, "tracking_number", r->refusal[i].number);
		node_text(a, n, "reason", r->refusal[i].reason);
	}
	if (d->nfiles == 1) {
		node_text(a, d->doc, "format", r->format);
		node_text(a, d->doc, "source", source_names[r->source]);
	}
	d->count += r->ntracked;
	d->rows += r->rows;
	d->created += r->created;
	d->refused += r->refused;
	d->nunknown += r->nunknown;
}

void events_doc_fail(struct events_doc *d, const char *path, const char *why)
{
	node_text(d->a, file_node(d, path), "error", why);
}

void events_doc_begin(struct events_doc *d, struct arena *a)
{
	*d = (struct events_doc){ .a = a, .doc = node_root(a) };
	d->items = node_list(a, d->doc, "items");
	d->unknown = node_list(a, d->doc, "unknown");
	d->refusals = node_list(a, d->doc, "refusals");
	d->files = node_list(a, d->doc, "files");
}

void events_doc_end(struct events_doc *d, bool dry_run)
{
	node_int(d->a, d->doc, "count", d->count);
	node_int(d->a, d->doc, "rows", d->rows);
	node_int(d->a, d->doc, "created", d->created);
	node_int(d->a, d->doc, "refused", d->refused);
	node_bool(d->a, d->doc, "dry_run", dry_run);
}
