#include "cli/setting.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/shipment.h"

/* clang-format off */
const struct setting settings[] = {
	{ "desk", "zone", "time zone in which days are counted, such as America/New_York",
	  false, SETTING_ZONE },
	{ "desk", "user", "your name in the journal; without it the name you signed in with",
	  false, SETTING_ANY },
	{ "desk", "currency", "currency of amounts typed without one; USD when not set",
	  false, SETTING_CURRENCY },
	{ "desk", "email", "your own addresses, with blanks between: mails from them are outgoing",
	  false, SETTING_ANY },
	{ "claimant", "name", "who claims, for carriers' forms: a person or a company",
	  false, SETTING_ANY },
	{ "claimant", "address", "the claimant's address, in one line", false, SETTING_ANY },
	{ "claimant", "email", "where the carrier shall write to", false, SETTING_ANY },
	{ "claimant", "phone", "where the carrier may call", false, SETTING_ANY },
	{ "claimant", "role", "what you are to the parcels: sender, addressee, representative or "
	  "third_party", false, SETTING_ROLE },
	{ "claimant", "payee", "whom the carrier shall pay; the claimant when not set",
	  false, SETTING_ANY },
	{ "carrier", "url", "scheme and host of the carrier's interface, if not the usual",
	  false, SETTING_URL },
	{ "carrier", "client_id", "the client id (consumer key) of your account",
	  false, SETTING_ANY },
	{ "carrier", "client_secret", "the secret that belongs to the client id",
	  true, SETTING_ANY },
	{ "carrier", "api_key", "the key of carriers that give one",
	  true, SETTING_ANY },
	{ "carrier", "api", "which of the carrier's interfaces to use; for usps v3r2 or v3",
	  false, SETTING_ANY },
	{ "carrier", "ca_file", "certificates to trust besides the system's, for company proxies",
	  false, SETTING_FILE },
	{ "carrier", "quota", "calls allowed, such as 60/1h or 250/1d 1/1s, or none",
	  false, SETTING_QUOTA },
	{ "carrier", "via", "easypost: ask EasyPost, which costs, instead of the carrier",
	  false, SETTING_VIA },
	{ "usps", "mailer_ids", "your own mailer ids; other labels are asked through EasyPost",
	  false, SETTING_MAILERS },
	{ "easypost", "use", "never: do not ask EasyPost even where its key is set",
	  false, SETTING_USE },
	{ NULL, NULL, NULL, false, SETTING_ANY }
};
/* clang-format on */

/* EasyPost has what carriers have, but no parcel is its own. */
bool setting_of_carrier(const char *section)
{
	return name_find(carrier_codes, carrier_codes_n, section) >= 0 ||
	       text_same(section, "easypost");
}

const struct setting *setting_find(const char *section, const char *name)
{
	bool carrier = setting_of_carrier(section);
	const struct setting *s;

	for (s = settings; s->name; s++)
		if (strcmp(s->name, name) == 0 && (strcmp(s->section, section) == 0 ||
						   (carrier && strcmp(s->section, "carrier") == 0)))
			return s;
	return NULL;
}

/* WAYLAID_USPS_CLIENT_ID for usps.client_id; settings of the desk and its people have none. */
static const char *from_environment(struct cli *cli, const char *section, const char *name)
{
	char *variable, *p;

	if (text_is_listed("desk|claimant", section))
		return NULL;
	variable = arena_printf(&cli->arena, "WAYLAID_%s_%s", section, name);
	for (p = variable; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return getenv(variable);
}

const char *setting_get(struct cli *cli, const char *section, const char *name, const char **source)
{
	const char *value = from_environment(cli, section, name);

	if (source)
		*source = "environment";
	if (!text_blank(value))
		return value;
	if (source)
		*source = "file";
	value = ini_get(&cli->config, section, name);
	return text_blank(value) ? NULL : value;
}

bool settings_hold_secret(const struct ini *ini)
{
	int i;

	for (i = 0; i < ini->count; i++) {
		const struct ini_entry *e = &ini->entry[i];
		const struct setting *s = setting_find(e->section, e->name);

		if (s && s->secret && !text_blank(e->value))
			return true;
	}
	return false;
}

const char *setting_currency(struct cli *cli)
{
	const char *currency = setting_get(cli, "desk", "currency", NULL);

	return currency ? currency : "USD";
}
