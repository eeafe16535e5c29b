#include "web/page.h"

enum { FORM = HTTP_FORM_MAX, SMALL = 4096 };

#define ANYBODY PERMISSION_ANYBODY
#define READ PERMISSION_READ
#define DESK PERMISSION_DESK
#define SHOW(path, permission, handler, summary)                                                   \
	{                                                                                          \
		METHOD_GET, path, permission, GUARD_NONE, 0, handler, false, false, false, summary \
	}
#define SHOW_API(path, permission, handler, summary)                                              \
	{                                                                                         \
		METHOD_GET, path, permission, GUARD_NONE, 0, handler, true, false, false, summary \
	}
#define TAKE(path, permission, guard, max, handler, summary)                                     \
	{                                                                                        \
		METHOD_POST, path, permission, guard, max, handler, false, false, false, summary \
	}
#define TAKE_API(path, handler, summary)                                                         \
	{                                                                                        \
		METHOD_POST, path, DESK, GUARD_TOKEN, FORM, handler, true, false, false, summary \
	}

/* clang-format off */
const struct web_route web_routes[] = {
	SHOW_API("/", READ, page_today, "the morning list"),
	SHOW("/find", READ, page_find, "any number or text: to the case, or to what was found"),
	SHOW_API("/cases", READ, page_cases, "the register; with q: what a search finds"),
	SHOW("/cases/new", DESK, page_case_new, "the form for a case"),
	SHOW_API("/cases/:id", READ, page_case, "one case"),
	SHOW("/cases/:id/edit", DESK, page_edit, "the form for its facts"),
	SHOW_API("/cases/:id/evidence/:id", READ, page_evidence_file, "one file, as it came"),
	TAKE_API("/cases", post_case, "opens a case"),
	TAKE_API("/cases/:id", post_edit, "corrects its facts"),
	TAKE_API("/cases/:id/contacts", post_contact, "logs a contact, with a promise"),
	TAKE_API("/cases/:id/promises/:id", post_promise, "kept, broken or waived"),
	TAKE_API("/cases/:id/close", post_close, "closes it"),
	TAKE_API("/cases/:id/reopen", post_reopen, "opens it again"),
	{ METHOD_POST, "/cases/:id/evidence", DESK, GUARD_TOKEN, HTTP_UPLOAD_MAX, post_evidence,
	  .api = true, .upload = true, .summary = "keeps a file" },
	{ METHOD_POST, "/cases/:id/export", DESK, GUARD_TOKEN, SMALL, post_export,
	  .api = true, .summary = "workbook, packet or archive" },
	SHOW_API("/cases/:id/phone", READ, page_phone, "whether a phone may add photos; what came"),
	TAKE("/cases/:id/phone", DESK, GUARD_TOKEN, SMALL, post_phone,
	     "a link by which a phone adds photos, as a QR code"),
	TAKE("/cases/:id/phone/end", DESK, GUARD_TOKEN, SMALL, post_phone_end, "ends that link"),
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
	SHOW("/healthz", ANYBODY, page_health, "ok while the desk can be read"),
	/* For programs only: no page has these. */
	{ METHOD_GET, "/session", READ, GUARD_NONE, 0, page_session,
	  .api = true, .summary = "who is signed in, and the token for changes" },
	{ METHOD_GET, "/cases/:id/brief", READ, GUARD_NONE, 0, page_brief,
	  .api = true, .summary = "everything for a call" },
	{ METHOD_GET, "/openapi.json", READ, GUARD_NONE, 0, page_openapi,
	  .api = true, .summary = "this description" },
	{ .path = NULL },
};
/* clang-format on */
