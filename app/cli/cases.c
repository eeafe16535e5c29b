#include "cli/cases.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "ops/desk.h"

int take_case(int64_t *id, struct cli *cli, const char *word, struct err *err)
{
	return desk_find_case(id, cli->desk, word, err);
}

static bool has_id(const int64_t *ids, int n, int64_t id)
{
	int i;

	for (i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

int take_cases(int64_t **ids, int *n, struct cli *cli, const char *word, struct err *err)
{
	char *copy = arena_strdup(&cli->arena, word), *name, *comma;

	*ids = arena_array(&cli->arena, CASES_MAX, sizeof(**ids));
	*n = 0;
	for (name = copy; name; name = comma) {
		int64_t id;

		comma = strchr(name, ',');
		if (comma)
			*comma++ = '\0';
		name += strspn(name, " ");
		if (text_blank(name))
			return err_set(err, ERR_INPUT, "'%.60s': a case is missing between commas",
				       word);
		if (*n == CASES_MAX)
			return err_set(err, ERR_INPUT, "more than %d cases in one contact",
				       CASES_MAX);
		if (take_case(&id, cli, name, err) < 0)
			return -1;
		if (!has_id(*ids, *n, id))
			(*ids)[(*n)++] = id;
	}
	return 0;
}

int take_part(int64_t *id, int *number, struct cli *cli, const char *word, struct err *err)
{
	const char *slash = strrchr(word, '/');
	long long n;

	if (!slash || slash == word)
		return err_set(err, ERR_INPUT,
			       "'%.60s': write the case and the number in it, such as 12/1", word);
	if (number_parse(&n, slash + 1, 1, 100000, "the number behind the /", err) < 0)
		return -1;
	*number = (int)n;
	return take_case(id, cli, arena_strndup(&cli->arena, word, (size_t)(slash - word)), err);
}

int take_claim(struct claim_name *name, struct cli *cli, const char *word, struct err *err)
{
	name->number = 0;
	if (strchr(word, '/'))
		return take_part(&name->casefile_id, &name->number, cli, word, err);
	return take_case(&name->casefile_id, cli, word, err);
}

int take_id(int64_t *id, const char *word, const char *what, struct err *err)
{
	long long n;

	if (number_parse(&n, word + (*word == '#'), 1, INT64_MAX, what, err) < 0)
		return -1;
	*id = n;
	return 0;
}

enum fact_type { FACT_TEXT, FACT_DAY, FACT_MONEY };

/* clang-format off */
static const struct {
	const char *option;
	unsigned fact;
	enum fact_type type;
	size_t at;
	size_t max;
} facts[] = {
#define FACT(option, bit, type, member, max) \
	{ option, bit, type, offsetof(struct case_facts, member), max }
	FACT("--carrier",      FACT_CARRIER,      FACT_TEXT,  shipment.carrier, TEXT_LINE),
	FACT("--service",      FACT_SERVICE,      FACT_TEXT,  shipment.service, TEXT_LINE),
	FACT("--mailed",       FACT_MAILED,       FACT_DAY,   shipment.mailed_on, 0),
	FACT("--expected",     FACT_EXPECTED,     FACT_DAY,   shipment.expected_on, 0),
	FACT("--delivered",    FACT_DELIVERED,    FACT_DAY,   shipment.delivered_on, 0),
	FACT("--from",         FACT_FROM,         FACT_TEXT,  shipment.from_address, TEXT_LINE),
	FACT("--to",           FACT_TO,           FACT_TEXT,  shipment.to_address, TEXT_LINE),
	FACT("--contents",     FACT_CONTENTS,     FACT_TEXT,  shipment.contents, TEXT_LONG),
	FACT("--weight",       FACT_WEIGHT,       FACT_TEXT,  shipment.weight, TEXT_LINE),
	FACT("--dimensions",   FACT_DIMENSIONS,   FACT_TEXT,  shipment.dimensions, TEXT_LINE),
	FACT("--pieces",       FACT_PIECES,       FACT_TEXT,  shipment.pieces, TEXT_LINE),
	FACT("--order",        FACT_ORDER,        FACT_TEXT,  shipment.order_number, TEXT_LINE),
	FACT("--value",        FACT_VALUE,        FACT_MONEY, shipment.value, 0),
	FACT("--insured",      FACT_INSURED,      FACT_MONEY, shipment.insured, 0),
	FACT("--insurer",      FACT_INSURER,      FACT_TEXT,  shipment.insurer, TEXT_LINE),
	FACT("--insured-on",   FACT_INSURED_ON,   FACT_DAY,   shipment.insured_on, 0),
	FACT("--insurance-fee", FACT_INSURANCE_FEE, FACT_MONEY, shipment.insurance_fee, 0),
	FACT("--postage",      FACT_POSTAGE,      FACT_MONEY, shipment.postage, 0),
	FACT("--label-source", FACT_LABEL_SOURCE, FACT_TEXT,  shipment.label_source, TEXT_LINE),
	FACT("--account",      FACT_ACCOUNT,      FACT_TEXT,  shipment.account, TEXT_LINE),
	FACT("--shipper",      FACT_SHIPPER,      FACT_TEXT,  shipment.shipper, TEXT_LINE),
	FACT("--client",       FACT_CLIENT,       FACT_TEXT,  client, TEXT_LINE),
	FACT("--owner",        FACT_OWNER,        FACT_TEXT,  owner, TEXT_LINE),
	FACT("--damage",       FACT_DAMAGE,       FACT_TEXT,  damage, TEXT_LONG),
	FACT("--note",         FACT_NOTE,         FACT_TEXT,  note, TEXT_LONG),
#undef FACT
};
/* clang-format on */

int take_facts(struct case_facts *out, struct cli *cli, struct err *err)
{
	int problem, ret = 0;
	size_t i;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]) && ret == 0; i++) {
		void *to = (char *)out + facts[i].at;

		if (arg_given(&cli->args, facts[i].option))
			out->given |= facts[i].fact;
		switch (facts[i].type) {
		case FACT_TEXT:
			ret = opt_text(to, cli, facts[i].option, facts[i].max, err);
			break;
		case FACT_DAY:
			ret = opt_day(to, cli, facts[i].option, err);
			break;
		case FACT_MONEY:
			ret = opt_money(to, cli, facts[i].option, err);
			break;
		}
	}
	if (ret < 0 || opt_code(&problem, cli, "--problem",
				(struct code_table){ problem_names, PROBLEM_NVALUES }, err) < 0)
		return -1;
	if (problem >= 0) {
		out->problem = (enum problem)problem;
		out->given |= FACT_PROBLEM;
	}
	return 0;
}

