#include "report/archive.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/sign.h"
#include "ops/archive_ops.h"
#include "report/test_report.h"
#include "report/trees.h"
#include "view/doc.h"

static struct arena arena;
static struct err err;
static const struct node *cases[1];
static struct chain_entry entry[2];
static struct archive_original original[1];
static struct archive_input in;
static const int64_t parcel[] = { 7 };

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

static struct hash hash_two(const void *a, size_t na, const void *b, size_t nb)
{
	struct hasher h;

	hash_start(&h);
	hash_add(&h, a, na);
	hash_add(&h, b, nb);
	return hash_end(&h);
}

/* Entry n of the parcel, which wrote contact 1 with these words. */
static struct chain_entry entry_of(int64_t n, const struct chain_entry *before, const char *said)
{
	static const char salt[] = "0123456789abcdef";
	struct chain_entry e = { .entry = n, .parcel = parcel, .nparcels = 1, .salt = salt };
	const char *number = arena_printf(&arena, "%" PRId64, n), *link = "-", *wrote;
	struct canon_field row[] = { { "id", "1", 1 }, { "said", said, strlen(said) } };
	struct canon_field body[] = { { "contact.1", NULL, 0 } };
	struct hash digest;
	char hex[HASH_HEX];

	body[0].value = canon_of(&body[0].len, row, 2);
	digest = hash_two(salt, CHAIN_SALT, body[0].value, body[0].len);
	wrote = arena_printf(&arena, "%" PRId64 ":%s", n, hash_hex(hex, &digest));
	if (before)
		link = arena_strdup(&arena, hash_hex(hex, &before->hash));
	struct canon_field header[] = { { "entry", number, strlen(number) },
					{ "file.7", link, strlen(link) },
					{ "row.contact.1", wrote, strlen(wrote) } };

	e.header = canon_of(&e.header_len, header, 3);
	e.body = canon_of(&e.body_len, body, 1);
	e.body_hash = hash_two(salt, CHAIN_SALT, e.body, e.body_len);
	e.hash = hash_two(e.header, e.header_len, e.body_hash.byte, HASH_SIZE);
	return e;
}

static struct node *tree_of(const char *said, const char *sha256)
{
	struct node *doc = node_root(&arena), *n;

	node_int(&arena, doc, "case", 1);
	node_text(&arena, doc, "tracking_number", "9400111206206406260787");
	n = node_map(&arena, node_list(&arena, doc, "contacts"), NULL);
	node_int(&arena, n, "contact", 1);
	node_text(&arena, n, "said", said);
	n = node_map(&arena, node_list(&arena, doc, "evidence"), NULL);
	node_int(&arena, n, "evidence", 3);
	node_text(&arena, n, "name", "in/voice.txt");
	node_text(&arena, n, "sha256", sha256);
	node_int(&arena, n, "size", 6);
	return doc;
}

static void setup(void)
{
	struct hash hash = hash_of("1 lamp", 6);
	char hex[HASH_HEX];

	test_folder_make();
	entry[0] = entry_of(3, NULL, "first words");
	entry[1] = entry_of(8, &entry[0], "last words");
	cases[0] = tree_of("last words", hash_hex(hex, &hash));
	original[0] =
		(struct archive_original){ node_get(cases[0], "evidence")->first, 1,
					   arena_strdup(&arena, test_folder_path("kept.txt")) };
	ck_assert_int_eq(file_write(original[0].path, "1 lamp", 6, 0600, &err), 0);
	in = (struct archive_input){
		.cases = cases,
		.ncases = 1,
		.audience = "carrier",
		.reader = "the carrier",
		.program = "0.1.0",
		.zone_name = "America/New_York",
		.at = TREE_NOW,
		.original = original,
		.noriginals = 1,
		.entry = entry,
		.nentries = 2,
		.parcel = parcel,
		.nparcels = 1,
	};
}

static void teardown(void)
{
	test_folder_remove();
	arena_release(&arena);
}

static struct archive_made make(const char *name)
{
	struct archive_made made;

	unlink(test_folder_path(name));
	ck_assert_msg(archive_write(&made, &arena, test_folder_path(name), &in, &err) == 0, "%s",
		      err.text);
	return made;
}

static struct archive_report look(const char *name, const struct archive_expect *expect)
{
	static const struct archive_expect nothing = { NULL, NULL, NULL };
	struct archive_report r;

	ck_assert_msg(archive_verify(&r, &arena, test_folder_path(name), expect ? expect : &nothing,
				     &err) == 0,
		      "%s", err.text);
	return r;
}

