#include <check.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/suites.h"

static const char hash_of_nothing[] =
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char hash_of_abc[] =
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char hash_of_million_a[] =
	"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

START_TEST(known_texts_have_their_published_sha256)
{
	char hex[HASH_HEX];
	struct hash h;

	h = hash_of("", 0);
	ck_assert_str_eq(hash_hex(hex, &h), hash_of_nothing);
	h = hash_of(NULL, 0);
	ck_assert_str_eq(hash_hex(hex, &h), hash_of_nothing);
	h = hash_of("abc", 3);
	ck_assert_str_eq(hash_hex(hex, &h), hash_of_abc);
}
END_TEST

START_TEST(pieces_of_any_size_hash_like_the_whole)
{
	char hex[HASH_HEX], piece[997];
	struct hasher hasher;
	struct hash h;
	size_t left = 1000000;

	memset(piece, 'a', sizeof piece);
	hash_start(&hasher);
	for (size_t n = 0; left > 0; n = (n + 13) % sizeof piece) {
		size_t take = n < left ? n : left;

		hash_add(&hasher, piece, take);
		left -= take;
	}
	h = hash_end(&hasher);
	ck_assert_str_eq(hash_hex(hex, &h), hash_of_million_a);
}
END_TEST

/* The other library's SHA-256, in one piece. */
static struct hash by_libsodium(const uint8_t *bytes, size_t n)
{
	struct hash h;

	crypto_hash_sha256(h.byte, bytes, n);
	return h;
}

/* The lengths at which a block or its padding ends are all among them. */
START_TEST(every_length_hashes_as_libsodium_does)
{
	enum { LENGTHS = 1000 };
	uint8_t bytes[LENGTHS];
	struct hash ours, theirs;

	random_bytes(bytes, sizeof bytes);
	for (size_t n = 0; n <= LENGTHS; n++) {
		ours = hash_of(bytes, n);
		theirs = by_libsodium(bytes, n);
		ck_assert_msg(hash_same(&ours, &theirs), "%zu bytes", n);
	}
}
END_TEST

START_TEST(random_pieces_at_any_address_hash_as_libsodium_does)
{
	uint8_t bytes[5000], dice[2];
	struct hash ours, theirs;
	struct hasher hasher;

	for (int round = 0; round < 300; round++) {
		size_t at = (size_t)round % 16, n = 0, most = 1u << round % 10;

		random_bytes(bytes, sizeof bytes);
		hash_start(&hasher);
		for (int pieces = 0; pieces < 40; pieces++) {
			random_bytes(dice, sizeof dice);
			size_t take = (dice[0] + 256u * dice[1]) % (most + 1);

			if (at + n + take > sizeof bytes)
				break;
			hash_add(&hasher, bytes + at + n, take);
			n += take;
		}
		ours = hash_end(&hasher);
		theirs = by_libsodium(bytes + at, n);
		ck_assert_msg(hash_same(&ours, &theirs), "round %d, %zu bytes", round, n);
	}
}
END_TEST

START_TEST(a_hash_reads_back_from_either_case_of_hex)
{
	static const char upper[] =
		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
	struct hash want = hash_of("abc", 3), other = hash_of("abd", 3), got;

	ck_assert_int_eq(hash_parse(&got, hash_of_abc), 0);
	ck_assert(hash_same(&got, &want));
	ck_assert(!hash_same(&got, &other));
	memset(&got, 0, sizeof got);
	ck_assert_int_eq(hash_parse(&got, upper), 0);
	ck_assert(hash_same(&got, &want));
}
END_TEST

START_TEST(a_difference_in_any_one_bit_is_no_same_hash)
{
	struct hash a = hash_of("abc", 3);

	for (int bit = 0; bit < HASH_SIZE * 8; bit++) {
		struct hash b = a;

		b.byte[bit / 8] ^= (uint8_t)(1u << bit % 8);
		ck_assert(!hash_same(&a, &b));
	}
}
END_TEST