/* clang-format off */
static const struct {
	const char *option;
	unsigned fact;
	size_t at;
	size_t max;
} contact_texts[] = {
#define TEXT(option, bit, member, max) { option, bit, offsetof(struct contact, member), max }
	TEXT("--rep",      CONTACT_REP_NAME,  rep_name, TEXT_LINE),
	TEXT("--rep-id",   CONTACT_REP_ID,    rep_id, TEXT_LINE),
	TEXT("--ref",      CONTACT_REFERENCE, reference, TEXT_LINE),
	TEXT("--dialed",   CONTACT_DIALED,    dialed, TEXT_LINE),
	TEXT("--keypad",   CONTACT_KEYPAD,    keypad, TEXT_LINE),
	TEXT("--callback", CONTACT_CALLBACK,  callback, TEXT_LINE),
	TEXT("--said",     CONTACT_SAID,      said, TEXT_LONG),
#undef TEXT
};
/* clang-format on */

/* Codes of a contact; what is not given is what most contacts are. */
static int take_contact_codes(struct contact *out, unsigned *given, struct cli *cli,
			      struct err *err)
{
	const struct {
		const char *option;
		unsigned fact;
		struct code_table table;
		int usual;
	} codes[] = {
		{ "--channel", CONTACT_CHANNEL, { channel_names, CHANNEL_NVALUES }, CHANNEL_PHONE },
		{ "--with", CONTACT_PARTY, { party_names, PARTY_NVALUES }, PARTY_CARRIER },
		{ "--direction",
		  CONTACT_DIRECTION,
		  { direction_names, DIRECTION_NVALUES },
		  DIRECTION_OUT },
		{ "--outcome",
		  CONTACT_OUTCOME,
		  { outcome_names, OUTCOME_NVALUES },
		  OUTCOME_REACHED },
	};
	int value[4];
	size_t i;

