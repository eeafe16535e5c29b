/*
 * page.h - the handlers of all routes, and what several pages share
 */
#ifndef APP_WEB_PAGE_H
#define APP_WEB_PAGE_H

#include "web/call.h"

struct snap;

route_handler page_today, page_find, post_paste, page_cases, page_case, page_case_new, page_edit;
route_handler page_phone, post_phone, post_phone_end; /* in page_phone.c */
route_handler page_brief, page_session, page_health, page_asset, page_sign_in, page_welcome;
route_handler page_link, page_reset, page_routes, page_evidence_file, page_thumbnail, page_picture;
route_handler post_case, post_edit, post_contact, post_evidence, post_export, post_promise;
route_handler page_events, page_openapi, page_tokens, post_token, post_token_withdraw;
route_handler page_reports, page_report, page_carriers, page_carrier, page_people, page_shipments;
route_handler page_settings, page_help, post_incognito, post_person, post_rule, page_rules;
route_handler page_import, post_import, post_import_events, post_import_payouts, post_import_mails,
	post_import_undo;
route_handler page_cases_export, post_bulk, page_undo, post_undo, page_rule_moves;
route_handler page_views, post_view, post_view_change;
route_handler page_denials, post_amend;
route_handler page_track, post_track, page_due, post_due; /* in page_track.c */
route_handler post_call, post_claim, post_claim_act, post_request, post_request_answer;
route_handler post_hold, post_release, post_remedy, post_item, post_item_act, post_snooze,
	post_duty, post_step;
route_handler post_close, post_reopen, post_sign_in, post_sign_out, post_sign_out_all, post_reset;

/*
 * The case of the path, if whoever asks may see it: else ERR_NOT_FOUND, as if it were not there.
 */
int case_of_path(struct web_call *c, struct err *err);

/* A snapshot, a document of it, and its end. */
typedef int make_doc(struct node **out, struct snap *snap, struct web_call *c, struct err *err);
int read_doc(struct node **out, struct web_call *c, make_doc *make, struct err *err);

/*
 * The page of the case with what was wrong with a form of it: "error" stands above the form named
 * "in", which shows again what was typed.
 */
int show_case_page(struct web_call *c, const struct err *wrong, const char *in, struct err *err);

/* Every field of the form as page values "f_NAME", so that what was typed is there again. */
void keep_typed(struct web_call *c, struct node *page);

/* An export as an attachment "NAME.FORMAT". */
int answer_export(struct web_call *c, const struct web_export *what, const char *name,
		  struct err *err);

/*
 * After a change: back to "location" for a browser. For JSON 201 and the document: what the act
 * gave (call->done), or what "make" reads.
 */
int answer_changed(struct web_call *c, const char *location, make_doc *make, struct err *err);
const char *case_path(struct web_call *c, int64_t id);

/* "facts" of a case in a form: in page_facts.c. */
struct case_facts;
int facts_of_form(struct case_facts *out, struct web_call *c, struct err *err);
/* "rows" of {name,label,hint,now,typed,long}: now from "doc" (NULL: nothing). */
void facts_rows(struct web_call *c, struct node *page, const struct node *doc);

#endif
