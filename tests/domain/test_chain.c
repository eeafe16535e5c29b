#include "domain/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "domain/archive.h"
#include "domain/suites.h"

static struct arena arena;
static char said[4000];
static int faults;

static void teardown(void)
{
	arena_release(&arena);
}

static void note(void *payload, const char *what)
{
	(void)payload;
	faults++;
	strncat(said, what, sizeof said - strlen(said) - 2);
	strncat(said, "\n", sizeof said - strlen(said) - 1);
}

static struct hash hash_two(const void *a, size_t na, const void *b, size_t nb)
{
	struct hasher h;

	hash_start(&h);
	hash_add(&h, a, na);
	hash_add(&h, b, nb);
	return hash_end(&h);
}

static char *canon_of(size_t *len, struct canon_field *fields, size_t n)
{
	struct buf b;
	char *bytes;

	buf_init(&b, 100000);
	canon_write(&b, fields, n);
	*len = b.len;
	bytes = arena_alloc(&arena, b.len + 1);
	memcpy(bytes, b.at, b.len);
	buf_release(&b);
	return bytes;
}

#define FIELD(name, text)                \
	{                                \
		name, text, strlen(text) \
	}

/* Entry n of parcel 7: wrote contact 1, follows the entry "before" (NULL: the first). */
static struct chain_entry entry_of(int64_t n, const struct chain_entry *before)
{
	static const int64_t parcel[] = { 7 };
	static const char salt[] = "0123456789abcdef";
	struct chain_entry e = { .entry = n, .parcel = parcel, .nparcels = 1, .salt = salt };
	const char *number = arena_printf(&arena, "%" PRId64, n);
	struct canon_field row[] = { FIELD("id", "1"), FIELD("said", number) };
	struct canon_field body[] = { { "contact.1", NULL, 0 } };
	char hex[HASH_HEX] = "-";
	struct hash digest;

	body[0].value = canon_of(&body[0].len, row, 2);
	digest = hash_two(salt, CHAIN_SALT, body[0].value, body[0].len);
	if (before)
		hash_hex(hex, &before->hash);
	const char *link = arena_strdup(&arena, hex);
	const char *wrote = arena_printf(&arena, "%" PRId64 ":%s", n, hash_hex(hex, &digest));
	struct canon_field header[] = { FIELD("entry", number), FIELD("file.7", link),
					FIELD("row.contact.1", wrote) };

	e.header = canon_of(&e.header_len, header, 3);
	e.body = canon_of(&e.body_len, body, 1);
	e.body_hash = hash_two(salt, CHAIN_SALT, e.body, e.body_len);
	e.hash = hash_two(e.header, e.header_len, e.body_hash.byte, HASH_SIZE);
	return e;
}

static struct chain_head head;

static struct chain_check start(void)
{
	head = (struct chain_head){ .parcel = 7 };
	faults = 0;
	said[0] = '\0';
	return (struct chain_check){ .head = &head, .nheads = 1, .fault = note };
}

static void check_all(struct chain_check *c, const struct chain_entry e[], int n)
{
	for (int i = 0; i < n; i++)
		chain_check_entry(c, &e[i]);
	arena_release(&c->a);
}

START_TEST(a_whole_chain_has_no_fault)
{
	struct chain_entry e[3];
	struct chain_check c = start();

	e[0] = entry_of(3, NULL);
	e[1] = entry_of(5, &e[0]);
	e[2] = entry_of(9, &e[1]);
	c.expect = &e[1].hash;
	check_all(&c, e, 3);
	ck_assert_msg(faults == 0, "%s", said);
	ck_assert_int_eq(c.entries, 3);
	ck_assert_int_eq(head.entries, 3);
	ck_assert(hash_same(&head.hash, &e[2].hash));
	ck_assert(c.expect_found);
}
END_TEST

START_TEST(sealed_and_bare_entries_still_hold_the_chain)
{
	struct chain_entry e[3];
	struct chain_check c = start();

	e[0] = entry_of(3, NULL);
	e[1] = entry_of(5, &e[0]);
	e[2] = entry_of(9, &e[1]);
	e[0].salt = e[0].body = NULL;
	e[0].left_out = LEFT_HIDDEN;
	e[1].salt = e[1].body = e[1].header = NULL;
	e[1].left_out = LEFT_HIDDEN;
	check_all(&c, e, 3);
	ck_assert_msg(faults == 0, "%s", said);
	ck_assert_int_eq(c.sealed, 1);
	ck_assert_int_eq(c.bare, 1);
}
END_TEST

START_TEST(a_missing_a_moved_and_a_changed_entry_are_named)
{
	struct chain_entry e[3], x[3];
	struct chain_check c;

	e[0] = entry_of(3, NULL);
	e[1] = entry_of(5, &e[0]);
	e[2] = entry_of(9, &e[1]);
	x[0] = e[0];
	x[1] = e[2];
	c = start();
	check_all(&c, x, 2);
	ck_assert_msg(strstr(said, "entry 9: its link"), "%s", said);
	x[0] = e[1];
	x[1] = e[0];
	c = start();
	check_all(&c, x, 2);
	ck_assert_msg(strstr(said, "entry 3 stands behind entry 5"), "%s", said);
	memcpy(x, e, sizeof x);
	x[1].body = e[0].body;
	c = start();
	check_all(&c, x, 3);
	ck_assert_msg(strstr(said, "entry 5: what it recorded was changed"), "%s", said);
	ck_assert_msg(strstr(said, "entry 5: what it says of contact.1"), "%s", said);
	memcpy(x, e, sizeof x);
	x[2].hash.byte[4] ^= 1;
	c = start();
	check_all(&c, x, 3);
	ck_assert_msg(strstr(said, "entry 9 was changed"), "%s", said);
	memcpy(x, e, sizeof x);
	x[1].entry = 6;
	c = start();
	check_all(&c, x, 3);
	ck_assert_msg(strstr(said, "entry 6 carries another number"), "%s", said);
}
END_TEST