START_TEST(what_is_not_64_hex_digits_is_no_hash)
{
	struct hash h = hash_of("abc", 3), kept = h;
	char text[80];

	ck_assert_int_eq(hash_parse(&h, NULL), -1);
	for (size_t n = 0; n < 64; n++) {
		char *cut = strndup(hash_of_nothing, n);

		ck_assert_int_eq(hash_parse(&h, cut), -1);
		free(cut);
	}
	for (size_t i = 0; i < 64; i++) {
		static const char wrong[] = "g: /@`G-\n\xC3";

		for (size_t w = 0; w < sizeof wrong - 1; w++) {
			memcpy(text, hash_of_nothing, sizeof hash_of_nothing);
			text[i] = wrong[w];
			ck_assert_int_eq(hash_parse(&h, text), -1);
		}
	}
	snprintf(text, sizeof text, "%s0", hash_of_nothing);
	ck_assert_int_eq(hash_parse(&h, text), -1);
	snprintf(text, sizeof text, "%s\n", hash_of_nothing);
	ck_assert_int_eq(hash_parse(&h, text), -1);
	ck_assert(hash_same(&h, &kept));
}
END_TEST

START_TEST(random_bytes_fill_what_was_asked_and_no_more)
{
	unsigned char a[34] = { 0 }, b[34] = { 0 };

	random_bytes(a, 0);
	random_bytes(a + 1, 32);
	random_bytes(b + 1, 32);
	ck_assert(a[0] == 0 && a[33] == 0);
	ck_assert(memcmp(a, b, sizeof a) != 0);
}
END_TEST

START_TEST(canonical_bytes_are_sorted_and_measured)
{
	static const char want[] = "\001a:0:\n"
				   "a.b:2:x\n\n"
				   "a_b:3::\0:\n"
				   "b2:5:22.50\n"
				   "ba:1:1\n";
	struct canon_field fields[] = {
		{ "ba", "1", 1 }, { "a_b", ":\0:", 3 }, { "b2", "22.50", 5 },
		{ "a", NULL, 0 }, { "a.b", "x\n", 2 },
	};
	struct buf b;

	buf_init(&b, 1000);
	canon_write(&b, fields, sizeof fields / sizeof *fields);
	ck_assert_uint_eq(b.len, sizeof want - 1);
	ck_assert_mem_eq(b.at, want, b.len);
	buf_clear(&b);
	canon_write(&b, NULL, 0);
	ck_assert_uint_eq(b.len, 1);
	ck_assert_int_eq(b.at[0], CANON_FORMAT);
	buf_release(&b);
}
END_TEST

START_TEST(canonical_bytes_read_back_as_they_were_put)
{
	static const char *const names[] = { "a", "amount_cents", "z9" };
	static const char value[] = "z9:3:abc\nno\0end";
	struct canon_field fields[] = {
		{ "z9", "", 0 },
		{ "a", value, sizeof value },
		{ "amount_cents", "-12000", 6 },
	};
	const char *name, *got;
	size_t name_len, len, sizes[] = { sizeof value, 6, 0 };
	struct canon c;
	struct buf b;

	buf_init(&b, 1000);
	canon_write(&b, fields, 3);
	ck_assert_int_eq(canon_open(&c, b.at, b.len), 0);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(canon_next(&c, &name, &name_len, &got, &len), 1);
		ck_assert_uint_eq(name_len, strlen(names[i]));
		ck_assert_mem_eq(name, names[i], name_len);
		ck_assert_uint_eq(len, sizes[i]);
		if (i == 0)
			ck_assert_mem_eq(got, value, len);
	}
	ck_assert_int_eq(canon_next(&c, &name, &name_len, &got, &len), 0);
	ck_assert_int_eq(canon_next(&c, &name, &name_len, &got, &len), 0);
	buf_release(&b);
}
END_TEST

