#include "web/page.h"

enum { FORM = HTTP_FORM_MAX, SMALL = 4096 };

#define ANYBODY PERMISSION_ANYBODY
#define READ PERMISSION_READ
#define DESK PERMISSION_DESK
#define SHOW(path, permission, handler, text)                                         \
	{                                                                             \
		METHOD_GET, path, permission, GUARD_NONE, 0, handler, .summary = text \
	}
#define SHOW_API(path, permission, handler, text)                                                  \
	{                                                                                          \
		METHOD_GET, path, permission, GUARD_NONE, 0, handler, .api = true, .summary = text \
	}
#define SHOW_KEPT(path, permission, handler, text)                                               \
	{                                                                                        \
		METHOD_GET, path, permission, GUARD_NONE, 0, handler, .api = true, .kept = true, \
								      .summary = text            \
	}
#define TAKE(path, permission, guard, max, handler, text)                           \
	{                                                                           \
		METHOD_POST, path, permission, guard, max, handler, .summary = text \
	}
#define TAKE_API(path, handler, text)                                                             \
	{                                                                                         \
		METHOD_POST, path, DESK, GUARD_TOKEN, FORM, handler, .api = true, .summary = text \
	}

#define TAKE_FILE(path, handler, text)                                          \
	{                                                                       \
		METHOD_POST, path, DESK, GUARD_TOKEN, HTTP_UPLOAD_MAX, handler, \
			.api = true, .upload = true, .summary = text            \
	}

