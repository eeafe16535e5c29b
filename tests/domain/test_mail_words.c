#include <check.h>
#include <stddef.h>
#include <string.h>

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

START_TEST(an_address_says_whose_it_is)
{
	ck_assert_int_eq(mail_party(addresses[_i].address), addresses[_i].party);
}
END_TEST

START_TEST(words_have_a_meaning_the_gravest_first)
{
	const char *phrase;
	enum mail_meaning m = mail_meaning_of(texts[_i].text, &phrase);

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

Suite *mail_words_suite(void)
{
	Suite *s = suite_create("mail_words");
	TCase *t = tcase_create("all");

	tcase_add_loop_test(t, an_address_says_whose_it_is, 0,
			    sizeof addresses / sizeof *addresses);
	tcase_add_loop_test(t, words_have_a_meaning_the_gravest_first, 0,
			    sizeof texts / sizeof *texts);
	tcase_add_test(t, each_meaning_has_a_name);
	suite_add_tcase(s, t);
	return s;
}
