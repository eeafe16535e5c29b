#include "web/pages.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mustache.h"

/* Embedded from app/web/pages/: a new page is one more name here and in CMakeLists.txt. */
/* clang-format off */
#define PAGES(X) \
	X(bottom) \
	X(case) X(case_claims) X(case_earlier) X(case_evidence) X(case_goods) X(case_log) \
	X(case_new) X(case_say) X(case_timer) X(case_todo) X(case_track) X(item_fields) \
	X(carrier) X(carriers) X(cases) X(due) X(edit) X(error) X(help) \
	X(import) X(import_events) X(import_mails) X(import_parcels) X(import_payouts) \
	X(paste) X(people) X(picture) X(report) X(reports) X(reset) X(rule_moves) X(rules) \
	X(settings) X(shipments) X(sign_in) X(today) X(tokens) X(top) X(welcome)
#define PHONE_PAGES(X) X(phone) X(phone_link) X(photos) X(photos_error) X(photos_top)
#define DECLARE(name) extern const char web_page_##name[];
PAGES(DECLARE)
PHONE_PAGES(DECLARE)
extern const char asset_css[], asset_js[], asset_icon[], asset_live[], asset_live_worker[];
extern const char asset_phone_css[], asset_phone_js[], asset_phone_code_js[];

static const struct {
	const char *name, *text;
} texts[] = {
#define ROW(name) { #name, web_page_##name },
	PAGES(ROW) PHONE_PAGES(ROW)
};
enum { PAGES_N = sizeof texts / sizeof *texts };

struct pages {
	struct mustache *page[PAGES_N];
};

static int load(struct mustache_text *out, void *payload, const char *name, struct err *err)
{
	(void)payload;
	(void)err;
	for (size_t i = 0; i < PAGES_N; i++)
		if (strcmp(texts[i].name, name) == 0)
			*out = (struct mustache_text){ texts[i].name, texts[i].text,
						       strlen(texts[i].text) };
	return 0;
}

int pages_open(struct pages **out, struct arena *a, struct err *err)
{
	struct pages *p = arena_alloc(a, sizeof *p);

	for (size_t i = 0; i < PAGES_N; i++) {
		const struct mustache_text text = { texts[i].name, texts[i].text,
						    strlen(texts[i].text) };

		if (mustache_parse(&p->page[i], a, &text, load, NULL, err) < 0)
			return -1;
	}
	*out = p;
	return 0;
}

const struct mustache *pages_find(const struct pages *pages, const char *name)
{
	for (size_t i = 0; i < PAGES_N; i++)
		if (strcmp(texts[i].name, name) == 0)
			return pages->page[i];
	assert(!"a page that is not there");
	return NULL;
}

bool asset_find(struct asset *out, const char *name)
{
	static const struct {
		const char *name, *type, *text;
	} files[] = {
		{ "desk.css", "text/css; charset=utf-8", asset_css },
		{ "desk.js", "text/javascript; charset=utf-8", asset_js },
		{ "live.js", "text/javascript; charset=utf-8", asset_live },
		{ "live-worker.js", "text/javascript; charset=utf-8", asset_live_worker },
		{ "icon.svg", "image/svg+xml", asset_icon },
		{ "phone.css", "text/css; charset=utf-8", asset_phone_css },
		{ "phone.js", "text/javascript; charset=utf-8", asset_phone_js },
		{ "phone-code.js", "text/javascript; charset=utf-8", asset_phone_code_js },
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (strcmp(files[i].name, name) == 0) {
			*out = (struct asset){ files[i].type, files[i].text,
					       strlen(files[i].text) };
			return true;
		}
	return false;
}