/* Steps through a copy of exactly n bytes, so that a sanitizer sees one byte too many. */
static int fields_of(const char *bytes, size_t n)
{
	const char *name, *value;
	size_t name_len, value_len;
	char *copy = malloc(n ? n : 1);
	struct canon c;
	int ret, count = 0;

	memcpy(copy, bytes, n);
	ret = canon_open(&c, copy, n);
	while (ret == 0 && (ret = canon_next(&c, &name, &name_len, &value, &value_len)) == 1) {
		ck_assert(value >= copy);
		ck_assert(value + value_len <= copy + n);
		ret = 0;
		count++;
	}
	free(copy);
	return ret < 0 ? -1 : count;
}

START_TEST(canonical_bytes_cut_anywhere_inside_a_field_are_broken)
{
	static const char whole[] = "\001a:3:one\n"
				    "b:12:twelve bytes\n"
				    "c:0:\n";

	for (size_t n = 0; n < sizeof whole; n++) {
		int want = n == 1 ? 0 : n == 9 ? 1 : n == 27 ? 2 : n == 32 ? 3 : -1;

		ck_assert_msg(fields_of(whole, n) == want, "cut at %zu", n);
	}
}
END_TEST

START_TEST(hostile_canonical_bytes_are_refused)
{
	static const char *const broken[] = {
		"\001a:18446744073709551615:x\n",
		"\001a:18446744073709551616:x\n",
		"\001a:18446744073709551617:x\n",
		"\001a:18446744073709551600:x\n",
		"\001a:99999999999999999999999999999999:x\n",
		"\001a:2:x\n", /* reaches past the end */
		"\001a:0:x\n",
		"\001a:1:xy\n",
		"\001a:1:x",
		"\001a:01:x\n", /* a second spelling of 1 */
		"\001a:00:\n",
		"\001a:-1:x\n",
		"\001a:+1:x\n",
		"\001a: 1:x\n",
		"\001a::x\n",
		"\001a:1x\n",
		"\001a\n",
		"\001:1:x\n",
		"\001A:1:x\n",
		"\001a-b:1:x\n",
		"\001b:1:x\na:1:x\n",
		"\001a:1:x\na:1:x\n",
		"\001ab:1:x\na:1:x\n",
		"\001a:1:x\n\n",
		"\001a:1:x\nb",
		"\002a:1:x\n",
		"a:1:x\n",
	};

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		ck_assert_msg(fields_of(broken[i], strlen(broken[i])) == -1, "row %zu", i);
	ck_assert_int_eq(fields_of("\001a:1:x\nab:1:x\n", 14), 2);
	ck_assert_int_eq(canon_open(&(struct canon){ 0 }, NULL, 0), -1);
}
END_TEST

Suite *hash_suite(void)
{
	Suite *s = suite_create("hash");
	TCase *tc = tcase_create("hash");

	tcase_add_test(tc, known_texts_have_their_published_sha256);
	tcase_add_test(tc, pieces_of_any_size_hash_like_the_whole);
	tcase_add_test(tc, every_length_hashes_as_libsodium_does);
	tcase_add_test(tc, random_pieces_at_any_address_hash_as_libsodium_does);
	tcase_add_test(tc, a_hash_reads_back_from_either_case_of_hex);
	tcase_add_test(tc, a_difference_in_any_one_bit_is_no_same_hash);
	tcase_add_test(tc, what_is_not_64_hex_digits_is_no_hash);
	tcase_add_test(tc, random_bytes_fill_what_was_asked_and_no_more);
	tcase_add_test(tc, canonical_bytes_are_sorted_and_measured);
	tcase_add_test(tc, canonical_bytes_read_back_as_they_were_put);
	tcase_add_test(tc, canonical_bytes_cut_anywhere_inside_a_field_are_broken);
	tcase_add_test(tc, hostile_canonical_bytes_are_refused);
	suite_add_tcase(s, tc);
	return s;
}
