#include "carrier/email.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/phrase.h"
#include "carrier/told.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* Domains from which carriers and those who track for them write. */
/* clang-format off */
static const struct {
	const char *domain, *title;
	const char *carrier;	/* NULL: it writes of parcels of any carrier */
} senders[] = {
	{ "usps.com",			"USPS",		"usps" },
	{ "usps.gov",			"USPS",		"usps" },
	{ "ups.com",			"UPS",		"ups" },
	{ "fedex.com",			"FedEx",	"fedex" },
	{ "dhl.com",			"DHL",		NULL },
	{ "dhl.de",			"DHL",		NULL },
	{ "postescanada.ca",		"Canada Post",	"canada_post" },
	{ "canadapost.ca",		"Canada Post",	"canada_post" },
	{ "royalmail.com",		"Royal Mail",	"royal_mail" },
	{ "easypost.com",		"EasyPost",	NULL },
	{ "aftership.com",		"AfterShip",	NULL },
	{ "shippo.com",			"Shippo",	NULL },
	{ "goshippo.com",		"Shippo",	NULL },
	{ "pirateship.com",		"Pirate Ship",	NULL },
	{ "shipstation.com",		"ShipStation",	NULL },
	{ "17track.net",		"17TRACK",	NULL },
};

/* Labels behind which the day or the time of the event stands; folded by words_fold(). */
static const struct {
	const char *label;
	bool time;
} labels[] = {
	{ " delivered on ",	false },
	{ " delivery date ",	false },
	{ " date delivered ",	false },
	{ " delivered at ",	true },
	{ " delivery time ",	true },
};

static const char *const place_labels[] = { " left at ", " delivered to ", " location " };
/* clang-format on */

/* The row whose domain the address is of, or of a part of it; -1. */
static int sender_of(const char *address)
{
	const char *domain = address ? strrchr(address, '@') : NULL;
	size_t n;

	if (!domain)
		return -1;
	domain++;
	n = strlen(domain);
	for (int i = 0; i < LENGTH(senders); i++) {
		size_t len = strlen(senders[i].domain);

		if (n >= len && strcasecmp(domain + n - len, senders[i].domain) == 0 &&
		    (n == len || domain[n - len - 1] == '.'))
			return i;
	}
	return -1;
}

const char *email_carrier(const char *address)
{
	int i = sender_of(address);

	return i < 0 ? NULL : senders[i].carrier;
}

bool email_is(const char *bytes, size_t len)
{
	enum { LINES_MAX = 200 };
	const char *at = bytes, *end = bytes + len;
	bool from = false, other = false;

	if (len >= 5 && memcmp(bytes, "From ", 5) == 0) { /* as mailboxes begin each mail */
		at = memchr(bytes, '\n', len);
		if (!at)
			return false;
		at++;
	}
	for (int i = 0; i < LINES_MAX && at < end; i++) {
		const char *line = at, *stop = memchr(at, '\n', (size_t)(end - at));
		size_t name = 0;

		stop = stop ? stop : end;
		at = stop < end ? stop + 1 : end;
		if (line == stop || *line == '\r')
			break;
		if (*line == ' ' || *line == '\t')
			continue;
		while (line + name < stop &&
		       (isalnum((unsigned char)line[name]) || line[name] == '-'))
			name++;
		if (name == 0 || line + name == stop || line[name] != ':')
			return false;
		from |= name == 4 && strncasecmp(line, "from", 4) == 0;
		other |= (name == 7 && strncasecmp(line, "subject", 7) == 0) ||
			 (name == 4 && strncasecmp(line, "date", 4) == 0) ||
			 (name == 8 && strncasecmp(line, "received", 8) == 0) ||
			 (name == 12 && strncasecmp(line, "mime-version", 12) == 0);
	}
	return from && other;
}

/* The domain behind "header.d=" or "header.i=@" in a result; NULL. */
static const char *signing_domain(struct arena *a, const char *result)
{
	static const char *const names[] = { "header.d=", "header.i=" };

	for (int i = 0; i < LENGTH(names); i++) {
		const char *at = strcasestr(result, names[i]);
		size_t n;

		if (!at)
			continue;
		at += strlen(names[i]);
		n = strcspn(at, " ;\t\r\n()");
		at = arena_strndup(a, at, n < FIELD_SEEN_MAX ? n : FIELD_SEEN_MAX);
		return strrchr(at, '@') ? strrchr(at, '@') + 1 : at;
	}
	return NULL;
}

