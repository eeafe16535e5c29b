#include <check.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/mail_words.h"
#include "domain/suites.h"

/* clang-format off */
static const struct {
	const char *address;
	enum party party;
} addresses[] = {
	{ "claims@usps.com", PARTY_CARRIER },
	{ "no-reply@Email.UPS.com", PARTY_CARRIER },
	{ "a@b@fedex.com", PARTY_CARRIER },
	{ "x@notups.com", PARTY_RECIPIENT },
	{ "x@ups.com.evil.example", PARTY_RECIPIENT },
	{ "claims@shipsurance.com", PARTY_INSURER },
	{ "help@pirateship.com", PARTY_PLATFORM },
	{ "pat@home.example", PARTY_RECIPIENT },
	{ "usps.com", PARTY_RECIPIENT },
	{ "@", PARTY_RECIPIENT },
	{ "", PARTY_RECIPIENT },
	{ NULL, PARTY_RECIPIENT },
};

static const struct {
	const char *text;
	enum mail_meaning meaning;
} texts[] = {
	{ "Your claim has been denied.", MAIL_DENIED },
	{ "YOUR CLAIM\r\n  HAS BEEN\tDENIED", MAIL_DENIED },
	{ "We received your claim. The claim was denied.", MAIL_DENIED },
	{ "Your claim was not approved", MAIL_DENIED },
	{ "The claim was approved", MAIL_APPROVED },
	{ "partially approved: payment has been issued", MAIL_PARTLY_APPROVED },
	{ "A check was mailed to you", MAIL_PAID },
	{ "We need additional documentation", MAIL_NEEDS_INFO },
	{ "There is no record of your claim", MAIL_NO_RECORD },
	{ "It could not be located", MAIL_NOT_FOUND },
	{ "The parcel has been located", MAIL_FOUND },
	{ "We have received your claim", MAIL_ACKNOWLEDGED },
	{ "the claim was deniedish", MAIL_NOTHING },
	{ "reclaim was denied", MAIL_NOTHING },
	{ "claim  was", MAIL_NOTHING },
	{ "Hello", MAIL_NOTHING },
	{ "", MAIL_NOTHING },
	{ NULL, MAIL_NOTHING },
};
/* clang-format on */

static struct arena arena = ARENA_INIT;
static struct err err;
static struct mail_words words;

static char *facts_text(const char *name)
{
	char *text;
	size_t len;

	ck_assert_msg(file_read(&text, &len, &arena, arena_printf(&arena, "schema/facts/%s", name),
				1 << 20, &err) == 0,
		      "%s", err.text);
	return text;
}

static void setup(void)
{
	words = (struct mail_words){ 0 };
	ck_assert_int_eq(mail_senders_read(&words, &arena, facts_text("mail_senders.csv"), &err),
			 0);
	ck_assert_int_eq(mail_phrases_read(&words, &arena, facts_text("mail_phrases.csv"), &err),
			 0);
}

static void teardown(void)
{
	arena_release(&arena);
}

START_TEST(an_address_says_whose_it_is)
{
	ck_assert_int_eq(mail_party(&words, addresses[_i].address), addresses[_i].party);
}
END_TEST

START_TEST(words_have_a_meaning_the_gravest_first)
{
	const char *phrase;
	enum mail_meaning m = mail_meaning_of(&words, texts[_i].text, &phrase);

	ck_assert_msg(m == texts[_i].meaning, "%s: %s", texts[_i].text, mail_meaning_names[m]);
	ck_assert((phrase != NULL) == (m != MAIL_NOTHING));
}
END_TEST

START_TEST(each_meaning_has_a_name)
{
	for (int i = 0; i < MAIL_MEANING_NVALUES; i++)
		ck_assert(mail_meaning_names[i] && *mail_meaning_names[i]);
}
END_TEST

/* Each row is reachable: what it says is what a mail with nothing but its words means. */
START_TEST(each_phrase_says_what_its_row_says)
{
	const char *phrase;

	ck_assert_int_gt(words.nphrases, 50);
	for (int i = 0; i < words.nphrases; i++) {
		const struct mail_phrase *p = &words.phrase[i];

		if (p->meaning == MAIL_DECISION_LETTER)
			ck_assert(mail_is_decision(&words,
						   arena_printf(&arena, "X %s.pdf", p->phrase)));
		else
			ck_assert_msg(mail_meaning_of(&words, p->phrase, &phrase) == p->meaning,
				      "%s", p->phrase);
	}
	ck_assert(!mail_is_decision(&words, "invoice.pdf"));
	ck_assert(mail_is_decision(&words, "DENIAL_letter.pdf"));
}
END_TEST

START_TEST(a_table_that_is_wrong_says_where)
{
	static const struct {
		const char *csv, *says;
	} wrong[] = {
		{ "phrase,says\nx,denied\n", "means" },
		{ "phrase,means\nx,denied\ny,deneid\n", "line 3: means 'deneid'" },
		{ "phrase,means\n\"x,denied\n", "" },
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ck_assert_int_eq(mail_phrases_read(&words, &arena, wrong[i].csv, &err), -1);
		ck_assert_msg(strstr(err.text, wrong[i].says) != NULL, "%s", err.text);
	}
	ck_assert_int_eq(mail_phrases_read(&words, &arena, "", &err), 0);
	ck_assert_int_eq(words.nphrases, 0);
}
END_TEST

START_TEST(a_table_has_a_ceiling)
{
	struct buf csv;

	buf_init(&csv, 1 << 20);
	buf_puts(&csv, "domain,party\n");
	for (int i = 0; i <= 2000; i++)
		buf_printf(&csv, "d%d.com,us\n", i);
	ck_assert_int_eq(mail_senders_read(&words, &arena, csv.at, &err), -1);
	buf_release(&csv);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 2000 rows"));
}
END_TEST

Suite *mail_words_suite(void)
{
	Suite *s = suite_create("mail_words");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, an_address_says_whose_it_is, 0,
			    sizeof addresses / sizeof *addresses);
	tcase_add_loop_test(t, words_have_a_meaning_the_gravest_first, 0,
			    sizeof texts / sizeof *texts);
	tcase_add_test(t, each_meaning_has_a_name);
	tcase_add_test(t, each_phrase_says_what_its_row_says);
	tcase_add_test(t, a_table_that_is_wrong_says_where);
	tcase_add_test(t, a_table_has_a_ceiling);
	suite_add_tcase(s, t);
	return s;
}
