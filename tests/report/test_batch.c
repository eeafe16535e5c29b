#include "report/test_report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "report/batch.h"
#include "report/batch_map.h"
#include "report/claim_form.h"
#include "report/table.h"
#include "report/trees.h"
#include "view/doc.h"

static struct arena arena;
static struct err err;
static const struct node *cases[3];
static struct workbook_input in;
static struct batch_how how;
static struct batch_made made;

static void setup(void)
{
	test_folder_make();
	setenv("XDG_CONFIG_HOME", test_folder_path("config"), 1);
	cases[0] = tree_full(&arena, 12);
	cases[1] = tree_bare(&arena, 13);
	in = (struct workbook_input){ .cases = cases, .ncases = 2, .now = TREE_NOW };
	how = (struct batch_how){ 0 };
}

static void teardown(void)
{
	unlink(test_folder_path("config/waylaid/forms/fields.csv"));
	rmdir(test_folder_path("config/waylaid/forms"));
	rmdir(test_folder_path("config/waylaid"));
	rmdir(test_folder_path("config"));
	test_folder_remove();
	arena_release(&arena);
}

static const char *put(const char *name, const char *text)
{
	const char *path = arena_strdup(&arena, test_folder_path(name));

	ck_assert_int_eq(file_write(path, text, strlen(text), 0600, &err), 0);
	return path;
}

static struct batch_map *map_of(const char *text)
{
	struct batch_map *map;

	ck_assert_msg(batch_map_find(&map, &arena, put("m.ini", text), &err) == 0, "%s", err.text);
	how.map = map;
	return map;
}

static const char *written(void)
{
	char *bytes;
	size_t len;

	ck_assert_msg(batch_write(&made, &arena, test_folder_path("b.csv"), &in, &how, &err) == 0,
		      "%s", err.text);
	ck_assert_int_eq(file_read(&bytes, &len, &arena, test_folder_path("b.csv"), 1 << 20, &err),
			 0);
	return bytes;
}

START_TEST(columns_stand_as_the_map_has_them)
{
	map_of("[map]\ntitle = x\ndates = mdy\n[columns]\nmailed_on = Ship Date | Shipped\n"
	       "tracking_number = Number\nreason = Type\nours = Country\namount_claimed = Claim\n"
	       "[constants]\nours = US\nmailed_on = n/a\n[words]\nreason.lost = Loss\n");
	ck_assert_str_eq(written(), "Ship Date,Number,Type,Country,Claim\r\n"
				    "11/01/2026,9400111206206406260787,Loss,US,130.35\r\n"
				    "n/a,9400111206206406260787,Loss,US,\r\n");
	ck_assert_int_eq(made.rows, 2);
}
END_TEST

START_TEST(a_case_that_lacks_something_is_refused_with_its_command)
{
	map_of("[columns]\ntracking_number = N\nmailed_on = Day\nvalue = Worth\n[required]\n"
	       "fields = mailed_on | value\n");
	ck_assert_str_eq(written(), "N,Day,Worth\r\n9400111206206406260787,2026-11-01,120.50\r\n");
	ck_assert_int_eq(made.nrefused, 1);
	ck_assert_int_eq(made.refused[0].casefile_id, 13);
	ck_assert_str_eq(made.refused[0].reason,
			 "Day is not known: waylaid edit 13 --mailed DATE; "
			 "Worth is not known: waylaid edit 13 --value MONEY");
	in.cases = &cases[1];
	in.ncases = 1;
	ck_assert_int_eq(batch_write(&made, &arena, test_folder_path("c.csv"), &in, &how, &err),
			 -1);
	ck_assert_int_eq(err.code, ERR_REFUSED);
	ck_assert(!file_exists(test_folder_path("c.csv")));
}
END_TEST

START_TEST(what_is_too_long_is_refused)
{
	map_of("[columns]\ncontents = What\n[limits]\ncontents = 10\n");
	written();
	ck_assert_int_eq(made.nrefused, 1);
	ck_assert_ptr_nonnull(strstr(made.refused[0].reason, "at most 10"));
}
END_TEST

