#include "web/page_track.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/zone.h"
#include "carrier/whom.h"
#include "domain/shipment.h"
#include "ops/due_ops.h"
#include "web/api.h"
#include "web/label.h"
#include "web/page_verb.h"
#include "web/tracker.h"

/* Asking carriers for news: of one case, and of all parcels that are due. */

/* --- whom --- */

static void find_whom(struct whom *out, struct web_call *c, const struct node *doc)
{
	if (c->site->tracker)
		whom_choose(out, &c->arena, c->site->tracker->paths, node_str(doc, "carrier"),
			    node_str(doc, "tracking_number"));
	else
		*out = (struct whom){ .why_not = "carriers are not asked from here" };
}

/* --- what the last asking gave --- */

static const struct node *last_poll(const struct node *doc)
{
	const struct node *polls = node_get(doc, "polls"), *last = NULL;

	for (const struct node *p = polls ? polls->first : NULL; p; p = p->next)
		if (text_same(node_str(p, "source"), source_names[SOURCE_API]))
			last = p;
	return last;
}

static const char *words_of_status(struct web_call *c, const struct node *doc)
{
	const char *status = node_str(doc, "shipment.status");
	const struct node *at = node_get(doc, "shipment.delivered_at");
	daynum delivered = DAY_NONE;
	char day[DAY_TEXT], *words;

	if (!status || text_same(status, status_names[STATUS_UNKNOWN]))
		return "";
	if (at && at->type != NODE_NULL) /* the moment, or where that is not known the day */
		delivered = at->type == NODE_DAY ? at->day : zone_day(c->moment.zone, at->at);
	words = arena_strdup(&c->arena, status);
	for (char *p = words; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	if (text_same(status, status_names[STATUS_DELIVERED]) && delivered != DAY_NONE)
		words = arena_printf(&c->arena, "%s %s", words, day_text(day, delivered));
	return arena_printf(&c->arena, "; %s", words);
}

static const char *words_of_poll(struct web_call *c, const struct node *poll,
				 const struct node *doc)
{
	const char *message = node_str(poll, "message"), *words;
	int64_t gone = node_num(poll, "gone_events");

	switch (name_find(poll_outcome_names, POLL_NVALUES, node_str(poll, "outcome"))) {
	case POLL_NEW:
		words = arena_printf(&c->arena, "%s%s",
				     text_count(&c->arena, node_num(poll, "new_events"), "new scan",
						"new scans"),
				     words_of_status(c, doc));
		break;
	case POLL_UNCHANGED:
		words = "nothing new";
		break;
	case POLL_NOT_FOUND:
		words = message ? text_on_page(c, message) : "it does not know the number";
		break;
	default:
		words = message ? text_on_page(c, message) : "it gave no answer that can be read";
		break;
	}
	if (node_known(poll, "gone_events") && gone > 0)
		words = arena_printf(
			&c->arena, "%s; %s", words,
			text_count(&c->arena, gone, "scan vanished", "scans vanished"));
	return words;
}

static int asked_for(const struct web_asked *told)
{
	int n = 0;

	for (int i = 0; i < POLL_NVALUES; i++)
		n += told->count[i];
	return n;
}

static instant moved(const struct web_call *c, instant machine)
{
	return machine + c->site->now_moved_s;
}

/* The run under way, by whom and since when. */
static void run_node(struct web_call *c, struct node *to, struct web_asked *told,
		     int64_t casefile_id)
{
	const struct web_tracker *tracker = c->site->tracker;

	*told = (struct web_asked){ .known = false };
	if (tracker)
		tracker->look(tracker->payload, told, &c->arena, casefile_id);
	if (told->known) /* what it says passes */
		c->reply.passing = true;
	node_bool(&c->arena, to, "asking", told->asking);
	node_instant(&c->arena, to, "since",
		     told->asking ? moved(c, told->began_at) : INSTANT_NONE);
	node_text(&c->arena, to, "by", told->asking ? told->user : NULL);
}

/* What stands in no poll: the run ended before anybody was asked. */
static bool failed_before(const struct web_call *c, const struct web_asked *told,
			  const struct node *poll)
{
	return told->known && !told->asking && told->err.code && !asked_for(told) &&
	       (!poll || node_instantof(poll, "asked_at") <= moved(c, told->ended_at));
}

void track_node(struct web_call *c, struct node *to, const struct node *doc)
{
	struct arena *a = &c->arena;
	const struct node *poll = last_poll(doc);
	struct web_asked told;
	struct whom whom;

	find_whom(&whom, c, doc);
	node_int(a, to, "case", c->found.id[0]);
	node_text(a, to, "whom", whom.why_not ? NULL : whom_title(whom.code));
	node_bool(a, to, "paid", whom.paid);
	node_text(a, to, "cannot", whom.why_not);
	run_node(c, to, &told, c->found.id[0]);
	if (failed_before(c, &told, poll)) {
		node_instant(a, to, "asked_at", moved(c, told.ended_at));
		node_text(a, to, "asked",
			  whom_title(whom.code ? whom.code : node_str(doc, "carrier")));
		node_null(a, to, "outcome");
		node_null(a, to, "new_events");
		node_text(a, to, "words", said_on_page(c, &told.err));
		return;
	}
	node_instant(a, to, "asked_at", poll ? node_instantof(poll, "asked_at") : INSTANT_NONE);
	node_text(a, to, "asked", poll ? whom_title(node_str(poll, "asked")) : NULL);
	node_text(a, to, "outcome", poll ? node_str(poll, "outcome") : NULL);
	if (poll)
		node_int(a, to, "new_events", node_num(poll, "new_events"));
	else
		node_null(a, to, "new_events");
	node_text(a, to, "words", poll ? words_of_poll(c, poll, doc) : NULL);
}

/* --- answering --- */

static struct node *node_of(struct arena *a, struct node *parent, const struct json *v)
{
	struct node *n;

	switch (v->type) {
	case JSON_OBJECT:
		n = node_map(a, parent, v->name);
		break;
	case JSON_ARRAY:
		n = node_list(a, parent, v->name);
		break;
	case JSON_NUMBER: /* the command prints whole ones alone */
		return node_int(a, parent, v->name, strtoll(v->text, NULL, 10));
	case JSON_BOOL:
		return node_bool(a, parent, v->name, v->truth);
	case JSON_TEXT:
		return node_text(a, parent, v->name, v->text);
	default:
		return node_null(a, parent, v->name);
	}
	for (const struct json *each = v->first; each; each = each->next)
		node_of(a, n, each);
	return n;
}

/* The parcel's newest case may be another client's: it is not named to who is held to one. */
static void hide_other_cases(struct web_call *c, struct node *doc)
{
	struct node *items = own_node(doc, "items"), *id;

	for (struct node *n = items ? items->first : NULL; n; n = n->next) {
		id = own_node(n, "case");
		if (c->session.client && id && id->type == NODE_INT)
			id->number = c->found.id[0];
	}
}

/* What the command prints, with the status of its error. */
static int answer_document(struct web_call *c, const struct web_asked *told, struct err *err)
{
	struct node *doc = node_root(&c->arena);
	struct json *given;

	if (told->asking)
		return err_set(
			err, ERR_BUSY,
			"not all answers are here yet; the asking goes on, and what comes is "
			"recorded: ask again for it");
	if (!told->document || (told->err.code && !asked_for(told))) {
		*err = told->err;
		return -1;
	}
	if (json_parse(&given, &c->arena, told->document, strlen(told->document), err) < 0)
		return -1;
	for (const struct json *each = given->first; each; each = each->next)
		node_of(&c->arena, doc, each);
	hide_other_cases(c, doc);
	return answer_json(c, told->err.code ? (unsigned)err_http_status(told->err.code) : 201, doc,
			   err);
}

static int ask(struct web_call *c, struct web_asked *told, int64_t casefile_id, struct err *err)
{
	const struct web_tracker *tracker = c->site->tracker;
	const struct web_track what = { casefile_id, c->user, c->found.api };

	return tracker->ask(tracker->payload, told, &c->arena, &what, err);
}

/* --- one case --- */

static int make_track(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	struct node *doc;

	if (make_case_doc(&doc, snap, c, err) < 0)
		return -1;
	*out = node_root(&c->arena);
	track_node(c, *out, doc);
	return 0;
}

int page_track(struct web_call *c, struct err *err)
{
	struct node *doc;

	if (case_of_path(c, err) < 0 || read_doc(&doc, c, make_track, err) < 0)
		return -1;
	return answer_reading(c, doc, err);
}

static int ask_for_case(struct web_call *c, struct web_asked *told, struct err *err)
{
	struct node *doc;
	struct whom whom;

	if (read_doc(&doc, c, make_case_doc, err) < 0)
		return -1;
	find_whom(&whom, c, doc);
	/* A program is told by the command what access is missing, in its words. */
	if (whom.why_not && (!c->found.api || !whom.code))
		return err_set(err, ERR_STATE, "%s", whom.why_not);
	return ask(c, told, c->found.id[0], err);
}

int post_track(struct web_call *c, struct err *err)
{
	struct web_asked told;
	int rc;

	if (case_of_path(c, err) < 0)
		return -1;
	rc = ask_for_case(c, &told, err);
	if (rc == 0 && c->found.api)
		return answer_document(c, &told, err);
	return answer_verb(c, rc, &(struct verb){ "tracking", make_case_doc }, err);
}

/* --- all that are due --- */

bool may_ask_for_due(const struct web_call *c)
{
	return c->site->tracker && c->session.role >= ROLE_DESK && !c->session.client;
}

static void carrier_nodes(struct web_call *c, struct node *to, const struct due_parcels *d)
{
	struct node *carriers = node_list(&c->arena, to, "carriers");
	struct node *cannot = node_list(&c->arena, to, "cannot");

	for (int i = 0; i < d->ncarriers; i++) {
		const struct due_carrier *of = &d->of[i];
		struct node *n = node_map(&c->arena, of->why_not ? cannot : carriers, NULL);

		node_text(&c->arena, n, "carrier", whom_title(of->code));
		node_int(&c->arena, n, "due", of->n);
		if (of->why_not)
			node_text(&c->arena, n, "why", of->why_not);
	}
	node_int(&c->arena, to, "due", d->may);
	node_int(&c->arena, to, "paid", d->paid);
	node_int(&c->arena, to, "unasked", d->unasked);
}

static const char *words_of_run(struct web_call *c, const struct web_asked *told)
{
	int n = asked_for(told), failed = told->count[POLL_UNREADABLE] + told->count[POLL_REFUSED] +
					  told->count[POLL_UNREACHABLE];
	const char *words =
		arena_printf(&c->arena, "%s asked for, %d with news",
			     text_count(&c->arena, n, "parcel", "parcels"), told->count[POLL_NEW]);

	if (told->new_events)
		words = arena_printf(&c->arena, "%s (%s)", words,
				     text_count(&c->arena, told->new_events, "scan", "scans"));
	if (told->count[POLL_NOT_FOUND])
		words = arena_printf(&c->arena, "%s, %d not known to the carrier", words,
				     told->count[POLL_NOT_FOUND]);
	if (told->count[POLL_DEFERRED])
		words = arena_printf(&c->arena, "%s, %d deferred", words,
				     told->count[POLL_DEFERRED]);
	if (failed)
		words = arena_printf(&c->arena, "%s, %d could not be asked", words, failed);
	/* Where access is missing the page says so once, with what is due there. */
	if (told->trouble && !text_has_prefix(told->trouble, "no access to "))
		words = arena_printf(&c->arena, "%s: %s", words, text_on_page(c, told->trouble));
	if (told->err.code && told->err.code != ERR_REMOTE)
		words = arena_printf(&c->arena, "%s. %s", words, said_on_page(c, &told->err));
	return words;
}

int due_node(struct web_call *c, struct node *to, struct err *err)
{
	struct due_parcels due;
	struct web_asked told;
	bool over;

	if (due_count(&due, c->desk, &c->arena, c->site->tracker->paths, err) < 0)
		return -1;
	carrier_nodes(c, to, &due);
	run_node(c, to, &told, 0);
	over = told.known && !told.asking;
	node_instant(&c->arena, to, "asked_at", over ? moved(c, told.ended_at) : INSTANT_NONE);
	node_text(&c->arena, to, "words",
		  !over                                ? NULL
		  : told.err.code && !asked_for(&told) ? said_on_page(c, &told.err)
						       : words_of_run(c, &told));
	return 0;
}

static int check_due(struct web_call *c, struct err *err)
{
	if (c->session.client)
		return err_set(
			err, ERR_NOT_PERMITTED,
			"what is due are parcels of every client: ask whoever runs the desk");
	if (!c->site->tracker)
		return err_set(err, ERR_STATE, "carriers are not asked from here");
	return 0;
}

int page_due(struct web_call *c, struct err *err)
{
	struct node *doc = node_root(&c->arena);

	return check_due(c, err) < 0 || due_node(c, doc, err) < 0 ? -1
								  : answer_reading(c, doc, err);
}

int post_due(struct web_call *c, struct err *err)
{
	struct web_asked told;

	if (check_due(c, err) < 0 || ask(c, &told, 0, err) < 0)
		return -1;
	if (c->found.api)
		return answer_document(c, &told, err);
	reply_redirect(&c->reply, "/shipments#due");
	return 0;
}