	for (i = 0; i < 4; i++) {
		if (opt_code(&value[i], cli, codes[i].option, codes[i].table, err) < 0)
			return -1;
		if (value[i] >= 0)
			*given |= codes[i].fact;
		else
			value[i] = codes[i].usual;
	}
	out->channel = (enum channel)value[0];
	out->party = (enum party)value[1];
	out->direction = (enum direction)value[2];
	out->outcome = (enum outcome)value[3];
	return 0;
}

/* Given empty, minutes are not noted. */
static int take_minutes(int32_t *out, unsigned *given, unsigned fact, struct cli *cli,
			const char *option, struct err *err)
{
	const char *value = arg_value(&cli->args, option);
	long long n = MINUTES_NONE;

	if (value)
		*given |= fact;
	if (!text_blank(value) && opt_number(&n, cli, option, 0, 1440, err) < 0)
		return -1;
	*out = (int32_t)n;
	return 0;
}

/* Who says where it was also says how: nobody should have to type post-office three times. */
static int take_office(struct contact *out, unsigned *given, struct cli *cli, struct err *err)
{
	long long id = 0;

	if (!arg_given(&cli->args, "--office"))
		return 0;
	*given |= CONTACT_OFFICE;
	if (text_blank(arg_value(&cli->args, "--office"))) /* not at a counter after all */
		return 0;
	if (opt_number(&id, cli, "--office", 1, INT32_MAX, err) < 0)
		return -1;
	out->post_office_id = id;
	if (!(*given & CONTACT_CHANNEL))
		out->channel = CHANNEL_POST_OFFICE;
	if (!(*given & CONTACT_PARTY))
		out->party = PARTY_POST_OFFICE;
	*given |= CONTACT_CHANNEL | CONTACT_PARTY;
	return 0;
}

int take_contact(struct contact *out, unsigned *given, struct cli *cli, struct err *err)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	*given = 0;
	if (take_contact_codes(out, given, cli, err) < 0)
		return -1;
	for (i = 0; i < sizeof(contact_texts) / sizeof(contact_texts[0]); i++) {
		void *to = (char *)out + contact_texts[i].at;

		if (arg_given(&cli->args, contact_texts[i].option))
			*given |= contact_texts[i].fact;
		if (opt_text(to, cli, contact_texts[i].option, contact_texts[i].max, err) < 0)
			return -1;
	}
	if (take_office(out, given, cli, err) < 0)
		return -1;
	if (arg_given(&cli->args, "--at"))
		*given |= CONTACT_AT;
	if (opt_instant(&out->at, cli, "--at", err) < 0)
		return -1;
	if (take_minutes(&out->minutes, given, CONTACT_MINUTES, cli, "--minutes", err) < 0)
		return -1;
	return take_minutes(&out->hold_minutes, given, CONTACT_HOLD, cli, "--hold", err);
}

char *option_as_code(struct arena *a, const char *typed)
{
	char *code = arena_strdup(a, typed);

	for (char *p = code; p && *p; p++)
		if (*p == '-')
			*p = '_';
	return code;
}

void note_warnings(struct cli *cli, const char *warnings)
{
	char *line = arena_strdup(&cli->arena, warnings), *end;

	for (; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (*line)
			cli_note(cli, "warning: %s", line);
	}
}
