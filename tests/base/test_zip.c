#include "base/zip.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/suites.h"
#include "base/zip_parts.h"

static struct arena arena;
static struct err err;
static char dir[64], path[96], other[96];
static char first_fault[200];
static int faults;

/* 2026-11-23T15:00:02Z */
static const instant at = 1795446002;

static void setup(void)
{
	snprintf(dir, sizeof dir, "/tmp/waylaid-zip-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/a.zip", dir);
	snprintf(other, sizeof other, "%s/b.zip", dir);
}

static void teardown(void)
{
	unlink(path);
	unlink(other);
	rmdir(dir);
	arena_release(&arena);
}

static void note(void *payload, const char *what)
{
	(void)payload;
	if (!faults++)
		snprintf(first_fault, sizeof first_fault, "%s", what);
}

/* Looks at the file; how many faults there are, also in what the members hold. */
static int look(const char *file)
{
	struct zip_in z;
	int n;

	faults = 0;
	first_fault[0] = '\0';
	ck_assert_msg(zip_in_open(&z, &arena, file, &n, note, NULL, &err) == 0, "%s", err.text);
	ck_assert_int_eq(n, faults);
	for (int i = 0; i < z.n; i++) {
		struct hash hash;
		bool whole;

		ck_assert_int_eq(zip_in_hash(&hash, &whole, &z, &z.member[i], &err), 0);
		faults += !whole;
	}
	zip_in_close(&z);
	return faults;
}

static void make(void)
{
	struct zip_out *z;
	struct hash hash, again;
	int64_t size;
	int fd;

	unlink(path);
	ck_assert_msg(zip_out_open(&z, path, at, &err) == 0, "%s", err.text);
	ck_assert_int_eq(zip_out_bytes(z, "a.txt", "abc", 3, &hash, &err), 0);
	ck_assert_int_eq(memcmp(hash.byte, hash_of("abc", 3).byte, HASH_SIZE), 0);
	ck_assert_int_eq(file_write(other, "photo", 5, 0600, &err), 0);
	fd = open(other, O_RDONLY);
	ck_assert_int_eq(zip_out_file(z, "evidence/\xc3\xa9t\xc3\xa9.jpg", fd, &hash, &err), 0);
	close(fd);
	ck_assert_int_eq(file_hash(&again, &size, other, &err), 0);
	ck_assert(hash_same(&hash, &again));
	ck_assert_int_eq(zip_out_bytes(z, "empty", "", 0, NULL, &err), 0);
	ck_assert_int_eq(zip_out_close(z, 0, &err), 0);
}

static char *bytes_of(size_t *len)
{
	char *bytes;

	ck_assert_int_eq(file_read(&bytes, len, &arena, path, 1 << 20, &err), 0);
	return bytes;
}

/* Worked out by hand from the format's own document (APPNOTE 6.3.9). */
START_TEST(the_bytes_are_those_of_the_format)
{
	static const char golden[] =
		"PK\3\4\x14\0\0\x08\0\0\x01\x78\x77\x5d\xc2\x41\x24\x35\3\0\0\0\3\0\0\0\1\0\0\0"
		"aabc"
		"PK\1\2\x14\3\x14\0\0\x08\0\0\x01\x78\x77\x5d\xc2\x41\x24\x35\3\0\0\0\3\0\0\0"
		"\1\0\0\0\0\0\0\0\0\0\0\0\x80\x81\0\0\0\0a"
		"PK\5\6\0\0\0\0\1\0\1\0\x2f\0\0\0\x22\0\0\0\0\0";
	struct zip_out *z;
	size_t len;
	char *bytes;

	ck_assert_int_eq(zip_out_open(&z, path, at, &err), 0);
	ck_assert_int_eq(zip_out_bytes(z, "a", "abc", 3, NULL, &err), 0);
	ck_assert_int_eq(zip_out_close(z, 0, &err), 0);
	bytes = bytes_of(&len);
	ck_assert_uint_eq(len, sizeof golden - 1);
	for (size_t i = 0; i < len; i++)
		ck_assert_msg(bytes[i] == golden[i], "byte %zu is %02x", i, bytes[i] & 255);
}
END_TEST

