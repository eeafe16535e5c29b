#include "cli/access.h"

#include <string.h>

#include "base/text.h"
#include "carrier/carrier.h"
#include "cli/setting.h"
#include "domain/shipment.h"

enum { MAILERS_MAX = 100 };

void access_credentials(struct credentials *c, struct cli *cli, const struct carrier *carrier)
{
	const char *url = setting_get(cli, carrier->code, "url", NULL);

	*c = (struct credentials){
		.base_url = url ? url : carrier->default_url,
		.client_id = setting_get(cli, carrier->code, "client_id", NULL),
		.api = setting_get(cli, carrier->code, "api", NULL),
	};
	secret_set(&c->client_secret, setting_get(cli, carrier->code, "client_secret", NULL));
	secret_set(&c->api_key, setting_get(cli, carrier->code, "api_key", NULL));
}

void access_release(struct credentials *c)
{
	secret_release(&c->client_secret);
	secret_release(&c->api_key);
}

int access_mailers(const char *const **out, int *n, struct arena *a, const char *text,
		   struct err *err)
{
	const char **list = arena_array(a, MAILERS_MAX, sizeof(*list));
	const char *at = text ? text : "";

	*out = list;
	*n = 0;
	for (;;) {
		size_t len;

		at += strspn(at, " ,");
		len = strspn(at, "0123456789");
		if (!*at)
			return 0;
		if ((len != 6 && len != 9) || (at[len] && !strchr(" ,", at[len])) ||
		    *n == MAILERS_MAX)
			return err_set(err, ERR_INPUT,
				       "'%.40s' is no list of mailer ids: write up to %d numbers "
				       "of 6 or 9 digits, separated by commas",
				       text, MAILERS_MAX);
		list[(*n)++] = arena_strndup(a, at, len);
		at += len;
	}
}

int access_via(bool *easypost, const char *text, struct err *err)
{
	*easypost = text && text_same_nocase(text, "easypost");
	if (!text || *easypost || text_same_nocase(text, "carrier"))
		return 0;
	return err_set(err, ERR_INPUT,
		       "'%.20s' is no way to ask: write easypost, or carrier for the usual", text);
}

int access_use(bool *never, const char *text, struct err *err)
{
	*never = text && text_same_nocase(text, "never");
	if (!text || *never || text_same_nocase(text, "when_needed") ||
	    text_same_nocase(text, "when-needed"))
		return 0;
	return err_set(err, ERR_INPUT, "'%.20s' is not known: write never, or when-needed", text);
}

/* Something is set by which the carrier knows us; whether it is right is seen when it is asked. */
static bool has_access(struct cli *cli, const char *carrier)
{
	return setting_get(cli, carrier, "client_id", NULL) ||
	       setting_get(cli, carrier, "client_secret", NULL) ||
	       setting_get(cli, carrier, "api_key", NULL);
}

int access_paths(struct paths *out, struct cli *cli, struct err *err)
{
	struct path_access *access =
		arena_array(&cli->arena, (size_t)carrier_codes_n, sizeof(*access));
	bool never;

	*out = (struct paths){ .access = access, .naccess = carrier_codes_n };
	for (int i = 0; i < carrier_codes_n; i++) {
		access[i].carrier = carrier_codes[i];
		access[i].access = has_access(cli, carrier_codes[i]);
		if (access_via(&access[i].via_easypost,
			       setting_get(cli, carrier_codes[i], "via", NULL), err) < 0)
			return err_wrap(err, "%s.via", carrier_codes[i]);
	}
	if (access_use(&never, setting_get(cli, "easypost", "use", NULL), err) < 0)
		return err_wrap(err, "easypost.use");
	out->easypost = !never && setting_get(cli, "easypost", "api_key", NULL);
	if (access_mailers(&out->mailer_ids, &out->nmailer_ids, &cli->arena,
			   setting_get(cli, "usps", "mailer_ids", NULL), err) < 0)
		return err_wrap(err, "usps.mailer_ids");
	return 0;
}