/* "DKIM passed for usps.com, as mx.example.com says"; what is known of who wrote it. */
static const char *vouched(struct arena *a, const struct email *mail, int sender)
{
	const char *result = mail->authentication, *pass, *domain = NULL;
	size_t server;

	if (!result)
		return "nothing vouches for the sender";
	pass = strcasestr(result, "dkim=pass");
	if (!pass)
		return strcasestr(result, "dkim=") ? "its DKIM signature was not confirmed"
						   : "it carries no DKIM result";
	domain = signing_domain(a, arena_strndup(a, pass, strcspn(pass, ";")));
	server = strcspn(result, " ;\t\r\n");
	if (!domain || sender < 0 || sender_of(arena_printf(a, "@%s", domain)) != sender)
		return arena_printf(a, "DKIM passed, but for %s, which is not the sender",
				    domain ? field_line(a, domain) : "an unnamed domain");
	return arena_printf(a, "DKIM passed for %s, as %.*s says", field_line(a, domain),
			    server < FIELD_SEEN_MAX ? (int)server : FIELD_SEEN_MAX, result);
}

static const char *note_of(struct arena *a, const struct email *mail, int sender)
{
	const char *from = field_line(a, mail->from);

	if (!from)
		return "an e-mail without a sender: a hint, no more";
	if (sender < 0)
		return arena_printf(a,
				    "an e-mail from %s, which is no carrier's address that is "
				    "known here: a hint, no more",
				    from);
	return arena_printf(a, "an e-mail from %s: a hint; %s", from, vouched(a, mail, sender));
}

/* The subject without the carrier's mark and the number at its end. */
static const char *plain_subject(struct arena *a, const char *subject)
{
	char *s;
	size_t n;

	if (!subject)
		return NULL;
	for (int i = 0; i < LENGTH(senders); i++) {
		size_t len = strlen(senders[i].title);

		if (strncasecmp(subject, senders[i].title, len) == 0) {
			subject += len;
			break;
		}
	}
	/* the registered sign, a colon */
	while (*subject && !isalpha((unsigned char)*subject))
		subject++;
	s = arena_strdup(a, subject);
	for (n = strlen(s); n && (isdigit((unsigned char)s[n - 1]) || s[n - 1] == ' ' ||
				  s[n - 1] == '#' || s[n - 1] == ':');)
		n--;
	s[n] = '\0';
	return field_line(a, s);
}

/* What is found in one telling of the mail. */
struct found {
	const char *heading; /* a line that is a status */
	struct told told;
	bool is_told;
	struct stamp when; /* behind labels */
	const char *place, *signer;
	daynum expected_on;
};

static void take_label(struct found *f, const char *line, const char *next)
{
	const char *colon = strchr(line, ':'), *value;
	char folded[WORDS_FOLD_MAX], label[WORDS_FOLD_MAX];
	struct stamp s;
	size_t n = colon ? (size_t)(colon - line) : strlen(line);

	if (n >= sizeof label / 2)
		return;
	memcpy(label, line, n);
	label[n] = '\0';
	words_fold(folded, label);
	value = colon && !text_blank(colon + 1) ? colon + 1 : next;
	if (!value)
		return;
	for (int i = 0; i < LENGTH(place_labels); i++)
		if (strcmp(folded, place_labels[i]) == 0 && !f->place)
			f->place = value;
	for (int i = 0; i < LENGTH(labels); i++) {
		if (strcmp(folded, labels[i].label) != 0 || !stamp_take(&s, value))
			continue;
		if (!labels[i].time && f->when.day == DAY_NONE && s.day != DAY_NONE) {
			int second = s.second < 0 ? f->when.second : s.second;

			f->when = s;
			f->when.second = second;
		} else if (labels[i].time && f->when.second < 0 && s.second >= 0) {
			f->when.second = s.second;
		}
	}
}

static void take_line(struct found *f, struct arena *a, const char *carrier, const char *line,
		      const char *next)
{
	enum { HEADING_MAX = 80 };
	struct stamp day;
	const char *rest;

	if (!f->heading && strlen(line) <= HEADING_MAX && slip_is_status(carrier, line))
		f->heading = line;
	if (told_expects(&rest, line)) {
		if (f->expected_on == DAY_NONE &&
		    (stamp_take(&day, rest) || (!*rest && next && stamp_take(&day, next))) &&
		    day.other_day == DAY_NONE)
			f->expected_on = day.day;
		return;
	}
	if (!f->signer)
		f->signer = told_signer(a, line);
	if (!f->is_told || f->told.when.day == DAY_NONE) {
		struct told told;

		if (told_read(&told, a, line) && (!f->is_told || told.when.day != DAY_NONE)) {
			f->told = told;
			f->is_told = true;
		}
	}
	take_label(f, line, next);
}