START_TEST(what_was_written_is_read)
{
	struct zip_in z;
	char *bytes;
	int n;

	make();
	ck_assert_int_eq(look(path), 0);
	ck_assert_int_eq(zip_in_open(&z, &arena, path, &n, note, NULL, &err), 0);
	ck_assert_int_eq(z.n, 3);
	ck_assert_int_eq(z.at, at);
	ck_assert_str_eq(z.member[1].name, "evidence/\xc3\xa9t\xc3\xa9.jpg");
	ck_assert_int_eq(zip_in_bytes(&bytes, &arena, &z, &z.member[1], 5, &err), 0);
	ck_assert_str_eq(bytes, "photo");
	ck_assert_int_eq(zip_in_bytes(&bytes, &arena, &z, &z.member[1], 4, &err), -1);
	ck_assert_int_eq(err.code, ERR_DAMAGED);
	zip_in_close(&z);
	ck_assert(zip_is(path));
	ck_assert(!zip_is(other));
	ck_assert(!zip_is("/nowhere"));
}
END_TEST

/* Without waiting for the disk, as thousands are written. */
static void put(const char *bytes, size_t len)
{
	FILE *f = fopen(other, "wb");

	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

START_TEST(a_flip_of_any_bit_is_seen)
{
	size_t len;
	char *bytes;

	make();
	bytes = bytes_of(&len);
	for (size_t i = 0; i < len; i++)
		for (int bit = 0; bit < 8; bit++) {
			bytes[i] ^= (char)(1 << bit);
			put(bytes, len);
			ck_assert_msg(look(other) > 0, "byte %zu, bit %d", i, bit);
			bytes[i] ^= (char)(1 << bit);
		}
}
END_TEST

START_TEST(a_file_cut_or_grown_anywhere_is_seen)
{
	size_t len;
	char *bytes, *more;

	make();
	bytes = bytes_of(&len);
	for (size_t i = 0; i < len; i++) {
		put(bytes, i);
		ck_assert_msg(look(other) > 0, "cut at %zu", i);
	}
	more = arena_alloc(&arena, len + 1);
	for (size_t i = 0; i <= len; i++) {
		memcpy(more, bytes, i);
		more[i] = 'x';
		memcpy(more + i + 1, bytes + i, len - i);
		put(more, len + 1);
		ck_assert_msg(look(other) > 0, "grown at %zu", i);
	}
}
END_TEST

static const struct {
	const char *name;
	bool ok;
} names[] = {
	{ "a", true },       { "evidence/0001-a b.jpg", true },
	{ "..a/b..", true }, { "\xe6\x9d\x8e.pdf", true },
	{ "", false },       { "/etc/passwd", false },
	{ "..", false },     { "a/../b", false },
	{ "./a", false },    { "a//b", false },
	{ "a/", false },     { "a\\b", false },
	{ "C:a", false },    { "a\nb", false },
	{ "a\x7f", false },  { "\xff", false },
};

START_TEST(names_that_lead_elsewhere_are_none)
{
	char longest[ZIP_NAME_MAX + 2];

	ck_assert_msg(zip_name_ok(names[_i].name) == names[_i].ok, "%s", names[_i].name);
	memset(longest, 'a', sizeof longest);
	longest[ZIP_NAME_MAX + 1] = '\0';
	ck_assert(!zip_name_ok(longest));
	longest[ZIP_NAME_MAX] = '\0';
	ck_assert(zip_name_ok(longest));
}
END_TEST

/* An archive made by hand, as a hostile one would be. */
static void make_by_hand(const struct zip_member *m, int n, int64_t directory_at)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < n; i++) {
		if (m[i].at != (int64_t)b.len)
			continue; /* claims to lie where another does */
		zip_put_local(&b, &m[i], zip_dos_time(at));
		for (int64_t k = 0; k < m[i].size && k < 1000; k++)
			buf_putc(&b, '\0');
	}
	if (directory_at < 0)
		directory_at = (int64_t)b.len;
	for (int i = 0; i < n; i++)
		zip_put_central(&b, &m[i], zip_dos_time(at));
	zip_put_end(&b, n, directory_at, (int64_t)b.len);
	ck_assert_int_eq(file_write(path, b.at, b.len, 0600, &err), 0);
	buf_release(&b);
}