START_TEST(nothing_becomes_a_formula)
{
	in.ncases = 1;
	map_of("[columns]\nours = =Head\nmore = B\nless = C\nzeros = D\n[constants]\n"
	       "ours = =1+1\nmore = @x\nless = -12.50\nzeros = 00412\n");
	ck_assert_str_eq(written(), "'=Head,B,C,D\r\n'=1+1,'@x,-12.50,00412\r\n");
	how.flavour = CSV_FOR_EXCEL;
	ck_assert_str_eq(written(),
			 "\xEF\xBB\xBF'=Head,B,C,D\r\n'=1+1,'@x,-12.50,\"=\"\"00412\"\"\"\r\n");
}
END_TEST

static int fit(struct batch_map *map, const char *sheet)
{
	return batch_map_fit(map, &arena, &(struct batch_sheet){ put("t.csv", sheet), NULL }, &err);
}

START_TEST(a_sheet_says_which_columns_there_are)
{
	struct batch_map *map = map_of("[columns]\ntracking_number = Tracking Number | No.\n"
				       "mailed_on = Day\nreason = Type\n");

	in.ncases = 1;
	ck_assert_int_eq(fit(map, "\xEF\xBB\xBFType;Branch;  NO. \r\nx;y;z\r\n"), 0);
	ck_assert_str_eq(written(), "Type,Branch,NO.\r\nLost,,9400111206206406260787\r\n");
	ck_assert_int_eq(made.nempty, 1);
	ck_assert_str_eq(made.empty[0], "Branch");
}
END_TEST

START_TEST(titles_may_stand_above_the_headings)
{
	struct batch_map *map = map_of("[columns]\ntracking_number = Number\nreason = Type\n");
	struct buf far;

	in.ncases = 1;
	ck_assert_int_eq(fit(map, "Claims of the month,,\n\n,Type,Number\n"), 0);
	ck_assert_str_eq(written(), ",Type,Number\r\n,Lost,9400111206206406260787\r\n");

	map = map_of("[columns]\ntracking_number = Number\n");
	buf_init(&far, 1000);
	for (int i = 0; i < BATCH_TEMPLATE_ROWS; i++)
		buf_puts(&far, "not here\n");
	buf_puts(&far, "Number\n");
	ck_assert_int_eq(fit(map, far.at), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "none of its headings ('not here'"));
	buf_release(&far);
	ck_assert_int_eq(fit(map, ",,\n\n,"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "has no headings"));
}
END_TEST

START_TEST(a_sheet_that_fits_nothing_is_refused)
{
	static const char *const bad[] = { "", "A,B\r\n", "PK\3\4\xff\xfe\n", "\"open" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct batch_map *map = map_of("[columns]\ntracking_number = Number\n");

		ck_assert_int_eq(fit(map, bad[i]), -1);
		ck_assert_str_ne(err.text, "");
	}
}
END_TEST

