#include <check.h>

#include "domain/suites.h"
#include "domain/window.h"

/* clang-format off */
static const struct {
	const char *carrier, *service, *from, *to;
	enum scope scope;
} cases[] = {
	{ "usps", NULL, NULL, NULL, SCOPE_DOMESTIC },
	{ "usps", "ground_advantage", NULL, "1 Main St, Boise ID 83702", SCOPE_DOMESTIC },
	{ "usps", "priority_mail", NULL, "PSC 3 Box 42, APO AE 09021", SCOPE_MILITARY },
	{ "usps", "priority_mail", NULL, "Unit 7, FPO", SCOPE_MILITARY },
	{ "usps", "priority_mail", "DPO, AA 34004", "1 Main St, Boise ID", SCOPE_MILITARY },
	{ "usps", "priority_mail", NULL, "psc 3 box 42\napo, ap 96303", SCOPE_MILITARY },
	{ "usps", "priority_mail", NULL, "Mount Apo Street 3, Denver CO", SCOPE_DOMESTIC },
	{ "usps", "priority_mail", NULL, "12 APOLLO DR, HOUSTON TX", SCOPE_DOMESTIC },
	{ "usps", "priority_mail_international", NULL, NULL, SCOPE_INTERNATIONAL },
	{ "usps", "first_class_package_international", NULL, NULL, SCOPE_INTERNATIONAL },
	{ "usps", NULL, NULL, "Hauptstr. 1\n10115 Berlin\nGERMANY", SCOPE_INTERNATIONAL },
	{ "usps", NULL, NULL, "10 High St, London, United Kingdom ", SCOPE_INTERNATIONAL },
	{ "usps", NULL, NULL, "1 Peach St, Atlanta, Georgia", SCOPE_DOMESTIC },
	{ "usps", NULL, NULL, "1 Canada Road, Boise ID", SCOPE_DOMESTIC },
	{ "usps", NULL, NULL, "1 Main St, Boise ID 83702, USA", SCOPE_DOMESTIC },
	{ "usps", NULL, NULL, "", SCOPE_DOMESTIC },
	{ "usps", NULL, NULL, ",\n, ", SCOPE_DOMESTIC },
	{ "canada_post", NULL, NULL, "1 King St, Toronto, Canada", SCOPE_DOMESTIC },
	{ "canada_post", NULL, NULL, "1 Main St, Boise ID, USA", SCOPE_INTERNATIONAL },
	{ "royal_mail", NULL, NULL, "10 High St, London, UK", SCOPE_DOMESTIC },
	{ "fedex", NULL, "1 King St, Toronto, Canada", "1 Main St, Boise ID", SCOPE_INTERNATIONAL },
	{ NULL, NULL, NULL, NULL, SCOPE_DOMESTIC },
};
/* clang-format on */

START_TEST(the_address_and_the_service_say_where_it_goes)
{
	const struct shipment s = { .carrier = cases[_i].carrier,
				    .service = cases[_i].service,
				    .from_address = cases[_i].from,
				    .to_address = cases[_i].to };

	ck_assert_msg(shipment_scope(&s) == cases[_i].scope, "%s",
		      cases[_i].to ? cases[_i].to : "(none)");
}
END_TEST

Suite *scope_suite(void)
{
	Suite *s = suite_create("scope");
	TCase *tc = tcase_create("scope");

	tcase_add_loop_test(tc, the_address_and_the_service_say_where_it_goes, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(s, tc);
	return s;
}