START_TEST(entries_of_other_parcels_are_named)
{
	static const int64_t other[] = { 8 }, both[] = { 7, 8 };
	struct chain_entry e = entry_of(3, NULL);
	struct chain_check c = start();

	e.parcel = other;
	check_all(&c, &e, 1);
	ck_assert_msg(strstr(said, "parcel 8"), "%s", said);
	e = entry_of(3, NULL);
	e.parcel = both;
	e.nparcels = 2;
	c = start();
	check_all(&c, &e, 1);
	ck_assert_int_gt(faults, 0);
	e = entry_of(3, NULL);
	e.nparcels = 0;
	c = start();
	check_all(&c, &e, 1);
	ck_assert_msg(strstr(said, "belongs to no parcel"), "%s", said);
}
END_TEST

START_TEST(a_line_has_one_spelling)
{
	struct chain_entry e = entry_of(3, NULL), back;
	struct buf b;

	buf_init(&b, 100000);
	chain_put(&b, &e);
	ck_assert_int_eq(chain_read(&back, &arena, b.at, b.len - 1), 0);
	ck_assert_uint_eq(back.body_len, e.body_len);
	ck_assert_int_eq(memcmp(back.body, e.body, e.body_len), 0);
	ck_assert(hash_same(&back.hash, &e.hash));
	for (size_t i = 0; i + 1 < b.len; i++) {
		struct chain_entry x;
		char was = b.at[i];

		b.at[i] = was == ' ' ? '\t' : ' ';
		ck_assert_msg(chain_read(&x, &arena, b.at, b.len - 1) < 0, "a blank at %zu", i);
		b.at[i] = was;
	}
	ck_assert_int_eq(chain_read(&back, &arena, "{}", 2), -1);
	ck_assert_int_eq(chain_read(&back, &arena, "[1]", 3), -1);
	ck_assert_int_eq(chain_read(&back, &arena, "", 0), -1);
	buf_release(&b);
}
END_TEST

START_TEST(the_manifest_has_a_strict_grammar)
{
	static const char *const junk[] = {
		"x",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad a\n",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad *a\n",
		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD  a\n",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  \n",
		"\n",
	};
	struct hash hash = hash_of("abc", 3);
	struct manifest_line line;
	const char *at;
	struct buf b;

	buf_init(&b, 1000);
	manifest_put(&b, &hash, "evidence/0001-a b.pdf");
	ck_assert_str_eq(b.at, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  "
			       "evidence/0001-a b.pdf\n");
	at = b.at;
	ck_assert_int_eq(manifest_next(&line, &at, &arena), 1);
	ck_assert_str_eq(line.name, "evidence/0001-a b.pdf");
	ck_assert(hash_same(&line.hash, &hash));
	ck_assert_int_eq(manifest_next(&line, &at, &arena), 0);
	for (size_t i = 0; i < sizeof junk / sizeof *junk; i++) {
		at = junk[i];
		ck_assert_msg(manifest_next(&line, &at, &arena) < 0, "%s", junk[i]);
	}
	buf_release(&b);
}
END_TEST

static const struct {
	const char *given, *member;
} given[] = {
	{ "invoice 4471.pdf", "evidence/0007-invoice 4471.pdf" },
	{ "../../etc/passwd", "evidence/0007-.._.._etc_passwd" },
	{ "C:\\x?.png", "evidence/0007-C__x_.png" },
	{ "\xe6\x9d\x8e.jpg", "evidence/0007-\xe6\x9d\x8e.jpg" },
	{ "a\nb.txt", "evidence/0007-a_b.txt" },
	{ "", "evidence/0007-file" },
	{ "...", "evidence/0007-file" },
	{ "ends. ", "evidence/0007-ends" },
};

START_TEST(originals_have_names_that_are_safe)
{
	ck_assert_str_eq(archive_evidence_name(&arena, 7, given[_i].given), given[_i].member);
}
END_TEST

START_TEST(a_name_too_long_keeps_its_ending)
{
	char name[600];
	const char *member;

	memset(name, 'a', sizeof name);
	memcpy(name + sizeof name - 6, ".jpeg", 6);
	member = archive_evidence_name(&arena, 12345, name);
	ck_assert_uint_lt(strlen(member), 150);
	ck_assert_str_eq(member + strlen(member) - 5, ".jpeg");
}
END_TEST

Suite *chain_suite(void)
{
	Suite *s = suite_create("chain");
	TCase *t = tcase_create("chain");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, a_whole_chain_has_no_fault);
	tcase_add_test(t, sealed_and_bare_entries_still_hold_the_chain);
	tcase_add_test(t, a_missing_a_moved_and_a_changed_entry_are_named);
	tcase_add_test(t, entries_of_other_parcels_are_named);
	tcase_add_test(t, a_line_has_one_spelling);
	tcase_add_test(t, the_manifest_has_a_strict_grammar);
	tcase_add_loop_test(t, originals_have_names_that_are_safe, 0,
			    (int)(sizeof given / sizeof *given));
	tcase_add_test(t, a_name_too_long_keeps_its_ending);
	suite_add_tcase(s, t);
	return s;
}
