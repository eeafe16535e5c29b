#include <check.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/number.h"
#include "domain/number_formats.h"
#include "domain/number_vectors.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static struct err err;

static void setup(void)
{
	err = (struct err){ 0 };
}

static void teardown(void)
{
	arena_release(&arena);
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct number read_number(const char *text)
{
	struct number n;

	if (number_read(&n, &arena, text, &err) < 0)
		ck_abort_msg("'%s' was refused: %s", text, err.text);
	return n;
}

static const struct candidate *candidate_of(const struct number *n, const char *format)
{
	for (int i = 0; i < n->ncandidates; i++)
		if (strcmp(n->candidate[i].format, format) == 0)
			return &n->candidate[i];
	return NULL;
}

static const char *part_of(const struct candidate *c, const char *name)
{
	for (int i = 0; i < c->nparts; i++)
		if (strcmp(c->parts[i].name, name) == 0)
			return c->parts[i].value;
	return NULL;
}

START_TEST(a_known_number_is_of_its_format_and_carrier)
{
	struct number n = read_number(known[_i].text);
	const struct candidate *c = candidate_of(&n, known[_i].format);

	ck_assert_msg(c != NULL, "%s is no %s", known[_i].text, known[_i].format);
	ck_assert_str_eq(c->carrier, known[_i].carrier);
	ck_assert_int_ne(c->check_digit, CHECK_WRONG);
	ck_assert(n.valid);
	ck_assert_str_eq(n.candidate[0].format, known[_i].format);
	ck_assert_ptr_null(number_warning(&arena, &n));
}
END_TEST

START_TEST(a_number_that_is_not_of_a_format_is_not_right_in_it)
{
	struct number n = read_number(not_of[_i].text);
	const struct candidate *c = candidate_of(&n, not_of[_i].format);

	ck_assert_msg(!c || c->check_digit == CHECK_WRONG, "%s", not_of[_i].text);
}
END_TEST

START_TEST(a_composed_number_is_of_its_format)
{
	struct number n = read_number(composed[_i].text);
	const struct candidate *c = candidate_of(&n, composed[_i].format);

	ck_assert_msg(c != NULL, "%s is no %s", composed[_i].text, composed[_i].format);
	ck_assert_str_eq(c->carrier, composed[_i].carrier);
	ck_assert_int_eq(c->check_digit, composed[_i].check_digit);
	ck_assert(n.valid);
}
END_TEST

START_TEST(every_format_has_a_test_number)
{
	for (int f = 0; f < NUMBER_NFORMATS; f++) {
		bool found = false;

		for (size_t i = 0; i < COUNT(composed) && !found; i++)
			found = strcmp(composed[i].format, number_formats[f].name) == 0;
		ck_assert_msg(found, "%s", number_formats[f].name);
	}
}
END_TEST

START_TEST(no_table_has_a_hole_or_a_double)
{
	for (int i = 0; i < CHECK_NVALUES; i++)
		ck_assert_ptr_nonnull(check_digit_names[i]);
	for (int i = 0; i < METHOD_NVALUES; i++)
		ck_assert_ptr_nonnull(number_method_names[i]);
	for (int i = 0; i < NUMBER_NFORMATS; i++) {
		const struct number_format *f = &number_formats[i];
		bool checked = f->check.method != METHOD_NONE;

		ck_assert(f->name && f->carrier && f->form && f->lengths && f->rank <= 100);
		ck_assert_msg(checked == (strstr(f->form, "check=") != NULL), "%s", f->name);
		ck_assert_msg(checked == (strchr(f->form, '{') != NULL), "%s", f->name);
		ck_assert((f->check.method == METHOD_WEIGHTS) == (f->check.weights != NULL));
		ck_assert((f->check.method == METHOD_MOD10) == (f->check.even != 0));
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(f->name, number_formats[k].name);
	}
}
END_TEST

START_TEST(operators_stand_in_order_and_each_is_found)
{
	ck_assert_uint_gt(number_noperators, 190);
	for (size_t i = 0; i < number_noperators; i++) {
		const struct number_operator *o = &number_operators[i];

		ck_assert_uint_eq(strlen(o->country), 2);
		ck_assert_ptr_eq(number_operator_find(o->country), o);
		ck_assert(!o->carrier || o->name);
		if (i)
			ck_assert_int_lt(strcmp(number_operators[i - 1].country, o->country), 0);
	}
	ck_assert_ptr_null(number_operator_find("XX"));
}
END_TEST

START_TEST(each_meaning_belongs_to_a_format_and_is_said_once)
{
	for (size_t i = 0; i < number_nmeanings; i++) {
		const struct number_meaning *m = &number_meanings[i];
		bool found = false;

		for (int f = 0; f < NUMBER_NFORMATS && !found; f++)
			found = strcmp(m->format, number_formats[f].name) == 0 &&
				strstr(number_formats[f].form, m->part);
		ck_assert_msg(found, "%s %s", m->format, m->code);
		for (size_t k = 0; k < number_nmeanings; k++)
			ck_assert(k == i || strcmp(m->format, number_meanings[k].format) != 0 ||
				  strncmp(m->code, number_meanings[k].code, strlen(m->code)) != 0);
	}
}
END_TEST

START_TEST(the_parts_of_a_number_are_named)
{
	struct number n = read_number(parts[_i].text);
	const struct candidate *c = candidate_of(&n, parts[_i].format);
	const char *value;

	ck_assert_ptr_nonnull(c);
	value = part_of(c, parts[_i].part);
	if (parts[_i].value)
		ck_assert_msg(value && strcmp(value, parts[_i].value) == 0, "%s %s: %s",
			      parts[_i].text, parts[_i].part, value ? value : "missing");
	else
		ck_assert_ptr_null(value);
}
END_TEST

START_TEST(an_s10_number_of_a_post_we_know_is_also_of_that_carrier)
{
	static const struct {
		const char *text, *carrier;
	} rows[] = {
		{ "RB123456785US", "usps" },
		{ "RB123456785GB", "royal_mail" },
		{ "RB123456785CA", "canada_post" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct number n = read_number(rows[i].text);

		ck_assert_int_eq(n.ncandidates, 2);
		ck_assert_str_eq(n.candidate[0].carrier, "s10");
		ck_assert_str_eq(n.candidate[1].carrier, rows[i].carrier);
		ck_assert_ptr_nonnull(part_of(&n.candidate[1], "operator"));
	}
	ck_assert_int_eq(read_number("RB123456785XX").ncandidates, 0);
}
END_TEST

START_TEST(the_carrier_is_asked_without_routing)
{
	static const char *const rows[][3] = {
		{ "420 22153 9101026837331000039521", "USPS Legacy", "9101026837331000039521" },
		{ "4201002334249200190132607600833457", "USPS IMpb C", "9200190132607600833457" },
		{ "1001921380360001000300639585804382", "FedEx Express (34)", "639585804382" },
		{ "32971514560102447849175802862014", "FedEx ASTRA (32)", "784917580286" },
		{ "9611020987654312345672", "FedEx Ground 96 (22)", "987654312345672" },
		{ "9622001900000000000000776632517510", "FedEx Ground GSN", "776632517510" },
		{ "1Z5R89390357567127", "UPS", "1Z5R89390357567127" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct number n = read_number(rows[i][0]);
		const struct candidate *c = candidate_of(&n, rows[i][1]);

		ck_assert_ptr_nonnull(c);
		ck_assert_str_eq(c->number, rows[i][2]);
	}
}
END_TEST

START_TEST(right_stands_before_unchecked_before_wrong)
{
	static const int order[CHECK_NVALUES] = {
		[CHECK_RIGHT] = 0, [CHECK_NONE] = 1, [CHECK_WRONG] = 2
	};

	for (size_t i = 0; i < COUNT(composed); i++) {
		struct number n = read_number(composed[i].text);

		for (int k = 1; k < n.ncandidates; k++)
			ck_assert_int_le(order[n.candidate[k - 1].check_digit],
					 order[n.candidate[k].check_digit]);
	}
}
END_TEST

START_TEST(what_is_pasted_around_a_number_goes_away)
{
	struct number n = read_number(cleaned[_i].text);

	ck_assert_str_eq(n.number, cleaned[_i].number);
	ck_assert(n.valid);
}
END_TEST

START_TEST(scientific_notation_is_refused_with_the_reason)
{
	struct number n;

	for (size_t i = 0; i < COUNT(scientific); i++) {
		err = (struct err){ 0 };
		ck_assert_msg(number_read(&n, &arena, scientific[i], &err) == -1, "%s",
			      scientific[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "spreadsheet"));
		ck_assert_ptr_nonnull(strstr(err.text, "label"));
		ck_assert_int_eq(n.ncandidates, 0);
	}
	ck_assert_int_eq(number_read(&n, &arena, "9.40551E+21", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "9.40551E+21"));
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
	struct number n;

	for (size_t i = 0; i < COUNT(refused); i++) {
		err = (struct err){ 0 };
		ck_assert_msg(number_read(&n, &arena, refused[i], &err) == -1, "row %zu", i);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_null(strchr(err.text, '\x1b'));
	}
}
END_TEST

START_TEST(an_unknown_form_is_no_error)
{
	struct number n = read_number("HELLO12");

	ck_assert_str_eq(n.number, "HELLO12");
	ck_assert_int_eq(n.ncandidates, 0);
	ck_assert(!n.valid);
	ck_assert_int_eq(n.nrepairs, 0);
	ck_assert_ptr_nonnull(number_warning(&arena, &n));
	ck_assert_int_eq(read_number("000000000000000").ncandidates, 0);
}
END_TEST

START_TEST(digits_cut_by_a_spreadsheet_are_noticed)
{
	static const char *const cut[] = {
		"9400111206206410000000",
		"92748931507708500000000000",
		"71123456789123400000",
	};
	static const char *const whole[] = { "9400111206206406260787", "568283610012000" };

	for (size_t i = 0; i < COUNT(cut); i++) {
		struct number n = read_number(cut[i]);

		ck_assert_int_gt(n.ncandidates, 0);
		ck_assert_int_eq(n.nrepairs, 0);
		ck_assert_ptr_nonnull(strstr(number_warning(&arena, &n), "spreadsheet"));
	}
	for (size_t i = 0; i < COUNT(whole); i++) {
		struct number n = read_number(whole[i]);

		ck_assert_ptr_null(number_warning(&arena, &n));
	}
}
END_TEST

static bool repaired(const struct number *n, const char *to)
{
	for (int i = 0; i < n->nrepairs; i++)
		if (strcmp(n->repair[i], to) == 0)
			return true;
	return false;
}

START_TEST(a_lost_zero_in_front_is_suggested)
{
	struct number one = read_number("3071790000523483741");
	struct number two = read_number("7209562763");

	ck_assert(repaired(&one, "03071790000523483741"));
	ck_assert_ptr_nonnull(strstr(number_warning(&arena, &one), "03071790000523483741"));
	ck_assert(repaired(&two, "07209562763"));
}
END_TEST

START_TEST(letters_typed_for_digits_are_suggested)
{
	struct number n = read_number("94OOI112O62O64O626O787");

	ck_assert(!n.valid);
	ck_assert(repaired(&n, "9400111206206406260787"));
}
END_TEST

START_TEST(every_single_digit_error_is_detected_and_repaired)
{
	static const char *const rows[][2] = {
		{ "9400111206206406260787", "USPS IMpb N" },
		{ "92748931507708513018050063", "USPS IMpb C" },
		{ "03071790000523483741", "USPS 20" },
		{ "9101123456789000000013", "USPS Legacy" },
		{ "0073938000549297", "Canada Post (16)" },
		{ "07209562763", "Old Dominion" },
		{ "568283610012000", "FedEx Ground" },
	};
	const char *right = rows[_i][0];
	char s[NUMBER_MAX + 1];

	for (size_t at = 0; right[at]; at++)
		for (char d = '0'; d <= '9'; d++) {
			const struct candidate *c;
			struct number n;

			strncpy(s, right, NUMBER_MAX);
			s[NUMBER_MAX] = '\0';
			s[at] = d;
			n = read_number(s);
			c = candidate_of(&n, rows[_i][1]);
			if (d == right[at])
				ck_assert_int_eq(c->check_digit, CHECK_RIGHT);
			else
				ck_assert(!c || c->check_digit == CHECK_WRONG);
			if (c && !n.valid)
				ck_assert_msg(repaired(&n, right), "%s", s);
		}
}
END_TEST

START_TEST(every_repair_makes_the_number_valid)
{
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct number n = read_number(broken[i]);

		if (n.valid)
			continue;
		ck_assert_msg(n.nrepairs > 0 && n.nrepairs <= REPAIRS_MAX, "%s", broken[i]);
		for (int k = 0; k < n.nrepairs; k++) {
			struct number again = read_number(n.repair[k]);

			ck_assert_msg(again.valid, "%s for %s", n.repair[k], broken[i]);
			ck_assert_int_eq(again.candidate[0].check_digit, CHECK_RIGHT);
			ck_assert_str_ne(n.repair[k], n.number);
			for (int j = 0; j < k; j++)
				ck_assert_str_ne(n.repair[k], n.repair[j]);
		}
	}
}
END_TEST

/* How many characters differ. */
static int distance(const char *a, const char *b)
{
	int n = 0;

	for (size_t i = 0; a[i] && b[i]; i++)
		n += a[i] != b[i];
	return n;
}

START_TEST(swaps_are_suggested_before_changes)
{
	struct number n = read_number("9400111206206406267087");
	int last = 2;

	ck_assert(!n.valid);
	ck_assert_int_eq(distance(n.repair[0], n.number), 2);
	ck_assert(repaired(&n, "9400111206206406260787"));
	for (int i = 0; i < n.nrepairs; i++) {
		ck_assert_int_le(distance(n.repair[i], n.number), last);
		last = distance(n.repair[i], n.number);
	}
}
END_TEST

START_TEST(a_valid_number_is_not_repaired)
{
	for (size_t i = 0; i < COUNT(composed); i++)
		ck_assert_int_eq(read_number(composed[i].text).nrepairs, 0);
}
END_TEST

START_TEST(a_warning_names_the_first_two_and_counts_the_rest)
{
	struct number n = read_number("9400111206206406260788");
	int all = n.nrepairs;

	ck_assert_int_gt(all, 3);
	ck_assert_str_eq(number_warning(&arena, &n),
			 arena_printf(&arena, "wrong check digit: may be %s, %s or %d others",
				      n.repair[0], n.repair[1], all - 2));
	n.nrepairs = 3;
	ck_assert_ptr_nonnull(strstr(number_warning(&arena, &n), " or 1 other"));
	n.nrepairs = 2;
	ck_assert_str_eq(number_warning(&arena, &n),
			 arena_printf(&arena, "wrong check digit: may be %s or %s", n.repair[0],
				      n.repair[1]));
	n.nrepairs = 1;
	ck_assert_str_eq(number_warning(&arena, &n),
			 arena_printf(&arena, "wrong check digit: may be %s", n.repair[0]));
	n.nrepairs = 0;
	ck_assert_ptr_nonnull(strstr(number_warning(&arena, &n), "label"));
}
END_TEST

START_TEST(a_number_is_grouped_for_reading_aloud)
{
	static const char *const rows[][2] = {
		{ "9400111206206406260787", "9400 1112 0620 6406 2607 87" },
		{ "420787459400111206206406260787", "420 78745 9400 1112 0620 6406 2607 87" },
		{ "4201002334249200190132607600833457",
		  "420 10023 3424 9200 1901 3260 7600 8334 57" },
		{ "1Z5R89390357567127", "1Z 5R8 939 03 5756 7127" },
		{ "RB123456785US", "RB 123 456 785 US" },
		{ "790535312317", "7905 3531 2317" },
		{ "ABCDE", "ABCD E" },
		{ "abcde", "abcd e" },
		{ "", "" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(number_grouped(&arena, rows[i][0]), rows[i][1]);
}
END_TEST

START_TEST(long_input_is_refused_and_the_longest_is_read)
{
	static char big[65536 + 1];
	struct number n;

	for (size_t len = NUMBER_MAX - 1; len < sizeof(big); len = len * 2) {
		for (int k = 0; k < 3; k++) {
			memset(big, "9A "[k], len);
			big[len] = '\0';
			err = (struct err){ 0 };
			if (number_read(&n, &arena, big, &err) < 0)
				ck_assert_int_eq(err.code, ERR_INPUT);
			else
				ck_assert_uint_le(len, NUMBER_MAX);
		}
	}
	memset(big, '9', NUMBER_MAX);
	big[NUMBER_MAX] = '\0';
	ck_assert_str_eq(read_number(big).number, big);
	ck_assert_int_eq(read_number(big).ncandidates, 0);
	big[NUMBER_MAX] = '9';
	big[NUMBER_MAX + 1] = '\0';
	ck_assert_int_eq(number_read(&n, &arena, big, &err), -1);
}
END_TEST

/* The same bytes in every run. */
static unsigned next_byte(unsigned *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state >> 8 & 0xff;
}

START_TEST(any_bytes_are_read_or_refused)
{
	static const char likely[] = "0123456789012345678901234567890ABCEJLMRTZ19420 -.E+=";
	unsigned state = 4711;
	char s[48];

	for (int i = 0; i < 4000; i++) {
		struct arena_mark mark = arena_mark(&arena);
		size_t len = next_byte(&state) % (sizeof(s) - 1);
		struct number n;

		for (size_t k = 0; k < len; k++)
			s[k] = i % 4 ? likely[next_byte(&state) % (sizeof(likely) - 1)]
				     : (char)next_byte(&state);
		s[len] = '\0';
		err = (struct err){ 0 };
		if (number_read(&n, &arena, s, &err) < 0) {
			ck_assert_int_eq(err.code, ERR_INPUT);
		} else {
			ck_assert_uint_le(strlen(n.number), NUMBER_MAX);
			ck_assert_ptr_nonnull(number_grouped(&arena, n.number));
			ck_assert((number_warning(&arena, &n) == NULL) <= n.valid);
		}
		number_grouped(&arena, s);
		arena_rewind(&arena, mark);
	}
}
END_TEST

START_TEST(a_miss_costs_no_more_than_its_own_text)
{
	size_t before = arena.used;

	for (int i = 0; i < 100; i++)
		read_number("NOSUCHFORM1");
	ck_assert_uint_le(arena.used - before, 100 * 2 * sizeof(max_align_t));
}
END_TEST

Suite *number_suite(void)
{
	Suite *s = suite_create("number");
	TCase *forms = tcase_create("forms"), *text = tcase_create("text");
	TCase *fix = tcase_create("repairs");

	tcase_add_checked_fixture(forms, setup, teardown);
	tcase_add_checked_fixture(text, setup, teardown);
	tcase_add_checked_fixture(fix, setup, teardown);
	tcase_add_loop_test(forms, a_known_number_is_of_its_format_and_carrier, 0, COUNT(known));
	tcase_add_loop_test(forms, a_number_that_is_not_of_a_format_is_not_right_in_it, 0,
			    COUNT(not_of));
	tcase_add_loop_test(forms, a_composed_number_is_of_its_format, 0, COUNT(composed));
	tcase_add_loop_test(forms, the_parts_of_a_number_are_named, 0, COUNT(parts));
	tcase_add_test(forms, every_format_has_a_test_number);
	tcase_add_test(forms, no_table_has_a_hole_or_a_double);
	tcase_add_test(forms, operators_stand_in_order_and_each_is_found);
	tcase_add_test(forms, each_meaning_belongs_to_a_format_and_is_said_once);
	tcase_add_test(forms, an_s10_number_of_a_post_we_know_is_also_of_that_carrier);
	tcase_add_test(forms, the_carrier_is_asked_without_routing);
	tcase_add_test(forms, right_stands_before_unchecked_before_wrong);
	tcase_add_loop_test(text, what_is_pasted_around_a_number_goes_away, 0, COUNT(cleaned));
	tcase_add_test(text, scientific_notation_is_refused_with_the_reason);
	tcase_add_test(text, what_is_no_number_is_refused);
	tcase_add_test(text, an_unknown_form_is_no_error);
	tcase_add_test(text, digits_cut_by_a_spreadsheet_are_noticed);
	tcase_add_test(text, a_number_is_grouped_for_reading_aloud);
	tcase_add_test(text, long_input_is_refused_and_the_longest_is_read);
	tcase_add_test(text, any_bytes_are_read_or_refused);
	tcase_add_test(text, a_miss_costs_no_more_than_its_own_text);
	tcase_add_test(fix, a_lost_zero_in_front_is_suggested);
	tcase_add_test(fix, letters_typed_for_digits_are_suggested);
	tcase_add_loop_test(fix, every_single_digit_error_is_detected_and_repaired, 0, 7);
	tcase_add_test(fix, every_repair_makes_the_number_valid);
	tcase_add_test(fix, swaps_are_suggested_before_changes);
	tcase_add_test(fix, a_valid_number_is_not_repaired);
	tcase_add_test(fix, a_warning_names_the_first_two_and_counts_the_rest);
	suite_add_tcase(s, forms);
	suite_add_tcase(s, text);
	suite_add_tcase(s, fix);
	return s;
}
