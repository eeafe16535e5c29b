#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "view/letter_parts.h"

/* clang-format off */
extern const char template_appeal[], template_chase[], template_claim_letter[],
	template_customer_update[], template_damage_statement[], template_dhl_trace[],
	template_first_notice[], template_form[], template_forms[], template_help_request[],
	template_international_inquiry[], template_missing_mail_search[],
	template_non_receipt_statement[], template_page[], template_parcel[],
	template_signing[], template_ups_trace[], template_withdrawal[];

static const struct {
	const char *file, *text;
} own[] = {
	{ "appeal.mustache",		    template_appeal },
	{ "chase.mustache",		    template_chase },
	{ "claim_letter.mustache",	    template_claim_letter },
	{ "customer_update.mustache",	    template_customer_update },
	{ "damage_statement.mustache",	    template_damage_statement },
	{ "dhl_trace.mustache",		    template_dhl_trace },
	{ "first_notice.mustache",	    template_first_notice },
	{ "form.mustache",		    template_form },
	{ "forms.csv",			    template_forms },
	{ "help_request.mustache",	    template_help_request },
	{ "international_inquiry.mustache", template_international_inquiry },
	{ "missing_mail_search.mustache",	    template_missing_mail_search },
	{ "non_receipt_statement.mustache", template_non_receipt_statement },
	{ "page.mustache",		    template_page },
	{ "parcel.mustache",		    template_parcel },
	{ "signing.mustache",		    template_signing },
	{ "ups_trace.mustache",		    template_ups_trace },
	{ "withdrawal.mustache",	    template_withdrawal },
};
/* clang-format on */

int letter_file(struct mustache_text *out, struct arena *a, const char *name, struct err *err)
{
	struct err nowhere;
	char *dir, *path, *bytes;

	*out = (struct mustache_text){ 0 };
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(own[i].file, name) == 0)
			*out = (struct mustache_text){ name, own[i].text, strlen(own[i].text) };
	if (path_config_dir(&dir, a, &nowhere) < 0)
		return 0;
	path = path_join(a, path_join(a, dir, "letters"), name);
	if (!file_exists(path))
		return 0;
	if (file_read(&bytes, &out->len, a, path, MUSTACHE_BYTES_MAX, err) < 0)
		return -1;
	out->name = path;
	out->bytes = bytes;
	return 0;
}

/* A partial's name leads to no other folder. */
static int load(struct mustache_text *out, void *payload, const char *name, struct err *err)
{
	struct arena *a = payload;

	if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
		return err_set(err, ERR_INPUT,
			       "'%.60s' is no name of a partial: small letters, digits and '_'",
			       name);
	return letter_file(out, a, arena_printf(a, "%s.mustache", name), err);
}

int letter_template(struct mustache **out, struct arena *a, const char *name, struct err *err)
{
	struct mustache_text text = { 0 };

	if (load(&text, a, name, err) < 0)
		return -1;
	return mustache_parse(out, a, &text, load, a, err);
}
