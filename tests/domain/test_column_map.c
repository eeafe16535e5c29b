#include "domain/column_map.h"

#include <dirent.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/ini.h"
#include "domain/suites.h"

static struct arena a;
static struct err err;

/* Cells may be written to. */
#define T(text) arena_strdup(&a, text)

static void setup(void)
{
	a = (struct arena)ARENA_INIT;
	err = (struct err){ 0 };
}

static void teardown(void)
{
	arena_release(&a);
}

static int read_map(struct column_map *m, const char *text)
{
	struct ini ini;

	ck_assert_msg(ini_take(&ini, &a, "test", text, strlen(text), &err) == 0, "%s", err.text);
	return column_map_read(m, &a, "test", &ini, &err);
}

static const char small[] =
	"[map]\ntitle=T\nknown_by=Parcel No|Sent on\ndates=dmy\n"
	"[columns]\ntracking_number = Parcel No\nto_name = Customer | Buyer\n"
	"[constants]\ncarrier=royal_mail\n"
	"[status]\nOn its way = in_transit\nGone = unknown lost\n"
	"[skip]\nwhen = State is Cancelled | void*\nwhen = Kind is not parcel\n";

START_TEST(a_map_says_what_its_ini_says)
{
	struct column_map m;

	ck_assert_msg(read_map(&m, small) == 0, "%s", err.text);
	ck_assert_str_eq(m.title, "T");
	ck_assert_int_eq(m.nknown, 2);
	ck_assert_str_eq(m.known_by[0], "parcel no");
	ck_assert_int_eq(m.dates, DATE_DMY);
	ck_assert_int_eq(m.field[FIELD_TO_NAME].n, 2);
	ck_assert_str_eq(m.constant[FIELD_CARRIER], "royal_mail");
	ck_assert_int_eq(column_map_word(&m, "ON ITS WAY")->status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(column_map_word(&m, "gone")->trouble, TROUBLE_LOST);
	ck_assert_ptr_null(column_map_word(&m, "elsewhere"));
	ck_assert_int_eq(m.nskips, 2);
}
END_TEST

static const struct {
	const char *text, *words;
} broken[] = {
	{ "[columns]\ncarrier=c\n", "tracking number" },
	{ "[columns]\ntracking_nmber=x\n", "did you mean tracking_number" },
	{ "[colums]\na=b\n", "no section" },
	{ "[map]\ncolour=red\n", "line 2" },
	{ "[map]\ndates=ymd\n", "mdy, dmy" },
	{ "[map]\nwithout_number=keep\n", "skip or refuse" },
	{ "[status]\nx=gone\n", "a status is one of" },
	{ "[status]\nx=delivered twice\n", "a status is one of" },
	{ "[skip]\nwhen=State\n", "HEADING is WORDS" },
	{ "[columns]\ntracking_number=a|b|c|d|e|f|g\n", "at most 6" },
	{ "[map]\nknown_by=1|2|3|4|5|6|7|8|9|10|11|12|13\n", "at most 12" },
};

START_TEST(a_broken_map_is_refused_with_its_line)
{
	struct column_map m;

	ck_assert_int_eq(read_map(&m, broken[_i].text), -1);
	ck_assert_msg(strstr(err.text, broken[_i].words) != NULL, "%s", err.text);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(headings_are_the_same_however_they_are_dressed)
{
	ck_assert_str_eq(heading_fold(&a, "\xef\xbb\xbfTracking  Number "), "tracking number");
	ck_assert_str_eq(heading_fold(&a, "=\"Tracking Number\""), "tracking number");
	ck_assert_str_eq(heading_fold(&a, " TRACKING\tNUMBER\r\n"), "tracking number");
	ck_assert_str_eq(heading_fold(&a, "Tracking\xc2\xa0Number"), "tracking number");
	ck_assert_str_eq(heading_fold(&a, ""), "");
}
END_TEST

START_TEST(a_cell_loses_what_a_spreadsheet_put_around_it)
{
	static const char *const cells[][2] = {
		{ "=\"0041\"", "0041" },
		{ "'9400", "9400" },
		{ "'=1+1", "=1+1" },
		{ " x ", "x" },
		{ "'t Hooft", "'t Hooft" },
		{ "=\"", "=\"" },
		{ "'", "'" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		ck_assert_str_eq(cell_clean(arena_strdup(&a, cells[i][0])), cells[i][1]);
}
END_TEST

START_TEST(the_first_filled_column_counts_then_the_constant)
{
	char *headings[] = { T("buyer"), T("parcel no"), T("customer"), T("kind"), T("state") };
	char *row[] = { T("Bo"), T("1"), T(""), T("parcel"), T("") };
	struct column_plan plan;
	struct column_map m;

	ck_assert_int_eq(read_map(&m, small), 0);
	ck_assert_int_eq(column_plan_make(&plan, &m, headings, 5, &err), 0);
	ck_assert_str_eq(column_plan_cell(&plan, FIELD_TO_NAME, row, 5), "Bo");
	row[2] = T("Cy");
	ck_assert_str_eq(column_plan_cell(&plan, FIELD_TO_NAME, row, 5), "Cy");
	ck_assert_str_eq(column_plan_cell(&plan, FIELD_CARRIER, row, 5), "royal_mail");
	ck_assert_ptr_null(column_plan_cell(&plan, FIELD_WEIGHT, row, 5));
	/* a short row has no such cell */
	ck_assert_ptr_null(column_plan_cell(&plan, FIELD_TO_NAME, row + 2, 0));
	ck_assert_int_eq(column_plan_skips(&plan, row, 5), -1);
	row[4] = T("VOIDED");
	ck_assert_int_eq(column_plan_skips(&plan, row, 5), 4);
	row[4] = T("cancelled ");
	ck_assert_int_eq(column_plan_skips(&plan, row, 5), -1); /* cells come cleaned */
	row[4] = T("Cancelled");
	ck_assert_int_eq(column_plan_skips(&plan, row, 5), 4);
	row[4] = T("");
	row[3] = T("letter");
	ck_assert_int_eq(column_plan_skips(&plan, row, 5), 3);
	ck_assert_int_eq(column_plan_make(&plan, &m, headings + 2, 1, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "parcel no"));
}
END_TEST

static const struct column_map *maps[40];
static int nmaps;

/* Every map of the program reads, and says where it comes from. */
static void read_all_maps(void)
{
	struct dirent *e;
	DIR *d = opendir("reports/maps");

	ck_assert_ptr_nonnull(d);
	nmaps = 0;
	while ((e = readdir(d))) {
		struct column_map *m = arena_alloc(&a, sizeof *m);
		struct ini ini;

		if (*e->d_name == '.')
			continue;
		ck_assert_int_eq(
			ini_read(&ini, &a, arena_printf(&a, "reports/maps/%s", e->d_name), &err),
			0);
		ck_assert_msg(column_map_read(m, &a,
					      arena_strndup(&a, e->d_name, strlen(e->d_name) - 4),
					      &ini, &err) == 0,
			      "%s", err.text);
		maps[nmaps++] = m;
	}
	closedir(d);
}

START_TEST(every_map_of_the_program_names_its_source_and_how_sure_it_is)
{
	read_all_maps();
	ck_assert_int_ge(nmaps, 9);
	for (int i = 0; i < nmaps; i++) {
		ck_assert_ptr_nonnull(maps[i]->title);
		ck_assert_ptr_nonnull(maps[i]->source);
		ck_assert_ptr_nonnull(maps[i]->source_date);
		ck_assert(!strcmp(maps[i]->confidence, "high") ||
			  !strcmp(maps[i]->confidence, "medium") ||
			  !strcmp(maps[i]->confidence, "low"));
	}
}
END_TEST

static const char *chosen(const char *headings)
{
	const struct column_map *m;
	char *folded[64], *p = arena_strdup(&a, headings);
	int n = 0;

	for (char *end; p; p = end ? end + 1 : NULL) {
		end = strchr(p, ',');
		if (end)
			*end = '\0';
		folded[n++] = heading_fold(&a, p);
	}
	return column_map_choose(&m, &a, maps, nmaps, folded, n, &err) < 0 ? NULL : m->name;
}

START_TEST(a_file_is_known_by_its_headings)
{
	read_all_maps();
	ck_assert_str_eq(chosen("Recipient,Tracking Number,Ship Date,Tracking Status,Tracking Info,"
				"Rubber Stamp 1"),
			 "pirate_ship");
	ck_assert_str_eq(chosen("Order - Number,Shipment - Tracking Number,Shipment - Ship Date"),
			 "shipstation");
	ck_assert_str_eq(chosen("EPS Transaction ID,Transaction Type,"
				"Package Identification Code (PIC),Postage"),
			 "usps_eps");
	ck_assert_str_eq(chosen("tracking_number,courier,order_id"), "aftership");
	ck_assert_str_eq(chosen("Name,Fulfillment: Tracking Number"), "shopify");
	ck_assert_str_eq(chosen("Sales Record Number,Tracking Number,Shipped On Date"), "ebay");
	ck_assert_str_eq(chosen("tracking_status,carrier,tracking_number,transaction_object_id"),
			 "shippo");
	ck_assert_str_eq(chosen("tracking_code,carrier,postage_label_created_at"), "easypost");
	ck_assert_str_eq(chosen("order,carrier,tracking_number,ship_date"), "generic");
	ck_assert_ptr_null(chosen("a,b,c"));
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "a, b, c"));
	ck_assert_ptr_nonnull(strstr(err.text, "help import"));
}
END_TEST

START_TEST(two_maps_that_fit_alike_are_told_and_none_is_taken)
{
	struct column_map one, two;
	char *headings[] = { T("parcel no"), T("sent on") };
	const struct column_map *both[] = { &one, &two }, *m;

	ck_assert_int_eq(read_map(&one, small), 0);
	ck_assert_int_eq(read_map(&two, small), 0);
	two.name = "other";
	ck_assert_int_eq(column_map_choose(&m, &a, both, 2, headings, 2, &err), -1);
	ck_assert_int_eq(err.code, ERR_AMBIGUOUS);
	ck_assert_ptr_nonnull(strstr(err.text, "'test' or of 'other'"));
}
END_TEST

Suite *column_map_suite(void)
{
	Suite *s = suite_create("column_map");
	TCase *t = tcase_create("column_map");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_map_says_what_its_ini_says);
	tcase_add_loop_test(t, a_broken_map_is_refused_with_its_line, 0,
			    sizeof broken / sizeof *broken);
	tcase_add_test(t, headings_are_the_same_however_they_are_dressed);
	tcase_add_test(t, a_cell_loses_what_a_spreadsheet_put_around_it);
	tcase_add_test(t, the_first_filled_column_counts_then_the_constant);
	tcase_add_test(t, every_map_of_the_program_names_its_source_and_how_sure_it_is);
	tcase_add_test(t, a_file_is_known_by_its_headings);
	tcase_add_test(t, two_maps_that_fit_alike_are_told_and_none_is_taken);
	suite_add_tcase(s, t);
	return s;
}
