/*
 * call.h - one request on its way through the desk: what is asked, by whom, and what is answered
 *
 * Made by the server's loop, answered by one worker. Everything of it lives in its arena, which has
 * a ceiling: what would go past it is an error of this one request.
 */
#ifndef APP_WEB_CALL_H
#define APP_WEB_CALL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/moment.h"
#include "domain/user.h"
#include "view/doc.h"
#include "web/form.h"
#include "web/http.h"
#include "web/web_route.h"

struct cards;
struct desk;
struct throttle;
struct web_tracker;
struct pages;
struct phone_links;
struct kept_uploads;

enum { CALL_ARENA_MAX = 24 * 1024 * 1024, CSRF_TEXT = 65 };

/* The file of an export, which another program makes: it is opened, and its name is gone. */
struct web_export {
	const char *cases;    /* "12", "3,7" */
	const char *format;   /* "pdf" */
	const char *audience; /* "carrier" */
	const char *user;     /* who acts: the journal has it under his name */
	/* A report instead of cases: its name, and what is given as "NAME=VALUE". */
	const char *report;
	const char *const *given;
	int ngiven;
};
typedef int web_exporter(void *payload, int *fd, const struct web_export *what, struct err *err);

/* What all requests share; not changed while the server runs, but for what locks itself. */
struct site {
	const struct web_route *routes;
	const char *const *hosts; /* names by which browsers may reach it: "127.0.0.1:8484" */
	int nhosts;
	const char *cookie; /* its name, with the port: two desks on one machine */
	bool tls;
	const struct zone *zone;
	int64_t now_moved_s; /* by --now */
	bool now_given;
	const char *user; /* who runs the desk; NULL: who is logged in */
	const char *currency;
	const char *upload_dir;
	const char *decoder;       /* path of waylaid-decode, which opens e-mails; NULL: none */
	const char *own_mail;      /* the desk's own addresses; NULL */
	struct kept_uploads *kept; /* NULL: what was looked at is not kept */
	const char *build;         /* for the names of assets */
	struct pages *pages;
	struct throttle *throttle;
	struct phone_links *phones; /* NULL: phones may not add photos */
	const char *phone_url;      /* how they reach the desk: "http://192.168.1.5:8485" */
	const char *error_page;     /* its template; NULL: "error" */
	struct cards *cards;
	web_exporter *exporter;
	void *exporter_payload;
	const struct web_tracker *tracker; /* NULL: carriers are not asked from here */
};

/* A file that came with a form. */
struct upload {
	const char *dir, *path; /* NULL: none came */
	int fd;
	int64_t size;
};

struct web_call {
	struct arena arena;
	const struct site *site;
	struct http_head head;
	struct route_found found;
	struct buf body;
	struct form form, query;
	struct upload upload;
	bool charged; /* to the link of a phone */
	const char *client_ip;
	struct http_reply reply;

	/* From here on by a worker. */
	struct desk *desk;
	struct moment moment;
	bool signed_in;
	bool bearer;       /* a program's token came, and no cookie counts */
	const char *token; /* of the session; NULL */
	struct session session;
	int64_t entry;        /* newest of the journal before it was answered */
	char csrf[CSRF_TEXT]; /* "" when not signed in */
	const char *user;     /* who acts, as the journal has it; NULL until signed in */

	/* By a handler, for programs: what its act gave, as the command prints it. */
	struct node *done;   /* NULL: the case as it is now */
	bool warns;          /* the command's document has "warnings": */
	const char *warning; /* a line each; NULL: none */
};

/* All but head, which the caller fills, and found. */
void call_init(struct web_call *c, const struct site *site);
void call_release(struct web_call *c);

/* --- answering --- */

/* The document as JSON; "status" 200 or 201. */
int answer_json(struct web_call *c, unsigned status, const struct node *doc, struct err *err);

/*
 * A page: template "name" with "page" (what only the page needs) before "doc" (what --json prints,
 * may be NULL). Titles and who is signed in are added.
 */
struct page_view {
	const char *name, *title;
	const char *here; /* of the navigation: "today", "cases", NULL */
	struct node *page;
	const struct node *doc;
	unsigned status;
};
int answer_page(struct web_call *c, const struct page_view *view, struct err *err);

/* Names and addresses are hidden on the pages of this session. */
enum { INCOGNITO_TEXT = 16 };
bool is_incognito(struct web_call *c);
const char *incognito_cookie(struct web_call *c);

/* An error, as page or JSON, by the one table of base/err.h. Cannot fail. */
void answer_error(struct web_call *c, const struct err *err);
/* One that HTTP alone knows, such as 405. */
void answer_fault(struct web_call *c, unsigned status, const char *message);

#endif
