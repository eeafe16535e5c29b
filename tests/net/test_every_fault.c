#include <stdio.h>
#include <string.h>

#include "net/every.h"

static struct asked a;

/*
 * What a carrier may do wrong with one parcel, how often it is asked then, and what the desk says
 * of it. Carriers that take a key have nothing to renew after a 401 and no connection left over
 * from a token's call, on which curl itself would ask once more.
 */
/* clang-format off */
static const struct fault {
	const char *step;
	enum poll_outcome outcome;
	int calls, tokens;
	enum poll_outcome key_outcome;
	int key_calls;
} faults[] = {
	{ "not_found",		    POLL_NOT_FOUND,   1, 1, POLL_NOT_FOUND,   1 },
	{ "error 150012",	    POLL_REFUSED,     1, 1, POLL_REFUSED,     1 },
	{ "missing",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
	{ "partial",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "400",		    POLL_REFUSED,     1, 1, POLL_REFUSED,     1 },
	{ "401",		    POLL_REFUSED,     2, 2, POLL_REFUSED,     1 },
	{ "403",		    POLL_REFUSED,     1, 1, POLL_REFUSED,     1 },
	{ "429",		    POLL_DEFERRED,    3, 1, POLL_DEFERRED,    3 },
	{ "429 retry-after 1800",   POLL_DEFERRED,    1, 1, POLL_DEFERRED,    1 },
	{ "429 spent",		    POLL_DEFERRED,    3, 1, POLL_DEFERRED,    3 },
	{ "403 spent",		    POLL_REFUSED,     1, 1, POLL_REFUSED,     1 },
	{ "500",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "500 spent",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "502",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "503",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "503 retry-after 1800",   POLL_UNREACHABLE, 1, 1, POLL_UNREACHABLE, 1 },
	{ "504",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "slow 20s delivered",	    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "cut",		    POLL_UNREACHABLE, 3, 1, POLL_UNREACHABLE, 3 },
	{ "hangup",		    POLL_UNREACHABLE, 4, 1, POLL_UNREACHABLE, 3 },
	{ "junk",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
	{ "html",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
	{ "empty",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
	{ "huge",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
	{ "redirect",		    POLL_UNREADABLE,  1, 1, POLL_UNREADABLE,  1 },
};

/* Where a carrier says it in a way of its own. */
static const struct {
	const char *way, *step;
	enum poll_outcome outcome;
	int calls;
} differently[] = {
	/* Half a batch failed: the half that did not is here, the rest is asked another time. */
	{ "usps v3r2", "partial", POLL_UNREACHABLE, 1 },
	{ "fedex",     "partial", POLL_NOT_FOUND,   1 },
	/* The words for a quota, under a status that means something else. */
	{ "fedex",       "403 spent", POLL_DEFERRED, 3 },
	{ "canada_post", "403 spent", POLL_DEFERRED, 3 },
	{ "canada_post", "500 spent", POLL_DEFERRED, 3 },
};

/* Faults that pass while we ask: the answer behind them is what counts. */
static const struct {
	const char *steps;
	int calls;
	bool tokens_only; /* a key that is refused once is not tried again */
} passing[] = {
	{ "503 times 2",		    3, false },
	{ "500",			    2, false },
	{ "429",			    2, false },
	{ "cut times 2",		    3, false },
	{ "slow 20s delivered",		    2, false },
	{ "503 then cut",		    3, false },
	{ "401",			    2, true },
	{ "401 then 503",		    3, true },
};
/* clang-format on */

enum {
	FAULTS = sizeof(faults) / sizeof(faults[0]),
	DIFFERENTLY = sizeof(differently) / sizeof(differently[0]),
	PASSING = sizeof(passing) / sizeof(passing[0])
};

/* A key's carrier is not asked for a token; then what its own way is. */
static struct fault expected(const struct way *way, const struct fault *fault)
{
	struct fault e = *fault;

	if (!way->token_call) {
		e.outcome = fault->key_outcome;
		e.calls = fault->key_calls;
		e.tokens = 0;
	}
	for (int i = 0; i < DIFFERENTLY; i++) {
		if (strcmp(differently[i].way, way->name) != 0 ||
		    strcmp(differently[i].step, fault->step) != 0)
			continue;
		e.outcome = differently[i].outcome;
		e.calls = differently[i].calls;
	}
	return e;
}

static void start(const struct way *way, const char *number, const char *steps)
{
	char script[256];

	snprintf(script, sizeof(script), "number %s %s\n", number, steps);
	every_start(&a, way, script);
	a.options.timeout_ms = strstr(steps, "slow") ? 150 : 5000;
}

static void number_of(char number[40], const struct way *way)
{
	a.carrier = way->carrier;
	asked_number(number, &a, 1);
}

START_TEST(every_fault_of_every_carrier_is_said_as_it_is)
{
	const struct way *way = &ways[_i / FAULTS];
	const struct fault e = expected(way, &faults[_i % FAULTS]);
	char number[40], steps[128];

	number_of(number, way);
	snprintf(steps, sizeof(steps), "%s times %d then delivered", e.step, e.calls);
	start(way, number, steps);
	ck_assert_int_eq(ask_one(&a, number), 0);
	ck_assert_int_eq(a.got[0].times, 1);
	ck_assert_msg(a.got[0].outcome == e.outcome, "%s: %s: outcome %d, %s", way->name, e.step,
		      a.got[0].outcome, a.got[0].message);
	ck_assert_msg(a.got[0].nevents == 0, "%s: %s: made up events", way->name, e.step);
	ck_assert_msg(a.got[0].message[0], "%s: %s: says nothing", way->name, e.step);
	ck_assert_msg(every_calls(&a, way) == e.calls, "%s: %s: %d calls", way->name, e.step,
		      every_calls(&a, way));
	ck_assert_msg(every_tokens(&a, way) == e.tokens, "%s: %s: %d tokens", way->name, e.step,
		      every_tokens(&a, way));
	/* The next time all is well, and nothing is left of it. */
	ck_assert_int_eq(ask_one(&a, number), 0);
	ck_assert_msg(a.got[0].outcome == POLL_NEW, "%s: after %s: %s", way->name, e.step,
		      a.got[0].message);
	ck_assert_int_eq(a.got[0].status, STATUS_DELIVERED);
	asked_stop(&a);
}
END_TEST

START_TEST(a_fault_that_passes_is_no_fault)
{
	const struct way *way = &ways[_i / PASSING];
	int calls = passing[_i % PASSING].calls;
	char number[40], steps[128];

	if (passing[_i % PASSING].tokens_only && !way->token_call)
		return;
	number_of(number, way);
	snprintf(steps, sizeof(steps), "%s then delivered", passing[_i % PASSING].steps);
	start(way, number, steps);
	ck_assert_int_eq(ask_one(&a, number), 0);
	ck_assert_msg(a.got[0].outcome == POLL_NEW, "%s: %s: outcome %d, %s", way->name, steps,
		      a.got[0].outcome, a.got[0].message);
	ck_assert_int_eq(a.got[0].status, STATUS_DELIVERED);
	ck_assert_str_eq(a.got[0].message, "");
	ck_assert_msg(every_calls(&a, way) == calls, "%s: %s: %d calls", way->name, steps,
		      every_calls(&a, way));
	asked_stop(&a);
}
END_TEST

/* One parcel in the middle is in trouble: the others of other calls know nothing of it. */
static const char *const among_others[] = { "not_found", "missing", "partial", "503",
					    "junk",      "empty",   "cut" };

enum { AMONG = sizeof(among_others) / sizeof(among_others[0]) };

START_TEST(one_parcel_in_trouble_costs_the_others_nothing)
{
	const struct way *way = &ways[_i / AMONG];
	const char *step = among_others[_i % AMONG];
	int n = way->batch * 3 > 12 ? way->batch * 3 : 12, hit = n / 2, lost = 1;
	char number[40], script[256];

	a.carrier = way->carrier;
	snprintf(script, sizeof(script), "default in_transit\nnumber %s %s\n",
		 asked_number(number, &a, hit + 1), step);
	every_start(&a, way, script);
	ck_assert_int_eq(ask_many(&a, n), 0);
	ck_assert_int_eq(asked_readings(&a), n);
	ck_assert_msg(a.got[hit].outcome != POLL_NEW, "%s: %s", way->name, step);
	if (!strcmp(step, "partial") && !strcmp(way->name, "usps v3r2"))
		lost = way->batch / 2 + 1; /* every second one, and this one */
	else if (way->batch > 1 && strcmp(step, "not_found") != 0 && strcmp(step, "missing") != 0 &&
		 strcmp(step, "partial") != 0)
		lost = way->batch;
	ck_assert_msg(asked_with(&a, POLL_NEW) >= n - lost, "%s: %s: %d of %d came", way->name,
		      step, asked_with(&a, POLL_NEW), n);
	for (int i = 0; i < n; i++)
		ck_assert_msg(a.got[i].outcome != POLL_NOT_FOUND || i == hit,
			      "%s: %s: %s is not found", way->name, step, a.got[i].number);
	asked_stop(&a);
}
END_TEST

/* clang-format off */
static const struct {
	const char *steps;
	enum poll_outcome outcome;
} token_faults[] = {
	{ "503 then ok",	POLL_NEW },
	{ "cut times 2 then ok", POLL_NEW },
	{ "503",		POLL_UNREACHABLE },
	{ "hangup",		POLL_UNREACHABLE },
	{ "429 retry-after 1800", POLL_DEFERRED },
	{ "400",		POLL_REFUSED },
	{ "401",		POLL_REFUSED },
	{ "403",		POLL_REFUSED },
	{ "junk",		POLL_REFUSED },
	{ "html",		POLL_REFUSED },
	{ "empty",		POLL_REFUSED },
	{ "redirect",		POLL_REFUSED },
};
/* clang-format on */

enum { TOKEN_FAULTS = sizeof(token_faults) / sizeof(token_faults[0]) };

START_TEST(without_a_token_no_parcel_is_asked_for)
{
	const struct way *way = &ways[_i / TOKEN_FAULTS];
	enum poll_outcome outcome = token_faults[_i % TOKEN_FAULTS].outcome;
	char script[256];
	int n = way->batch + 1;

	if (!way->token_call)
		return;
	snprintf(script, sizeof(script), "default in_transit\ntoken answers %s\n",
		 token_faults[_i % TOKEN_FAULTS].steps);
	every_start(&a, way, script);
	ck_assert_int_eq(ask_many(&a, n), 0);
	ck_assert_msg(asked_with(&a, outcome) == n, "%s: %s: outcome %d, %s", way->name, script,
		      a.got[0].outcome, a.got[0].message);
	ck_assert_int_eq(every_calls(&a, way), outcome == POLL_NEW ? 2 : 0);
	asked_stop(&a);
}
END_TEST

Suite *every_fault_suite(void)
{
	Suite *s = suite_create("net: every fault");
	TCase *t = tcase_create("every fault");

	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, every_fault_of_every_carrier_is_said_as_it_is, 0, WAYS * FAULTS);
	tcase_add_loop_test(t, a_fault_that_passes_is_no_fault, 0, WAYS * PASSING);
	tcase_add_loop_test(t, one_parcel_in_trouble_costs_the_others_nothing, 0, WAYS * AMONG);
	tcase_add_loop_test(t, without_a_token_no_parcel_is_asked_for, 0, WAYS * TOKEN_FAULTS);
	suite_add_tcase(s, t);
	return s;
}