static const char *faults_of(const struct archive_report *r)
{
	const char *all = "";

	for (int i = 0; i < r->verify.nlisted; i++)
		all = arena_printf(&arena, "%s%s\n", all, r->verify.fault[i].what);
	return all;
}

static char *bytes_of(size_t *len, const char *name)
{
	char *bytes;

	ck_assert_int_eq(file_read(&bytes, len, &arena, test_folder_path(name), 1 << 24, &err), 0);
	return bytes;
}

START_TEST(what_was_made_verifies_and_is_the_same_again)
{
	struct archive_made made = make("a.zip");
	struct archive_report r = look("a.zip", NULL);
	size_t len, again;
	char *bytes;

	ck_assert_msg(r.verify.ok, "%s", faults_of(&r));
	ck_assert_int_eq(r.verify.cases, 1);
	ck_assert_int_eq(r.verify.entries, 2);
	ck_assert_str_eq(r.verify.head, made.head);
	ck_assert_str_eq(r.audience, "carrier");
	ck_assert_ptr_null(r.signed_by);
	ck_assert_int_eq(made.originals, 1);
	bytes = bytes_of(&len, "a.zip");
	make("b.zip");
	ck_assert_int_eq(memcmp(bytes, bytes_of(&again, "b.zip"), len), 0);
	ck_assert_uint_eq(len, again);
}
END_TEST

START_TEST(a_flip_of_any_byte_is_found)
{
	size_t len;
	char *bytes;
	int fd;

	make("a.zip");
	bytes = bytes_of(&len, "a.zip");
	fd = open(test_folder_path("a.zip"), O_RDWR);
	for (size_t i = 0; i < len; i++) {
		struct arena_mark mark = arena_mark(&arena);
		char flipped = (char)(bytes[i] ^ 1 << (i % 8));
		struct archive_report r;

		ck_assert_int_eq(pwrite(fd, &flipped, 1, (off_t)i), 1);
		r = look("a.zip", NULL);
		ck_assert_msg(!r.verify.ok && r.verify.nlisted > 0, "byte %zu of %zu", i, len);
		ck_assert_int_eq(pwrite(fd, &bytes[i], 1, (off_t)i), 1);
		arena_rewind(&arena, mark);
	}
	close(fd);
	ck_assert(look("a.zip", NULL).verify.ok);
}
END_TEST

/* Somebody makes it all anew: the manifest fits, what was recorded does not. */
START_TEST(a_case_that_the_journal_did_not_record_is_found)
{
	struct archive_report r;

	cases[0] = tree_of("other words", node_str(original[0].evidence, "sha256"));
	make("a.zip");
	r = look("a.zip", NULL);
	ck_assert_msg(strstr(faults_of(&r), "said of contact.1 is not what journal entry 8"), "%s",
		      faults_of(&r));
	ck_assert_int_eq(r.verify.fault[0].casefile_id, 1);
}
END_TEST

