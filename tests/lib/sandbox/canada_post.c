#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lib/sandbox/parts.h"

static const char path[] = "/vis/track/pin/";
static const char accepted[] = "application/vnd.cpc.track-v2+xml";

/* clang-format off */
static const struct {
	const char *id, *text;
} words[] = {
	[SIGHT_LABEL]		  = { "3000", "Electronic information submitted by shipper" },
	[SIGHT_ACCEPTED]	  = { "0104", "Item accepted at the Post Office" },
	[SIGHT_LEFT_OFFICE]	  = { "0105", "Item in transit" },
	[SIGHT_ORIGIN_PLANT]	  = { "0100", "Item processed" },
	[SIGHT_LEFT_PLANT]	  = { "0106", "Item in transit" },
	[SIGHT_DESTINATION_PLANT] = { "0100", "Item processed" },
	[SIGHT_OFFICE]		  = { "0107", "Item processed at postal facility" },
	[SIGHT_OUT]		  = { "0174", "Item out for delivery" },
	[SIGHT_LATE]		  = { "0117", "Item in transit, possible delay" },
	[SIGHT_NOTICE]		  = { "1479", "Attempted delivery. Notice card left" },
	[SIGHT_PICKUP]		  = { "1407", "Item available for pickup at Post Office" },
	[SIGHT_DELIVERED]	  = { "1408", "Item successfully delivered" },
	[SIGHT_REFUSED]		  = { "1415", "Item refused by recipient" },
	[SIGHT_NO_SUCH_NUMBER]	  = { "0167", "Addressing error found" },
	[SIGHT_RETURNING]	  = { "1450", "Item being returned to sender" },
	[SIGHT_BACK_AT_PLANT]	  = { "0100", "Item being returned to sender: processed" },
	[SIGHT_BACK]		  = { "1421", "Item delivered, returned to sender" },
};

static const struct {
	int status;
	const char *code, *text;
} statuses[] = {
	{ 400, "002",  "The PIN is not one of ours" },
	{ 401, "E002", "AAA Authentication Failure" },
	{ 403, "E004", "The customer may not use this service" },
	{ 405, "E005", "Method not allowed" },
	{ 406, "E006", "Accept header is missing or of another version" },
	{ 429, "Server", "Rejected by SLM Monitor" },
};

static const struct {
	int minutes;
	const char *name;
} zones[] = {
	{ -240, "AST" }, { -300, "EST" }, { -360, "CST" }, { -420, "MST" }, { -480, "PST" },
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");

static const char *zone_name(int minutes)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (zones[i].minutes == minutes)
			return zones[i].name;
	return "";
}

static void element(struct text *to, const char *name, const char *value)
{
	text_printf(to, "<%s>", name);
	for (; *value; value++) {
		if (*value == '<')
			text_puts(to, "&lt;");
		else if (*value == '&')
			text_puts(to, "&amp;");
		else
			text_put(to, value, 1);
	}
	text_printf(to, "</%s>", name);
}

static void begin(struct reply *rp)
{
	text_puts(&rp->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

static void fail_as(struct reply *rp, int status, const char *code, const char *words_of_it)
{
	begin(rp);
	rp->status = status;
	text_puts(&rp->body, "<messages xmlns=\"http://www.canadapost.ca/ws/messages\"><message>");
	element(&rp->body, "code", code);
	element(&rp->body, "description", words_of_it);
	text_puts(&rp->body, "</message></messages>\n");
}

/* "spent": the words for a quota, whatever the status. */
static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *code = "Server", *text = "The service is not available";

	(void)rq;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != (spent ? 429 : status))
			continue;
		code = statuses[i].code;
		text = statuses[i].text;
	}
	fail_as(rp, status, code, text);
}

static void write_occurrence(struct text *to, const struct sight *s)
{
	char when[SIGHT_TEXT];

	text_puts(to, "<occurrence>");
	element(to, "event-identifier", words[s->kind].id);
	element(to, "event-date", sight_text(when, "%Y-%m-%d", s->local_s));
	element(to, "event-time", sight_text(when, "%H:%M:%S", s->local_s));
	element(to, "event-time-zone", zone_name(s->offset_minutes));
	element(to, "event-description", words[s->kind].text);
	element(to, "signatory-name", "");
	element(to, "event-site", s->place ? s->place->city : "");
	element(to, "event-province", s->place ? s->place->state : "");
	element(to, "event-retail-location-id", "");
	element(to, "event-retail-name", "");
	text_puts(to, "</occurrence>");
}

static void tell(struct reply *rp, const struct call *c, const struct parcel *p)
{
	struct text *to = &rp->body;
	char day[SIGHT_TEXT] = "";
	struct tale t;

	(void)c;
	scenario_tell(&t, p, COUNTRY_CANADA);
	if (t.expected)
		sight_text(day, "%Y-%m-%d", t.delivery_day * 86400);
	begin(rp);
	text_puts(to, "<tracking-detail xmlns=\"http://www.canadapost.ca/ws/track\">");
	element(to, "pin", p->number);
	element(to, "active-exists", "1");
	element(to, "changed-expected-date", "");
	element(to, "destination-postal-id", t.to->zip);
	element(to, "expected-delivery-date", day);
	element(to, "service-name", "Expedited Parcels");
	element(to, "signature-image-exists", "false");
	text_puts(to, "<significant-events>");
	for (int i = 0; i < t.n; i++)
		if (words[t.sight[i].kind].id)
			write_occurrence(to, &t.sight[i]);
	text_puts(to, "</significant-events></tracking-detail>\n");
}

static void not_found(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	fail_as(rp, 404, "004", "No Pin History");
}

static void refuse(struct reply *rp, const struct call *c, const char *number, int code)
{
	(void)number;
	(void)code;
	fail(rp, c->rq, 400, false);
}

static void leave_out(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	begin(rp);
	text_puts(&rp->body, "<tracking-detail xmlns=\"http://www.canadapost.ca/ws/track\"/>\n");
}

static bool takes(const struct request *rq)
{
	return !strncmp(rq->target, path, sizeof(path) - 1);
}

static void answer(struct reply *rp, struct call *c)
{
	const struct request *rq = c->rq;
	char pin[NUMBER_SIZE];

	if (strcmp(rq->method, "GET") != 0)
		fail(rp, rq, 405, false);
	else if (!play_basic_client(c->play, rq->authorization))
		fail(rp, rq, 401, false);
	else if (strcmp(rq->accept, accepted) != 0)
		fail(rp, rq, 406, false);
	else if (!play_path_number(pin, rq, path, "/detail") || !play_is_number(pin, 4, 34))
		fail(rp, rq, 400, false);
	else
		play_one(rp, c, pin);
}

const struct part canada_post_part = {
	.name = "canada_post",
	.id = CARRIER_CANADA_POST,
	.content_type = accepted,
	.takes = takes,
	.answer = answer,
	.fail = fail,
	.tell = tell,
	.not_found = not_found,
	.refuse = refuse,
	.leave_out = leave_out,
};
