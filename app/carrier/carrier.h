/*
 * carrier.h - how one carrier is asked, and how its answers are read; no I/O
 *
 * A carrier is one exported struct. It turns a list of parcels into an HTTP request, the bytes of
 * an answer into readings, so that one reader serves live tracking, saved answers, notices and
 * fuzzers. Everything lives in the arena given. Answers are hostile: any bytes may come.
 */
#ifndef APP_CARRIER_CARRIER_H
#define APP_CARRIER_CARRIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/secret.h"
#include "domain/event.h"

struct arena;
struct err;

enum {
	ANSWER_MAX = 8 * 1024 * 1024, /* bytes of one answer */
	EVENTS_MAX = 500              /* events read of one parcel */
};

/* One parcel to ask for. */
struct ask {
	int64_t shipment_id; /* the caller's; carriers only hand it on */
	const char *tracking_number;
	daynum mailed_on;            /* tells re-used numbers apart; DAY_NONE */
	const char *destination_zip; /* five digits, or NULL */
};

/* How a request shows who asks; the net puts the header: no module holds a revealed secret. */
enum http_auth {
	AUTH_NONE,
	AUTH_BEARER, /* "Authorization: Bearer <token>" */
	AUTH_BASIC,  /* "Authorization: Basic base64(client_id:client_secret)"; no id: api_key: */
	AUTH_KEY     /* the header named by key_header, with the API key */
};

struct http_header {
	const char *name, *value;
};

enum { HTTP_HEADERS_MAX = 6 };

struct http_request {
	const char *method;       /* "GET", "POST" */
	const char *path;         /* with query; the host is a setting */
	const char *content_type; /* NULL: no body */
	const char *body;
	bool body_is_secret; /* the client secret: never logged, wiped when sent */
	enum http_auth auth;
	const char *key_header; /* AUTH_KEY: "DHL-API-Key" */
	struct http_header
		header[HTTP_HEADERS_MAX]; /* others, without line ends; ends at a NULL name */
};

struct http_answer {
	int status; /* 200; 0 when there was no answer */
	const char *body;
	size_t len;
	long retry_after_s; /* from Retry-After; 0: absent or nonsense */
};

/* What a carrier said of one parcel. */
struct reading {
	int64_t shipment_id;
	const char *tracking_number;
	enum poll_outcome outcome; /* POLL_NEW means "read": what is new is seen when stored */
	const char *message;       /* for people: why not read, or cut short; else NULL */
	const char *status_text;   /* "Out for Delivery"; may come without any event */
	const char *service;       /* code read from the mail class; NULL: not known */
	daynum expected_on;
	struct event *event; /* newest first; ids 0 */
	int nevents;
	bool partial; /* the carrier did not give its whole list: what is absent is not gone */
};

/* What one call brought: the answer as it came, secrets masked, and what was read from it. */
struct answered {
	const struct carrier *asked; /* whom: "easypost" for another carrier's parcel */
	const struct reading *reading;
	int nreadings;
	const char *bytes; /* NULL: no answer came */
	size_t len;
	bool unsent; /* nobody was asked: a spent quota, settings, or asking that ended before */
};

enum verdict {
	VERDICT_OK,        /* readings are filled, one for each ask */
	VERDICT_TOKEN,     /* 401: get one new token, try once more; with a key, ask no more */
	VERDICT_LATER,     /* 429, 503: wait and try again */
	VERDICT_REFUSED,   /* 403, no tracking scope, wrong secret: trying again is no use */
	VERDICT_UNREADABLE /* not what the carrier documents */
};

struct answer {
	enum verdict verdict;
	bool spent;          /* VERDICT_LATER: a quota, under whatever status; 429 is one anyway */
	const char *message; /* when not OK, one line: what is wrong, what to do */
	struct reading *reading;
	int nreadings;
};

struct credentials {
	const char *base_url; /* "https://apis.usps.com" */
	const char *client_id;
	struct secret client_secret;
	struct secret api_key; /* carriers that give one instead of client and secret */
	const char *api;       /* USPS: "v3r2" (default) or "v3" */
};

struct token {
	struct secret access_token;
	instant expires_at; /* real clock */
};

/* What a status text or code means. */
struct meaning {
	enum status status;
	enum trouble trouble;
	bool is_scan; /* false for events a clock wrote */
};

struct carrier {
	const char *code; /* "usps" */
	const char *default_url;
	const char *access_help; /* what to do without access, one line */
	/*
	 * Calls allowed, tokens among them, as the carrier says or as its users found (quota.h).
	 * NULL: none is known. A setting may say another.
	 */
	const char *quota;
	int history_days; /* scans are kept this long after the label; 0: not known */
	/* ERR_INPUT when a setting can never work, whatever is asked; nobody is asked then. */
	int (*check)(const struct credentials *c, struct err *err);
	int (*batch_max)(const struct credentials *c);

	/* NULL: wants no token. ERR_INPUT without credentials. out->body holds the secret. */
	int (*build_token_request)(struct http_request *out, struct arena *a,
				   const struct credentials *c, struct err *err);
	/*
	 * 0 with a token; -1 with ERR_REMOTE and a line that holds no byte of the answer, so
	 * never the secret. *out begins as zeros or holds an older token, which is replaced.
	 * "now": the real clock.
	 */
	int (*read_token_answer)(struct token *out, struct arena *a,
				 const struct http_answer *answer, instant now, struct err *err);

	/* 1 <= n <= batch_max(). ERR_INPUT when not one of the numbers can be asked for. */
	int (*build_request)(struct http_request *out, struct arena *a, const struct credentials *c,
			     const struct ask asks[], int n, struct err *err);
	/*
	 * Never fails: whatever came is a verdict. With VERDICT_OK reading[i] answers asks[i],
	 * else there are none and the message says why. Parcels of one number in one batch are
	 * told apart by mailed_on alone: better not to ask for both at once.
	 */
	void (*read_answer)(struct answer *out, struct arena *a, const struct credentials *c,
			    const struct http_answer *answer, const struct ask asks[], int n);

	/*
	 * A saved answer of either shape (one object, an array, a 207 array, webhook notices):
	 * readings for every number in it, as written there, shipment_id 0. ERR_INPUT with what was
	 * expected when it is none of them or nothing in it can be read.
	 */
	int (*read_saved)(struct answer *out, struct arena *a, const char *bytes, size_t len,
			  struct err *err);

	/* Words, code and category of a status, each NULL when not known. */
	struct meaning (*meaning)(const char *text, const char *code, const char *category);
};

/* By code; NULL when we cannot ask that carrier. */
const struct carrier *carrier_find(const char *code);

/*
 * A saved answer of any carrier, or of the one whose code is "format" (NULL: whichever can read
 * it).
 * *by: whose it is. ERR_INPUT when none can; with that carrier's words where it was named.
 */
int carrier_read_saved(struct answer *out, const struct carrier **by, struct arena *a,
		       const char *bytes, size_t len, const char *format, struct err *err);

/* USPS section 7.1: whole phrases first, code second, category last. Any argument may be NULL. */
struct meaning usps_meaning(const char *text, const char *code, const char *category);

#endif