static void look(struct found *f, struct arena *a, const char *carrier, const char *text)
{
	enum { LINES_MAX = 5000 };
	const char *line[2] = { NULL, NULL }, *at = text;

	for (int i = 0; i < LINES_MAX && (at || line[1]); i++) {
		size_t n = at ? strcspn(at, "\r\n") : 0;
		const char *next = at ? field_line(a, arena_strndup(a, at, n)) : NULL;

		if (at)
			at = at[n] ? at + n + 1 : NULL;
		if (!next && at)
			continue;
		line[0] = line[1];
		line[1] = next;
		if (line[0])
			take_line(f, a, carrier, line[0], line[1]);
	}
}

/* The status heading where it says what the sentence says, else the sentence, else the subject. */
static bool make_event(struct event *out, struct arena *a, const char *carrier,
		       const struct found *f, const char *subject)
{
	struct event given = { .source = SOURCE_EMAIL, .place = f->place, .signed_by = f->signer };
	struct stamp when = f->is_told && f->told.when.day != DAY_NONE ? f->told.when : f->when;
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, false };
	struct told told;

	given.text = f->heading;
	if (f->is_told && (!f->heading || slip_meaning(carrier, f->heading, NULL).status !=
						  f->told.meaning.status)) {
		given.text = f->told.words;
		m = f->told.meaning;
	} else if (!f->heading && subject && told_read(&told, a, subject)) {
		given.text = subject;
		m = told.meaning;
	} else if (!f->heading && subject && slip_is_status(carrier, subject)) {
		given.text = subject;
	}
	if (!given.text)
		return false;
	if (f->is_told && f->told.place)
		given.place = f->told.place;
	if (!stamp_settle(&when, text_same(carrier, "usps") ? ORDER_MONTH_FIRST : ORDER_OPEN))
		when.day = DAY_NONE;
	*out = slip_event(a, carrier, &given, &when);
	if (out->status == STATUS_UNKNOWN) {
		out->status = m.status;
		out->trouble = m.trouble;
	}
	out->is_scan = false; /* nobody's scan: only words about one */
	return true;
}

/* Of the body, then of the subject; those of the sender's carrier before any other. */
static int number_of(const char **number, struct arena *a, const char *body, const char *subject,
		     const char *carrier, struct err *err)
{
	const char *const texts[] = { body, subject };

	*number = NULL;
	for (int pass = carrier ? 0 : 1; pass < 2; pass++)
		for (int i = 0; i < 2 && !*number; i++)
			if (texts[i] && slip_number(number, a, texts[i], strlen(texts[i]),
						    pass ? NULL : carrier, err) < 0)
				return -1;
	return 0;
}

int email_read(struct slips *out, struct arena *a, const struct email *mail,
	       const struct paste_given *given, struct err *err)
{
	int sender = sender_of(mail->from);
	const char *subject = plain_subject(a, mail->subject), *carrier = given->carrier;
	const char *body = mail->html ? mail->html : mail->text ? mail->text : "";
	struct found f = { .expected_on = DAY_NONE };
	struct slip *s;

	*out = (struct slips){ .format = "email", .source = SOURCE_EMAIL };
	f.when = f.told.when = (struct stamp){
		.day = DAY_NONE, .other_day = DAY_NONE, .second = -1, .weekday = -1
	};
	if (!carrier && sender >= 0)
		carrier = senders[sender].carrier;
	if (!carrier && sender < 0)
		carrier = paste_carrier(body);
	s = out->slip = arena_alloc(a, sizeof *s);
	*s = (struct slip){ .carrier = carrier, .by = mail->from };
	out->n = 1;
	out->note = note_of(a, mail, sender);
	s->reading.tracking_number = given->number;
	if (!given->number &&
	    number_of(&s->reading.tracking_number, a, body, mail->subject, carrier, err) < 0)
		return -1;
	look(&f, a, carrier, body);
	if (!f.heading && !f.is_told && mail->text && mail->html)
		look(&f, a, carrier, mail->text);
	if (f.expected_on == DAY_NONE && subject)
		take_line(&f, a, carrier, subject, NULL);
	s->reading.expected_on = f.expected_on;
	s->reading.event = arena_alloc(a, sizeof *s->reading.event);
	s->reading.nevents = make_event(s->reading.event, a, carrier, &f, subject);
	slip_finish(s, a);
	if (s->reading.nevents)
		s->reading.message = out->note;
	else
		return err_set(
			err, ERR_INPUT, "an e-mail%s%s that does not say what became of a parcel",
			mail->from ? " from " : "", mail->from ? field_line(a, mail->from) : "");
	return 0;
}