START_TEST(a_map_says_where_it_is_wrong)
{
	static const char *const bad[][2] = {
		{ "[columns]\nnonsense = A\n", "no field 'nonsense'" },
		{ "[columns]\nvalue = |\n", "has no heading" },
		{ "[nowhere]\na = b\n", "no section [nowhere]" },
		{ "[map]\ntitle = x\n", "names no column" },
		{ "[columns]\nvalue = A\n[required]\nfields = weight\n", "which has no column" },
		{ "[columns]\nvalue = A\n[limits]\nvalue = lots\n", "a limit" },
		{ "[map]\ndates = ydm\n[columns]\nvalue = A\n", "dates" },
	};
	struct batch_map *map;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_int_eq(batch_map_find(&map, &arena, put("m.ini", bad[i][0]), &err), -1);
		ck_assert_msg(strstr(err.text, bad[i][1]) != NULL, "%s", err.text);
	}
	ck_assert_int_eq(batch_map_find(&map, &arena, "nobody's", &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(batch_map_find(&map, &arena, "./nowhere.ini", &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
}
END_TEST

/* --- values that are put together --- */

START_TEST(things_are_told_piece_by_piece)
{
	cases[0] = tree_rich(&arena, 12);
	in.ncases = 1;
	map_of("[columns]\nitems = A\nitem_names = B\nitem_skus = C\nitem_serials = D\n"
	       "item_quantity = E\nitem_prices = F\nitem_bought = G\nrequest_number = H\n"
	       "kept_where = I\nremedy = J\nrelease_letter = K\ndecision_reason = L\n");
	ck_assert_str_eq(written(), "A,B,C,D,E,F,G,H,I,J,K,L\r\n"
				    "\"lamp shade, opal glass, SKU NG-28-OP, serial number 00417, "
				    "quantity 2, 130.50 USD each\",\"lamp shade, opal glass\","
				    "NG-28-OP,00417,2,130.50 USD,,MRC0012,\"workshop, shelf 4\","
				    "Credit,no,More than the cover\r\n");
}
END_TEST

static struct node *list_in(const struct node *one, const char *name)
{
	struct node *n = one->first;

	while (strcmp(n->name, name) != 0)
		n = n->next;
	return n;
}

START_TEST(the_newest_claim_counts_unless_it_was_withdrawn)
{
	struct node *one = tree_full(&arena, 12), *c = list_in(one, "claims");

	c = node_map(&arena, c, NULL);
	node_text(&arena, c, "claim", "12/2");
	node_text(&arena, c, "state", "withdrawn");
	ck_assert_str_eq(node_str(claim_of(one), "claim"), "12/1");
	c = node_map(&arena, list_in(one, "claims"), NULL);
	node_text(&arena, c, "claim", "12/3");
	node_text(&arena, c, "state", "filed");
	ck_assert_str_eq(node_str(claim_of(one), "claim"), "12/3");
	ck_assert_ptr_null(claim_of(cases[1]));
}
END_TEST

START_TEST(many_files_of_a_kind_are_counted)
{
	struct node *one = tree_lines(&arena, 12, 12);

	cases[0] = one;
	in.ncases = 1;
	map_of("[columns]\npapers = A\n");
	ck_assert_ptr_nonnull(strstr(written(), "Correspondence: letter 0.txt, letter 1.txt"));
	ck_assert_ptr_nonnull(strstr(written(), "letter 7.txt and 4 more"));
}
END_TEST

/* What answers a line of the checklist stands beside it, photos in the order of their shots. */
START_TEST(a_checklist_names_what_answers_it)
{
	struct node *one = tree_full(&arena, 12);
	struct node *list = list_in(one, "evidence"), *need;
	const struct node **row;
	int n = 0;

	for (struct node *e = list->first; e; e = e->next)
		node_int(&arena, e, "evidence", ++n);
	for (int i = 0; i < 3; i++) {
		need = node_map(&arena, list_in(one, "checklist"), NULL);
		node_text(&arena, need, "title", "a photo");
		node_int(&arena, need, "shot", 3 - i);
		node_bool(&arena, need, "held", true);
		node_text(&arena, need, "answered_by", i ? "evidence 2" : "hold 1");
	}
	row = rows_by_shot(&arena, list_in(one, "checklist"));
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(node_num(row[i], "shot"), i + 1);
	cases[0] = one;
	in.ncases = 1;
	ck_assert_msg(workbook_write(test_folder_path("b.xlsx"), &in, &err) == 0, "%s", err.text);
}
END_TEST

/* A file of somebody else's may be of any size: each list ends somewhere, and says where. */
START_TEST(there_is_an_end_to_columns_and_boxes)
{
	struct claim_forms *forms;
	struct batch_map *map;
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_puts(&b, "[columns]\n");
	for (int i = 0; i <= BATCH_COLUMNS_MAX; i++)
		buf_printf(&b, "value = Column %d\n", i);
	ck_assert_int_eq(batch_map_find(&map, &arena, put("m.ini", b.at), &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 200 columns"));

	map = map_of("[columns]\nvalue = 1\n");
	buf_clear(&b);
	for (int i = 0; i <= BATCH_COLUMNS_MAX; i++)
		buf_printf(&b, "%d,", i);
	ck_assert_int_eq(fit(map, b.at), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "1 to 200 headings"));

	ck_assert_int_eq(file_make_parent(test_folder_path("config/waylaid/forms/x"), &err), 0);
	buf_clear(&b);
	buf_puts(&b, "form,field,value,words,required,max,note\n");
	for (int i = 0; i <= FORM_BOXES_MAX; i++)
		buf_printf(&b, "ups,%d,value,,,,\n", i);
	put("config/waylaid/forms/fields.csv", b.at);
	ck_assert_int_eq(claim_forms_read(&forms, &arena, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "more than 600 boxes"));
	buf_release(&b);
}
END_TEST

START_TEST(our_own_map_has_every_field)
{
	struct batch_map *map;

	ck_assert_msg(batch_map_find(&map, &arena, "waylaid", &err) == 0, "%s", err.text);
	for (const struct claim_field *f = claim_fields; f->name || f->group; f++) {
		bool there = !f->name ||
			     text_is_listed("route|who_may_file|answer_due_on|request_filed_on|"
					    "request_result|shipper|owner",
					    f->name);

		for (int i = 0; i < map->n; i++)
			there |= text_same(map->column[i].name, f->name);
		ck_assert_msg(there, "%s is in no column", f->name);
		ck_assert(!f->name || (f->title && (f->from || f->say || *f->fill == '!')));
	}
	how.map = map;
	how.form = BATCH_XLSX;
	ck_assert_int_eq(batch_write(&made, &arena, test_folder_path("b.xlsx"), &in, &how, &err),
			 0);
	ck_assert_int_eq(made.rows, 1);
}
END_TEST

/* --- forms --- */

START_TEST(each_box_of_each_form_is_of_a_form_that_there_is)
{
	struct claim_forms *forms;

	ck_assert_msg(claim_forms_read(&forms, &arena, &err) == 0, "%s", err.text);
	ck_assert_int_ge(forms->nforms, 6);
	for (int i = 0; i < forms->nboxes; i++) {
		int found = 0;

		for (int k = 0; k < forms->nforms; k++)
			found += strcmp(forms->form[k].code, forms->box[i].form) == 0;
		ck_assert_msg(found == 1, "%s", forms->box[i].form);
	}
	for (int k = 0; k < forms->nforms; k++)
		ck_assert_ptr_nonnull(strstr("high medium low", forms->form[k].confidence));
}
END_TEST

static const struct node *claimant_of_ours(void)
{
	struct node *c = node_root(&arena);

	node_text(&arena, c, "name", "Ours Ltd");
	node_text(&arena, c, "email", "claims@example.com");
	node_text(&arena, c, "phone", NULL);
	node_text(&arena, c, "role", "sender");
	node_text(&arena, c, "payee", NULL);
	return c;
}

START_TEST(forms_of_ones_own_stand_instead)
{
	struct claim_forms *forms;
	struct book b = { .arena = &arena, .in = &in };
	struct form_answer answer;
	const char *dir = test_folder_path("config/waylaid/forms/x");

	ck_assert_int_eq(file_make_parent(dir, &err), 0);
	put("config/waylaid/forms/fields.csv",
	    "form,field,value,words,required,max,note\nups,A,contents,,yes,5,\n"
	    "ups,B,reason,damaged=D,,,\n"
	    "ups,C,weight|value,,,,\nups,D,item_type,,,,\n"
	    "ups,E,claimant_role,sender=S,,,\nups,F,claimant_contact,,,,\n"
	    "ups,G,payee,,,,\n");
	ck_assert_msg(claim_forms_read(&forms, &arena, &err) == 0, "%s", err.text);
	ck_assert_int_eq(forms->nboxes, 7);
	ck_assert(forms->box[0].required);
	answer = claim_form_answer(&b, &forms->box[0], cases[0]);
	ck_assert_ptr_nonnull(strstr(answer.fill, "characters too long"));
	answer = claim_form_answer(&b, &forms->box[1], cases[0]);
	ck_assert_ptr_null(answer.text);
	ck_assert_ptr_nonnull(strstr(answer.fill, "no choice"));
	answer = claim_form_answer(&b, &forms->box[2], cases[0]);
	ck_assert_str_eq(answer.text, "4 lb 6 oz");
	answer = claim_form_answer(&b, &forms->box[2], cases[1]);
	ck_assert_ptr_null(answer.text);
	ck_assert_str_eq(answer.fill, "waylaid edit 13 --value MONEY");
	answer = claim_form_answer(&b, &forms->box[3], cases[0]);
	ck_assert_str_eq(answer.fill, "waylaid item 12 TEXT --type TEXT");
	answer = claim_form_answer(&b, &forms->box[4], cases[0]);
	ck_assert_str_eq(answer.fill, "left out for this reader");
	in.claimant = claimant_of_ours();
	answer = claim_form_answer(&b, &forms->box[4], cases[0]);
	ck_assert_str_eq(answer.text, "S");
	answer = claim_form_answer(&b, &forms->box[5], cases[0]);
	ck_assert_str_eq(answer.text, "Ours Ltd\nclaims@example.com");
	answer = claim_form_answer(&b, &forms->box[6], cases[0]);
	ck_assert_str_eq(answer.text, "Ours Ltd");
	in.claimant = node_root(&arena);
	answer = claim_form_answer(&b, &forms->box[5], cases[0]);
	ck_assert_ptr_null(answer.text);
	ck_assert_str_eq(answer.fill, "waylaid config set claimant.email ADDRESS");
}
END_TEST

START_TEST(a_broken_form_names_its_line)
{
	static const char *const bad[][2] = {
		{ "form,field\n", "no column 'value'" },
		{ "form,field,value,words,required,max,note\nups,A,colour,,,,\n",
		  "no field 'colour'" },
		{ "form,field,value,words,required,max,note\nups,A,value,,,much,\n", "line 2" },
	};
	struct claim_forms *forms;

	ck_assert_int_eq(file_make_parent(test_folder_path("config/waylaid/forms/x"), &err), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		put("config/waylaid/forms/fields.csv", bad[i][0]);
		ck_assert_int_eq(claim_forms_read(&forms, &arena, &err), -1);
		ck_assert_msg(strstr(err.text, bad[i][1]) != NULL, "%s", err.text);
	}
}
END_TEST

TCase *batch_tests(void)
{
	TCase *tc = tcase_create("batch");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, columns_stand_as_the_map_has_them);
	tcase_add_test(tc, a_case_that_lacks_something_is_refused_with_its_command);
	tcase_add_test(tc, what_is_too_long_is_refused);
	tcase_add_test(tc, nothing_becomes_a_formula);
	tcase_add_test(tc, a_sheet_says_which_columns_there_are);
	tcase_add_test(tc, titles_may_stand_above_the_headings);
	tcase_add_test(tc, a_sheet_that_fits_nothing_is_refused);
	tcase_add_test(tc, a_map_says_where_it_is_wrong);
	tcase_add_test(tc, things_are_told_piece_by_piece);
	tcase_add_test(tc, the_newest_claim_counts_unless_it_was_withdrawn);
	tcase_add_test(tc, many_files_of_a_kind_are_counted);
	tcase_add_test(tc, a_checklist_names_what_answers_it);
	tcase_add_test(tc, there_is_an_end_to_columns_and_boxes);
	tcase_add_test(tc, our_own_map_has_every_field);
	tcase_add_test(tc, each_box_of_each_form_is_of_a_form_that_there_is);
	tcase_add_test(tc, forms_of_ones_own_stand_instead);
	tcase_add_test(tc, a_broken_form_names_its_line);
	return tc;
}