START_TEST(hostile_archives_are_named)
{
	const struct zip_member twice[] = { { "a", 0, 0, 0 }, { "a", 31, 0, 0 } };
	const struct zip_member above[] = { { "../a", 0, 0, 0 } };
	const struct zip_member over[] = { { "a", 0, 0, 0 }, { "b", 0, 0, 0 } };
	const struct zip_member bomb[] = { { "a", 0, (int64_t)1 << 40, 0 } };
	const struct zip_member gap[] = { { "a", 0, 0, 0 }, { "b", 40, 0, 0 } };

	make_by_hand(twice, 2, -1);
	ck_assert_int_gt(look(path), 0);
	ck_assert_msg(strstr(first_fault, "twice"), "%s", first_fault);
	make_by_hand(above, 1, -1);
	ck_assert_int_gt(look(path), 0);
	ck_assert_msg(strstr(first_fault, "no name"), "%s", first_fault);
	make_by_hand(over, 2, -1);
	ck_assert_int_gt(look(path), 0);
	ck_assert_msg(strstr(first_fault, "overlap"), "%s", first_fault);
	make_by_hand(bomb, 1, -1);
	ck_assert_int_gt(look(path), 0);
	ck_assert_msg(strstr(first_fault, "larger than the archive"), "%s", first_fault);
	make_by_hand(gap, 2, -1);
	ck_assert_int_gt(look(path), 0);
	make_by_hand(twice, 1, 5);
	ck_assert_int_gt(look(path), 0);
}
END_TEST

/* More than 4 GB without writing them: a file with a hole. */
START_TEST(sizes_and_places_beyond_4_gb_are_zip64)
{
	const int64_t big = ((int64_t)5 << 30) + 7;
	struct zip_member m[2] = { { .name = "big", .size = big }, { .name = "small", .size = 1 } };
	struct zip_in z;
	struct buf b;
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), n;
	int64_t end;

	buf_init(&b, 4096);
	zip_put_local(&b, &m[0], zip_dos_time(at));
	ck_assert_int_eq(pwrite(fd, b.at, b.len, 0), (ssize_t)b.len);
	m[1].at = (int64_t)b.len + big;
	buf_clear(&b);
	zip_put_local(&b, &m[1], zip_dos_time(at));
	buf_putc(&b, '\0');
	end = m[1].at + (int64_t)b.len;
	zip_put_central(&b, &m[0], zip_dos_time(at));
	zip_put_central(&b, &m[1], zip_dos_time(at));
	zip_put_end(&b, 2, end, m[1].at + (int64_t)b.len);
	ck_assert_int_eq(pwrite(fd, b.at, b.len, m[1].at), (ssize_t)b.len);
	close(fd);
	buf_release(&b);
	faults = 0;
	ck_assert_int_eq(zip_in_open(&z, &arena, path, &n, note, NULL, &err), 0);
	ck_assert_msg(n == 0, "%s", first_fault);
	ck_assert_int_eq(z.n, 2);
	ck_assert_int_eq(z.member[0].size, big);
	ck_assert_int_gt(z.member[1].at, big);
	zip_in_close(&z);
}
END_TEST

START_TEST(a_file_that_fails_is_not_there)
{
	struct zip_out *z;

	make();
	ck_assert_int_eq(zip_out_open(&z, path, at, &err), -1);
	ck_assert_int_eq(err.code, ERR_STATE);
	ck_assert_int_eq(look(path), 0);
	unlink(path);
	ck_assert_int_eq(zip_out_open(&z, path, at, &err), 0);
	ck_assert_int_eq(zip_out_bytes(z, "a", "b", 1, NULL, &err), 0);
	ck_assert_int_eq(zip_out_close(z, -1, &err), -1);
	ck_assert(!file_exists(path));
}
END_TEST

START_TEST(times_are_those_of_the_format)
{
	ck_assert_int_eq(zip_time_of(zip_dos_time(at)), at);
	ck_assert_int_eq(zip_time_of(zip_dos_time(at + 1)), at);
	ck_assert_int_eq(zip_time_of(zip_dos_time(0)), 315532800);
	ck_assert_int_eq(zip_time_of(zip_dos_time(INT64_C(99999999999))), 4354819198);
	ck_assert_int_eq(zip_time_of(0), INSTANT_NONE);
}
END_TEST

Suite *zip_suite(void)
{
	Suite *s = suite_create("zip");
	TCase *t = tcase_create("zip");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, the_bytes_are_those_of_the_format);
	tcase_add_test(t, what_was_written_is_read);
	tcase_add_test(t, a_flip_of_any_bit_is_seen);
	tcase_add_test(t, a_file_cut_or_grown_anywhere_is_seen);
	tcase_add_loop_test(t, names_that_lead_elsewhere_are_none, 0,
			    (int)(sizeof names / sizeof *names));
	tcase_add_test(t, hostile_archives_are_named);
	tcase_add_test(t, sizes_and_places_beyond_4_gb_are_zip64);
	tcase_add_test(t, a_file_that_fails_is_not_there);
	tcase_add_test(t, times_are_those_of_the_format);
	suite_add_tcase(s, t);
	return s;
}
