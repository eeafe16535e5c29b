#include "base/sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/file_swap.h"
#include "base/hex.h"
#include "base/suites.h"

static struct arena arena;
static struct err err;
static char dir[64], path[96];

static void setup(void)
{
	snprintf(dir, sizeof dir, "/tmp/waylaid-sign-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/signing.key", dir);
}

static void teardown(void)
{
	unlink(path);
	rmdir(dir);
	arena_release(&arena);
}

/* RFC 8410, section 10.3: the key as openssl writes it; RFC 8032's test 2 has other bytes. */
static const char rfc_private[] =
	"-----BEGIN PRIVATE KEY-----\n"
	"MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
	"-----END PRIVATE KEY-----\n";
static const char rfc_public[] = "-----BEGIN PUBLIC KEY-----\n"
				 "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
				 "-----END PUBLIC KEY-----\n";

START_TEST(keys_are_those_of_the_standard)
{
	struct sign_key *key;
	struct public_key public, again;

	ck_assert_int_eq(file_write(path, rfc_private, strlen(rfc_private), 0600, &err), 0);
	ck_assert_msg(sign_key_open(&key, path, &err) == 0, "%s", err.text);
	ck_assert_ptr_nonnull(key);
	public = sign_public(key);
	ck_assert_str_eq(public_key_pem(&arena, &public), rfc_public);
	ck_assert_int_eq(public_key_parse(&again, rfc_public), 0);
	ck_assert_int_eq(memcmp(&again, &public, sizeof again), 0);
	sign_key_close(key);
}
END_TEST

START_TEST(a_new_key_signs_and_is_ours_alone)
{
	uint8_t signature[SIGNATURE_SIZE];
	struct public_key public;
	struct sign_key *key;
	struct stat st;

	ck_assert_int_eq(sign_key_open(&key, path, &err), 0);
	ck_assert_ptr_null(key);
	ck_assert_int_eq(sign_key_make(path, &err), 0);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(sign_key_make(path, &err), -1);
	ck_assert_int_eq(err.code, ERR_STATE);
	ck_assert_int_eq(sign_key_open(&key, path, &err), 0);
	public = sign_public(key);
	sign_bytes(signature, key, "the head", 8);
	ck_assert(sign_check(signature, &public, "the head", 8));
	ck_assert(!sign_check(signature, &public, "the heap", 8));
	signature[5] ^= 1;
	ck_assert(!sign_check(signature, &public, "the head", 8));
	sign_key_close(key);
	sign_key_close(NULL);
}
END_TEST

START_TEST(a_key_that_others_can_read_or_that_is_none_is_refused)
{
	static const char *const junk[] = {
		"",
		"not a key",
		"-----BEGIN PRIVATE KEY-----\n",
		"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
	};
	struct public_key public;
	struct sign_key *key;
	char large[4096];

	ck_assert_int_eq(sign_key_make(path, &err), 0);
	ck_assert_int_eq(chmod(path, 0640), 0);
	ck_assert_int_eq(sign_key_open(&key, path, &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_PERMITTED);
	for (size_t i = 0; i < sizeof junk / sizeof *junk; i++) {
		ck_assert_int_eq(file_write(path, junk[i], strlen(junk[i]), 0600, &err), 0);
		ck_assert_int_eq(sign_key_open(&key, path, &err), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_int_eq(public_key_parse(&public, junk[i]), -1);
	}
	memset(large, 'A', sizeof large);
	ck_assert_int_eq(file_write(path, large, sizeof large, 0600, &err), 0);
	ck_assert_int_eq(sign_key_open(&key, path, &err), -1);
}
END_TEST

START_TEST(hexadecimal_goes_there_and_back)
{
	struct buf b;
	char *bytes;
	size_t n;

	buf_init(&b, 100);
	hex_put(&b, "\0\x7f\xff", 3);
	ck_assert_str_eq(b.at, "007fff");
	ck_assert_int_eq(hex_read(&bytes, &n, &arena, b.at), 0);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(memcmp(bytes, "\0\x7f\xff", 3), 0);
	ck_assert_int_eq(hex_read(&bytes, &n, &arena, "0"), -1);
	ck_assert_int_eq(hex_read(&bytes, &n, &arena, "0G"), -1);
	ck_assert_int_eq(hex_read(&bytes, &n, &arena, "AB"), -1);
	ck_assert_int_eq(hex_read(&bytes, &n, &arena, ""), 0);
	buf_release(&b);
}
END_TEST

START_TEST(a_swap_shows_the_old_file_or_the_new)
{
	struct file_swap s;
	char *bytes;
	size_t n;

	ck_assert_int_eq(file_write(path, "old", 3, 0600, &err), 0);
	ck_assert_int_eq(file_swap_begin(&s, &arena, path, &err), 0);
	ck_assert_int_eq(file_write(s.temp, "new", 3, 0600, &err), 0);
	ck_assert_int_eq(file_swap_end(&s, -1, &err), -1);
	ck_assert(!file_exists(s.temp));
	ck_assert_int_eq(file_read(&bytes, &n, &arena, path, 10, &err), 0);
	ck_assert_str_eq(bytes, "old");
	ck_assert_int_eq(file_write(s.temp, "new", 3, 0600, &err), 0);
	ck_assert_int_eq(file_swap_end(&s, 0, &err), 0);
	ck_assert_int_eq(file_read(&bytes, &n, &arena, path, 10, &err), 0);
	ck_assert_str_eq(bytes, "new");
	ck_assert_int_eq(file_swap_begin(&s, &arena, dir, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(file_swap_begin(&s, &arena, "/dev/null", &err), -1);
	ck_assert_int_eq(file_swap_begin(&s, &arena, "", &err), -1);
}
END_TEST

Suite *sign_suite(void)
{
	Suite *s = suite_create("sign");
	TCase *t = tcase_create("sign");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, keys_are_those_of_the_standard);
	tcase_add_test(t, a_new_key_signs_and_is_ours_alone);
	tcase_add_test(t, a_key_that_others_can_read_or_that_is_none_is_refused);
	tcase_add_test(t, hexadecimal_goes_there_and_back);
	tcase_add_test(t, a_swap_shows_the_old_file_or_the_new);
	suite_add_tcase(s, t);
	return s;
}