START_TEST(a_journal_made_anew_is_found_by_its_head)
{
	struct archive_made made = make("a.zip");
	struct archive_expect expect = { .head = made.head };
	struct archive_report r = look("a.zip", &expect);
	char hex[HASH_HEX];

	ck_assert_msg(r.verify.ok, "%s", faults_of(&r));
	expect.head = hash_hex(hex, &entry[0].hash); /* told earlier */
	ck_assert(look("a.zip", &expect).verify.ok);
	expect.head = made.head;
	entry[1] = entry_of(8, &entry[0], "other words");
	cases[0] = tree_of("other words", node_str(original[0].evidence, "sha256"));
	make("b.zip");
	ck_assert(look("b.zip", NULL).verify.ok);
	r = look("b.zip", &expect);
	ck_assert(!r.verify.ok);
	ck_assert_msg(strstr(faults_of(&r), "is not in this archive"), "%s", faults_of(&r));
	in.nentries = 1; /* the end cut off */
	cases[0] = tree_of("first words", node_str(original[0].evidence, "sha256"));
	make("c.zip");
	ck_assert(!look("c.zip", &expect).verify.ok);
	expect.head = "not a head";
	ck_assert_int_eq(archive_verify(&r, &arena, test_folder_path("a.zip"), &expect, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(a_chain_with_a_hole_is_found)
{
	struct archive_report r;

	in.entry = &entry[1];
	in.nentries = 1;
	make("a.zip");
	r = look("a.zip", NULL);
	ck_assert_msg(strstr(faults_of(&r), "its link to the entry before"), "%s", faults_of(&r));
}
END_TEST

START_TEST(a_signature_says_whose_it_is)
{
	const char *path = arena_strdup(&arena, test_folder_path("signing.key"));
	struct archive_expect expect = { 0 };
	struct archive_report r;
	struct sign_key *key;
	size_t len;
	char *bytes, *at;

	ck_assert_int_eq(sign_key_make(path, &err), 0);
	ck_assert_int_eq(sign_key_open(&key, path, &err), 0);
	in.key = key;
	expect.own = expect.fingerprint = make("a.zip").signed_by;
	r = look("a.zip", &expect);
	ck_assert_msg(r.verify.ok, "%s", faults_of(&r));
	ck_assert(r.own_key);
	ck_assert_str_eq(r.signed_by, expect.own);
	expect.fingerprint = "00000000000000000000000000000000"
			     "00000000000000000000000000000000";
	r = look("a.zip", &expect);
	ck_assert_msg(strstr(faults_of(&r), "signed with another key"), "%s", faults_of(&r));
	bytes = bytes_of(&len, "a.zip");
	at = memmem(bytes, len, "\x0c\0\0\0MANIFEST.sig", 16); /* its heading's end */
	at[16 + 5] ^= 1;
	ck_assert_int_eq(file_write(test_folder_path("b.zip"), bytes, len, 0600, &err), 0);
	r = look("b.zip", NULL);
	ck_assert_msg(strstr(faults_of(&r), "signature does not fit"), "%s", faults_of(&r));
	in.key = NULL;
	make("a.zip");
	r = look("a.zip", &expect);
	ck_assert_msg(strstr(faults_of(&r), "it is not signed"), "%s", faults_of(&r));
	sign_key_close(key);
}
END_TEST

START_TEST(an_original_that_is_gone_or_changed_is_left_out_and_named)
{
	struct archive_made made;
	struct archive_report r;
	size_t len;

	ck_assert_int_eq(file_write(original[0].path, "2 lamp", 6, 0600, &err), 0);
	made = make("a.zip");
	ck_assert_int_eq(made.left_out, 1);
	ck_assert_ptr_nonnull(strstr(made.missing, "was changed"));
	r = look("a.zip", NULL);
	ck_assert_msg(r.verify.ok, "%s", faults_of(&r));
	ck_assert_ptr_nonnull(memmem(bytes_of(&len, "a.zip"), 4000, "Not here: in/voice.txt", 22));
	unlink(original[0].path);
	made = make("a.zip");
	ck_assert_ptr_nonnull(strstr(made.missing, "cannot be read"));
}
END_TEST

START_TEST(hidden_entries_are_counted)
{
	struct archive_report r;

	entry[0].salt = entry[0].body = NULL;
	entry[0].left_out = LEFT_HIDDEN;
	entry[1].salt = entry[1].body = entry[1].header = NULL;
	entry[1].left_out = LEFT_HIDDEN;
	make("a.zip");
	r = look("a.zip", NULL);
	ck_assert_msg(r.verify.ok, "%s", faults_of(&r));
	ck_assert_int_eq(r.hidden, 1);
	ck_assert_int_eq(r.bare, 1);
}
END_TEST

START_TEST(a_full_disk_leaves_nothing)
{
	struct archive_made made;

	ck_assert_int_eq(archive_write(&made, &arena, "/nowhere/a.zip", &in, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	in.nentries = 0;
	ck_assert_int_eq(archive_write(&made, &arena, test_folder_path("a.zip"), &in, &err), -1);
	ck_assert(!file_exists(test_folder_path("a.zip")));
}
END_TEST

TCase *archive_tests(void)
{
	TCase *t = tcase_create("archive");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 200);
	tcase_add_test(t, what_was_made_verifies_and_is_the_same_again);
	tcase_add_test(t, a_flip_of_any_byte_is_found);
	tcase_add_test(t, a_case_that_the_journal_did_not_record_is_found);
	tcase_add_test(t, a_journal_made_anew_is_found_by_its_head);
	tcase_add_test(t, a_chain_with_a_hole_is_found);
	tcase_add_test(t, a_signature_says_whose_it_is);
	tcase_add_test(t, an_original_that_is_gone_or_changed_is_left_out_and_named);
	tcase_add_test(t, hidden_entries_are_counted);
	tcase_add_test(t, a_full_disk_leaves_nothing);
	return t;
}
