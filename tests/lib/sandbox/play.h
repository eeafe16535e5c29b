/*
 * play.h - what the carriers of the sandbox do alike: quotas, tokens, keys, faults
 *
 * A carrier is a part, a table of functions in a file of its own; play_answer() finds it by the
 * path. An unauthorised call moves no number of the script on.
 */
#ifndef TESTS_LIB_SANDBOX_PLAY_H
#define TESTS_LIB_SANDBOX_PLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/sandbox/http.h"
#include "lib/sandbox/scenario.h"
#include "lib/sandbox/script.h"
#include "lib/sandbox/tokens.h"

/* A call that a carrier has to answer. */
struct call {
	struct play *play;
	const struct request *rq;
	int64_t now_ms; /* monotonic */
};

struct part {
	const char *name;
	enum carrier_id id;
	const char *content_type; /* NULL: application/json */
	const char *token_path;   /* NULL: gives no tokens */
	const char *token_scope;  /* of clients for whom the script says none */
	long token_expires_s;
	bool (*takes)(const struct request *rq); /* by its path */
	void (*answer)(struct reply *rp, struct call *c);

	/* The documented body of a status; "spent": with the words for a quota. */
	void (*fail)(struct reply *rp, const struct request *rq, int status, bool spent);

	/* Of carriers that are asked for one parcel a call; see play_one(). */
	void (*tell)(struct reply *rp, const struct call *c, const struct parcel *p);
	void (*not_found)(struct reply *rp, const struct call *c, const char *number);
	void (*refuse)(struct reply *rp, const struct call *c, const char *number, int code);
	void (*leave_out)(struct reply *rp, const struct call *c, const char *number);
};

/* A part at work. */
struct play {
	const struct part *part;
	struct script *script;
	struct rules *rules;
	struct tokens tokens;
	long calls;
	int64_t *called_ms; /* of the last "limit" calls, a ring; NULL without a window */
};

struct stage {
	struct script *script;
	struct play play[CARRIER_NVALUES];
};

void stage_init(struct stage *s, struct script *script);
void stage_release(struct stage *s);

/* Fills an initialised reply; a path of nobody is a 404 in the manner of USPS. */
void stage_answer(struct reply *rp, struct stage *s, const struct request *rq, int64_t now_ms);

/* Does the request hold a client's secret or a key where it must not? */
bool stage_leaks(const struct stage *s, const struct request *rq, const char *bytes, size_t len);

/* The token's call: faults of the script, a client by its proof, then write() fills the body. */
typedef void token_write(struct text *to, const struct live_token *t, const struct client *client,
			 long expires_s);
const struct client *play_client(const struct play *p, const char *id, const char *secret);
const struct client *play_basic_client(const struct play *p, const char *authorization);
bool play_basic_key(const struct play *p, const char *authorization);
bool play_has_key(const struct play *p, const char *key);
bool play_token_fault(struct reply *rp, struct call *c); /* true: it has answered */
void play_give_token(struct reply *rp, struct call *c, const struct client *client,
		     token_write *write);

/* The live token of the call; NULL: there is none. */
const struct live_token *play_token(struct call *c);

/* A step that decides for the whole call. */
void play_fault(struct reply *rp, const struct call *c, const struct step *step);

/* The number's entry, noted in the reply: for the log, and how long to hold it. */
struct entry *play_entry(struct reply *rp, const struct call *c, const char *number);

/* One parcel a call: the number's step, then on to its next one. */
void play_one(struct reply *rp, const struct call *c, const char *number);

struct parcel play_parcel(const struct call *c, const struct entry *e);

enum { BATCH_MAX = 35, NUMBER_SIZE = 64 };

struct batch {
	struct entry *entry[BATCH_MAX];
	int n;
};

/* The entry that decides for the whole call, and which alone moves on then; NULL: none does. */
struct entry *play_batch(struct reply *rp, const struct call *c, const char *const number[], int n,
			 struct batch *out);
void play_batch_done(struct batch *b);

/* min to max letters and digits. */
bool play_is_number(const char *s, size_t min, size_t max);

/* The number in a path: behind "start", before "end" or the query; false when it is none. */
bool play_path_number(char out[NUMBER_SIZE], const struct request *rq, const char *start,
		      const char *end);

#endif