/* clang-format off */
const struct web_route web_routes[] = {
	SHOW_KEPT("/", READ, page_today, "the morning list"),
	SHOW("/find", READ, page_find, "any number or text: to the case, or to what was found"),
	TAKE("/paste", READ, GUARD_TOKEN, FORM, post_paste, "a text: to what it is about"),
	SHOW_KEPT("/cases", READ, page_cases, "the register; with q: what a search finds"),
	SHOW("/cases/export", READ, page_cases_export, "the register as CSV: format csv or excel"),
	TAKE_API("/cases/bulk", post_bulk, "one act on many: owner close snooze workbook"),
	TAKE_API("/undo", post_undo, "takes back your last act"),
	TAKE_API("/views", post_view, "keeps a list under a name"),
	TAKE_API("/views/:id", post_view_change, "rename or delete"),
	SHOW("/cases/new", DESK, page_case_new, "the form for a case"),
	SHOW_KEPT("/cases/:id", READ, page_case, "one case"),
	SHOW("/cases/:id/edit", DESK, page_edit, "the form for its facts"),
	SHOW_API("/cases/:id/evidence/:id", READ, page_evidence_file, "one file, as it came"),
	SHOW("/cases/:id/evidence/:id/picture", READ, page_picture, "a photo, large"),
	SHOW("/cases/:id/evidence/:id/thumbnail", READ, page_thumbnail,
	     "a picture of it, made anew; large: to read a label"),
	TAKE_API("/cases", post_case, "opens a case"),
	TAKE_API("/cases/:id", post_edit, "corrects its facts"),
	TAKE_API("/cases/:id/contacts", post_contact, "logs a contact, with a promise"),
	TAKE_API("/cases/:id/contacts/:id", post_amend, "corrects a contact; both versions stay"),
	TAKE_API("/cases/:id/promises/:id", post_promise, "kept, broken or waived"),
	TAKE_API("/cases/:id/call", post_call, "the clock of a call: start hold talk forget"),
	TAKE_API("/cases/:id/requests", post_request, "files a search, a trace, an inquiry"),
	TAKE_API("/cases/:id/requests/:id", post_request_answer, "its answer, or takes it back"),
	TAKE_API("/cases/:id/claims", post_claim, "files a claim, or drafts one"),
	TAKE_API("/cases/:id/claims/:id", post_claim_act, "what came of it; money that came"),
	TAKE_API("/cases/:id/remedies", post_remedy, "what the customer got"),
	TAKE_API("/cases/:id/holds", post_hold, "goods that must be kept"),
	TAKE_API("/cases/:id/holds/:id", post_release, "may go"),
	TAKE_API("/cases/:id/items", post_item, "one more thing that was in the parcel"),
	TAKE_API("/cases/:id/items/:id", post_item_act, "corrects or removes it"),
	TAKE_API("/cases/:id/snooze", post_snooze, "lets lines rest, or wakes them"),
	TAKE_API("/cases/:id/duties/:id", post_duty, "settles what we owe"),
	TAKE_API("/cases/:id/steps", post_step, "notes a step as taken"),
	TAKE_API("/cases/:id/close", post_close, "closes it"),
	TAKE_API("/cases/:id/reopen", post_reopen, "opens it again"),
	{ METHOD_POST, "/cases/:id/evidence", DESK, GUARD_TOKEN, HTTP_UPLOAD_MAX, post_evidence,
	  .api = true, .upload = true, .summary = "keeps a file" },
	{ METHOD_POST, "/cases/:id/export", DESK, GUARD_TOKEN, SMALL, post_export,
	  .api = true, .summary = "workbook, packet or archive" },
	SHOW_API("/cases/:id/phone", READ, page_phone, "whether a phone may add photos; what came"),
	{ METHOD_POST, "/cases/:id/track", DESK, GUARD_TOKEN, SMALL, post_track,
	  .api = true, .summary = "asks the carrier for news of the parcel" },
	TAKE("/cases/:id/phone", DESK, GUARD_TOKEN, SMALL, post_phone,
	     "a link by which a phone adds photos, as a QR code"),
	TAKE("/cases/:id/phone/end", DESK, GUARD_TOKEN, SMALL, post_phone_end, "ends that link"),
	SHOW_API("/reports", READ, page_reports, "which reports there are"),
	SHOW_API("/reports/:name", READ, page_report, "one: as page, or format xlsx, csv, json"),
	SHOW_API("/shipments", READ, page_shipments, "parcels that look lost, stuck or late"),
	TAKE_FILE("/shipments/import", post_import,
		  "a list of parcels; without take_in only looked at"),
	SHOW_API("/import", READ, page_import, "which files were taken in; forms for more"),
	TAKE_FILE("/import/events", post_import_events, "tracking events; likewise"),
	TAKE_FILE("/import/payouts", post_import_payouts, "a list of payments; likewise"),
	TAKE_FILE("/import/mails", post_import_mails, "e-mails; likewise"),
	TAKE_API("/import/:id/undo", post_import_undo, "takes a list of parcels back"),
	{ METHOD_POST, "/shipments/track", DESK, GUARD_TOKEN, SMALL, post_due,
	  .api = true, .summary = "asks for news of all parcels that are due" },
	SHOW_API("/carriers", READ, page_carriers, "the carriers there are"),
	SHOW_API("/carriers/:name", READ, page_carrier, "how to reach one, and its rules"),
	SHOW_API("/rules", READ, page_rules, "the rules; yours beside the program's"),
	{ METHOD_POST, "/rules", PERMISSION_MANAGER, GUARD_TOKEN, FORM, post_rule,
	  .api = true, .summary = "a rule of your own; apply: cases follow the rules of now" },
	SHOW_API("/people", PERMISSION_ADMIN, page_people, "who may sign in"),
	{ METHOD_POST, "/people", PERMISSION_ADMIN, GUARD_TOKEN, SMALL, post_person,
	  .api = true, .summary = "add, change, disable, enable, sign_out or link" },
	SHOW_API("/settings", READ, page_settings, "this screen, this session, the desk"),
	SHOW("/help", READ, page_help, "how to work here, and the keys"),
	TAKE("/incognito", READ, GUARD_TOKEN, SMALL, post_incognito,
	     "hides names and addresses on the pages of this session"),
	SHOW("/sign-in", ANYBODY, page_sign_in, "the form to sign in"),
	TAKE("/sign-in", ANYBODY, GUARD_ORIGIN, SMALL, post_sign_in, "signs in by password"),
	TAKE("/sign-out", READ, GUARD_TOKEN, SMALL, post_sign_out, "ends this session"),
	TAKE("/sign-out-everywhere", READ, GUARD_TOKEN, SMALL, post_sign_out_all,
	     "ends all sessions of the user"),
	{ METHOD_GET, "/in/:token", ANYBODY, GUARD_NONE, 0, page_link,
	  .secret = true, .summary = "signs in by a link, once" },
	{ METHOD_GET, "/reset/:token", ANYBODY, GUARD_NONE, 0, page_reset,
	  .secret = true, .summary = "the form for a new password" },
	{ METHOD_POST, "/reset/:token", ANYBODY, GUARD_ORIGIN, SMALL, post_reset,
	  .secret = true, .summary = "sets it, and signs in" },
	SHOW("/tokens", READ, page_tokens, "what programs sign in by for the user"),
	TAKE("/tokens", READ, GUARD_TOKEN, SMALL, post_token, "makes one, and shows it once"),
	TAKE("/tokens/:id/withdraw", READ, GUARD_TOKEN, SMALL, post_token_withdraw, "ends it"),
	SHOW("/welcome", ANYBODY, page_welcome, "where a link leads"),
	SHOW("/assets/:name", ANYBODY, page_asset, "style, script and icon of the pages"),
	SHOW_API("/healthz", ANYBODY, page_health, "ok while the desk can be read"),
	SHOW("/events", READ, page_events, "what others do, as it comes"),
	/* For programs only: no page has these. */
	{ METHOD_GET, "/session", READ, GUARD_NONE, 0, page_session,
	  .api = true, .summary = "who is signed in, and the token for changes" },
	{ METHOD_GET, "/cases/:id/brief", READ, GUARD_NONE, 0, page_brief,
	  .api = true, .summary = "everything for a call" },
	{ METHOD_GET, "/cases/:id/track", READ, GUARD_NONE, 0, page_track,
	  .api = true, .summary = "whom one may ask for news, and what the last asking gave" },
	{ METHOD_GET, "/shipments/track", DESK, GUARD_NONE, 0, page_due,
	  .api = true, .summary = "how many are due to be asked for, and the last run" },
	{ METHOD_GET, "/undo", READ, GUARD_NONE, 0, page_undo,
	  .api = true, .summary = "what an undo would take back" },
	{ METHOD_GET, "/views", READ, GUARD_NONE, 0, page_views,
	  .api = true, .summary = "lists of the register that are kept under a name" },
	{ METHOD_GET, "/denials", READ, GUARD_NONE, 0, page_denials,
	  .api = true, .summary = "why claims are denied, and what answers it" },
	{ METHOD_GET, "/rules/diff", READ, GUARD_NONE, 0, page_rule_moves,
	  .api = true, .summary = "cases that the rules of now would move" },
	{ METHOD_GET, "/openapi.json", READ, GUARD_NONE, 0, page_openapi,
	  .api = true, .summary = "this description" },
	{ .path = NULL },
};
/* clang-format on */
