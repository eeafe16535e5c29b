#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/suites.h"

static struct arena arena;
static struct err err;
static char root[64];

static void setup(void)
{
	memset(&err, 0, sizeof err);
	strncpy(root, "/tmp/waylaid-file-XXXXXX", sizeof root - 1);
	ck_assert_ptr_nonnull(mkdtemp(root));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static void teardown(void)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	arena_release(&arena);
}

static char *in_root(const char *name)
{
	return path_join(&arena, root, name);
}

static int entries_in(const char *path)
{
	DIR *dir = opendir(path);
	int n = -2; /* "." and ".." */

	ck_assert_ptr_nonnull(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

static const char *content(const char *path)
{
	char *text = NULL;
	size_t len;

	ck_assert_msg(file_read(&text, &len, &arena, path, 1000000, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(strlen(text), len);
	return text;
}

START_TEST(a_file_is_read_whole_with_its_nuls)
{
	static const char bytes[] = "a\0b\n\xff";
	char *path = in_root("f"), *text;
	size_t len;

	ck_assert_int_eq(file_write(path, bytes, sizeof bytes - 1, 0600, &err), 0);
	ck_assert_int_eq(file_read(&text, &len, &arena, path, 5, &err), 0);
	ck_assert_uint_eq(len, 5);
	ck_assert_mem_eq(text, bytes, 6); /* the NUL behind it as well */
}
END_TEST

START_TEST(a_file_of_exactly_the_ceiling_is_read_and_one_byte_more_refused)
{
	char *path = in_root("f"), *text;
	size_t len = 9;

	put(path, "");
	ck_assert_int_eq(file_read(&text, &len, &arena, path, 0, &err), 0);
	ck_assert_uint_eq(len, 0);
	ck_assert_str_eq(text, "");
	put(path, "123456");
	ck_assert_int_eq(file_read(&text, &len, &arena, path, 6, &err), 0);
	ck_assert_int_eq(file_read(&text, &len, &arena, path, 5, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "larger than 5 bytes"));
}
END_TEST

START_TEST(a_file_that_tells_no_size_is_read_to_its_end_or_the_ceiling)
{
	char *text;
	size_t len;

	ck_assert_int_eq(file_read(&text, &len, &arena, "/proc/self/status", 1000000, &err), 0);
	ck_assert_uint_gt(len, 100);
	ck_assert_int_eq(file_read(&text, &len, &arena, "/dev/zero", 1000000, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(what_cannot_be_read_says_why)
{
	char *file = in_root("f"), *text;
	size_t len;
	const struct {
		const char *path;
		enum err_code code;
	} rows[] = {
		{ in_root("absent"), ERR_NOT_FOUND },
		{ in_root("f/below"), ERR_NOT_FOUND },
		{ in_root("dangling"), ERR_NOT_FOUND },
		{ "", ERR_NOT_FOUND },
		{ root, ERR_INPUT },
		{ in_root("loop"), ERR_FAILED },
	};

	put(file, "x");
	ck_assert_int_eq(symlink("nowhere", in_root("dangling")), 0);
	ck_assert_int_eq(symlink("loop", in_root("loop")), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hash hash;
		int64_t size;

		memset(&err, 0, sizeof err);
		ck_assert_int_eq(file_read(&text, &len, &arena, rows[i].path, 10, &err), -1);
		ck_assert_msg(err.code == rows[i].code, "%s: %s", rows[i].path, err.text);
		ck_assert_ptr_nonnull(strstr(err.text, rows[i].path));
		memset(&err, 0, sizeof err);
		ck_assert_int_eq(file_hash(&hash, &size, rows[i].path, &err), -1);
		ck_assert_msg(err.code == rows[i].code, "%s: %s", rows[i].path, err.text);
	}
}
END_TEST

START_TEST(a_written_file_has_its_bytes_and_its_mode_whatever_the_umask)
{
	static const mode_t modes[] = { 0600, 0644, 0640, 0400 };
	char *path = in_root("f");
	struct stat st;

	umask(077);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		ck_assert_int_eq(file_write(path, "new", 3, modes[i], &err), 0);
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_uint_eq(st.st_mode & 07777, modes[i]);
		ck_assert_str_eq(content(path), "new");
	}
	ck_assert_int_eq(file_write(path, "", 0, 0600, &err), 0);
	ck_assert_str_eq(content(path), "");
	ck_assert_int_eq(entries_in(root), 1);
}
END_TEST

START_TEST(a_reader_of_the_old_file_keeps_the_old_file)
{
	char *path = in_root("f"), old[8] = "";
	int fd;

	put(path, "old");
	fd = open(path, O_RDONLY);
	ck_assert_int_eq(file_write(path, "newer", 5, 0600, &err), 0);
	ck_assert_int_eq(read(fd, old, sizeof old - 1), 3);
	ck_assert_str_eq(old, "old");
	close(fd);
	ck_assert_str_eq(content(path), "newer");
}
END_TEST

START_TEST(a_link_to_a_file_stays_a_link)
{
	char *file = in_root("real"), *link = in_root("link");
	struct stat st;

	put(file, "old");
	ck_assert_int_eq(symlink("real", link), 0);
	ck_assert_int_eq(file_write(link, "new", 3, 0600, &err), 0);
	ck_assert_str_eq(content(file), "new");
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(entries_in(root), 2);
}
END_TEST

START_TEST(a_link_to_nowhere_or_to_itself_is_replaced)
{
	char *link = in_root("link"), *loop = in_root("loop");

	ck_assert_int_eq(symlink("nowhere", link), 0);
	ck_assert_int_eq(symlink("loop", loop), 0);
	ck_assert_int_eq(file_write(link, "new", 3, 0600, &err), 0);
	ck_assert_int_eq(file_write(loop, "new", 3, 0600, &err), 0);
	ck_assert_str_eq(content(link), "new");
	ck_assert_str_eq(content(loop), "new");
	ck_assert(!file_exists(in_root("nowhere")));
}
END_TEST

static void refuse_write(const char *path, enum err_code code)
{
	memset(&err, 0, sizeof err);
	ck_assert_msg(file_write(path, "x", 1, 0600, &err) == -1, "%s", path);
	ck_assert_msg(err.code == code, "%s: %s", path, err.text);
	ck_assert_ptr_nonnull(strstr(err.text, path));
}

START_TEST(what_cannot_be_written_leaves_nothing_behind)
{
	char *long_name = arena_alloc(&arena, 300);

	memset(long_name, 'n', 299);
	put(in_root("file"), "kept");
	ck_assert_int_eq(mkdir(in_root("dir"), 0700), 0);
	ck_assert_int_eq(symlink("dir", in_root("link")), 0);
	refuse_write(in_root("dir"), ERR_INPUT);
	refuse_write(in_root("link"), ERR_INPUT);
	refuse_write(in_root("dir/"), ERR_INPUT);
	refuse_write(in_root("absent/f"), ERR_FAILED);
	refuse_write(in_root("file/f"), ERR_FAILED);
	refuse_write(in_root(long_name), ERR_FAILED);
	refuse_write("", ERR_INPUT);
	ck_assert_int_eq(entries_in(root), 3);
	ck_assert_int_eq(entries_in(in_root("dir")), 0);
	ck_assert_str_eq(content(in_root("file")), "kept");
}
END_TEST

START_TEST(a_device_is_written_to_and_not_replaced)
{
	struct stat st;

	ck_assert_int_eq(file_write("/dev/null", "x", 1, 0600, &err), 0);
	refuse_write("/dev/full", ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, strerror(ENOSPC)));
	ck_assert_int_eq(stat("/dev/null", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
	ck_assert_int_eq(stat("/dev/full", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
}
END_TEST

enum { SMALL = 64 * 1024, TOO_MUCH = 3 * SMALL };

/*
 * A disk of 64 KiB at "root", seen by this test's process alone. Without the right to mount, a
 * limit on the size of files stands in: it also fails in the middle of a write.
 */
static bool shrink_disk(void)
{
	struct rlimit limit = { SMALL, SMALL };

	if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("none", root, "tmpfs", 0, "size=64k") == 0)
		return true;
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	return false;
}

START_TEST(a_full_disk_keeps_the_old_file_and_nothing_else)
{
	bool mounted = shrink_disk();
	char *path = in_root("f"), *copy = in_root("copy"), *bytes = arena_alloc(&arena, TOO_MUCH);
	struct hash hash;
	int64_t size;
	int zero = open("/dev/zero", O_RDONLY);

	ck_assert_int_eq(file_write(path, "old", 3, 0600, &err), 0);
	ck_assert_int_eq(file_write(path, bytes, TOO_MUCH, 0600, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, strerror(mounted ? ENOSPC : EFBIG)));
	ck_assert_str_eq(content(path), "old");
	ck_assert_int_eq(entries_in(root), 1);

	memset(&err, 0, sizeof err);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, zero, copy, TOO_MUCH, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_int_eq(entries_in(root), 1);
	ck_assert_int_eq(file_write(path, "again", 5, 0600, &err), 0);
	ck_assert_str_eq(content(path), "again");
	close(zero);
	if (mounted)
		umount2(root, MNT_DETACH);
}
END_TEST

START_TEST(folders_are_made_with_their_parents_for_their_owner_only)
{
	struct stat st;

	umask(0);
	ck_assert_int_eq(file_make_dirs(in_root("a/b//c/"), &err), 0);
	ck_assert_int_eq(stat(in_root("a/b/c"), &st), 0);
	ck_assert(S_ISDIR(st.st_mode));
	ck_assert_uint_eq(st.st_mode & 07777, 0700);
	ck_assert_int_eq(stat(in_root("a"), &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0700);
	ck_assert_int_eq(file_make_dirs(in_root("a/b/c"), &err), 0);
	ck_assert_int_eq(file_make_dirs("/", &err), 0);
	ck_assert_int_eq(file_make_dirs(".", &err), 0);
	ck_assert_int_eq(file_make_parent(in_root("x/y/file"), &err), 0);
	ck_assert(file_exists(in_root("x/y")));
	ck_assert(!file_exists(in_root("x/y/file")));
	ck_assert_int_eq(file_make_parent("file", &err), 0);
}
END_TEST

START_TEST(a_file_or_a_dead_link_where_a_folder_is_needed_is_named)
{
	put(in_root("file"), "x");
	ck_assert_int_eq(symlink("nowhere", in_root("dead")), 0);
	ck_assert_int_eq(file_make_dirs(in_root("file/a/b"), &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(err.text, in_root("file")));
	ck_assert_int_eq(file_make_dirs(in_root("file"), &err), -1);
	ck_assert_int_eq(file_make_dirs(in_root("dead"), &err), -1);
	ck_assert_int_eq(file_make_dirs(in_root("dead/a"), &err), -1);
	ck_assert_int_eq(file_make_dirs("", &err), -1);
	ck_assert_int_eq(entries_in(root), 2);
}
END_TEST

START_TEST(a_copy_is_hashed_as_it_is_made)
{
	char *src = in_root("src"), *dst = in_root("dst");
	struct hash copied, read_again, want = hash_of("abcdef", 6);
	int64_t size = 0, again = 0;
	struct stat st;
	int fd;

	put(src, "abcdef");
	fd = open(src, O_RDONLY);
	ck_assert_int_eq(file_copy_hashed(&copied, &size, fd, dst, 6, &err), 0);
	close(fd);
	ck_assert_int_eq(size, 6);
	ck_assert(hash_same(&copied, &want));
	ck_assert_str_eq(content(dst), "abcdef");
	ck_assert_int_eq(stat(dst, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(file_hash(&read_again, &again, dst, &err), 0);
	ck_assert_int_eq(again, 6);
	ck_assert(hash_same(&read_again, &want));
}
END_TEST

START_TEST(a_copy_over_its_ceiling_leaves_nothing)
{
	char *src = in_root("src");
	struct hash hash;
	int64_t size;
	int fd;

	put(src, "abcdef");
	fd = open(src, O_RDONLY);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, in_root("dst"), 5, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	close(fd);
	fd = open("/dev/zero", O_RDONLY);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, in_root("dst"), 1000000, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	close(fd);
	fd = open(root, O_RDONLY);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, in_root("dst"), 1000000, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	close(fd);
	ck_assert_int_eq(entries_in(root), 1);
}
END_TEST

START_TEST(a_copy_never_replaces_or_follows_what_is_there)
{
	char *src = in_root("src"), *dst = in_root("dst"), *link = in_root("link");
	struct hash hash;
	int64_t size;
	int fd;

	put(src, "abcdef");
	put(dst, "kept");
	ck_assert_int_eq(symlink("elsewhere", link), 0);
	fd = open(src, O_RDONLY);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, dst, 100, &err), -1);
	ck_assert_int_eq(err.code, ERR_STATE);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, link, 100, &err), -1);
	ck_assert_int_eq(file_copy_hashed(&hash, &size, fd, in_root("src/below"), 100, &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	close(fd);
	ck_assert_str_eq(content(dst), "kept");
	ck_assert(!file_exists(in_root("elsewhere")));
}
END_TEST

START_TEST(a_large_file_hashes_like_its_bytes)
{
	enum { SIZE = 10 * 1024 * 1024 + 7 };
	char *bytes = arena_alloc(&arena, SIZE), *path = in_root("f");
	struct hash got, want;
	int64_t size;

	for (int i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 31 + i / 4096);
	want = hash_of(bytes, SIZE);
	ck_assert_int_eq(file_write(path, bytes, SIZE, 0600, &err), 0);
	ck_assert_int_eq(file_hash(&got, &size, path, &err), 0);
	ck_assert_int_eq(size, SIZE);
	ck_assert(hash_same(&got, &want));
}
END_TEST

START_TEST(only_a_folder_is_synced_as_a_folder)
{
	put(in_root("f"), "x");
	ck_assert_int_eq(file_sync_dir(root, &err), 0);
	ck_assert_int_eq(file_sync_dir(in_root("f"), &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
	ck_assert_int_eq(file_sync_dir(in_root("absent"), &err), -1);
	ck_assert_int_eq(err.code, ERR_FAILED);
}
END_TEST

START_TEST(a_path_at_or_below_the_named_test_folder_is_on_a_network)
{
	const char *name = NULL;

	ck_assert_int_eq(mkdir(in_root("net"), 0700), 0);
	ck_assert_int_eq(mkdir(in_root("network"), 0700), 0);
	ck_assert_int_eq(symlink("net", in_root("link")), 0);
	ck_assert_int_eq(setenv("WAYLAID_TEST_NETWORK_DIR", in_root("net"), 1), 0);
	ck_assert(file_on_network(in_root("net"), &name));
	ck_assert_ptr_nonnull(name);
	ck_assert(file_on_network(in_root("net/"), &name));
	ck_assert(file_on_network(in_root("net/absent/desk.db"), &name));
	ck_assert(file_on_network(in_root("link/desk.db"), &name));
	ck_assert(file_on_network(in_root("network/../net/desk.db"), &name));
	name = NULL;
	ck_assert(!file_on_network(in_root("network/desk.db"), &name));
	ck_assert(!file_on_network(in_root("ne"), &name));
	ck_assert(!file_on_network(root, &name));
	ck_assert_ptr_null(name);
	ck_assert_int_eq(setenv("WAYLAID_TEST_NETWORK_DIR", "", 1), 0);
	ck_assert(!file_on_network(in_root("net"), &name));
	ck_assert_int_eq(unsetenv("WAYLAID_TEST_NETWORK_DIR"), 0);
	ck_assert(!file_on_network(in_root("net/absent/desk.db"), &name));
	ck_assert(!file_on_network("relative/and/absent", &name));
	ck_assert(!file_on_network("", &name));
}
END_TEST

START_TEST(free_space_is_told_for_what_exists_or_will)
{
	ck_assert_int_gt(file_space_free(root), 0);
	ck_assert_int_gt(file_space_free(in_root("not/yet/there")), 0);
	ck_assert_int_eq(file_space_free("/proc"), 0);
}
END_TEST

START_TEST(paths_are_joined_and_taken_apart)
{
	static const struct {
		const char *path, *dir, *base, *extension;
	} rows[] = {
		{ "photo.JPG", ".", "photo.JPG", "jpg" },
		{ "a/photo.tar.Gz", "a", "photo.tar.Gz", "gz" },
		{ "/a/b", "/a", "b", "" },
		{ "/b", "/", "b", "" },
		{ "/", "/", "", "" },
		{ "", ".", "", "" },
		{ "a//b", "a", "b", "" },
		{ "a.d/b", "a.d", "b", "" },
		{ "a/", "a", "", "" },
		{ "a/.profile", "a", ".profile", "" },
		{ "a/.x.y", "a", ".x.y", "y" },
		{ "a.", ".", "a.", "" },
		{ "//x", "/", "x", "" },
		{ "é.PNÉ", ".", "é.PNÉ", "pnÉ" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_str_eq(path_dir(&arena, rows[i].path), rows[i].dir);
		ck_assert_str_eq(path_base(rows[i].path), rows[i].base);
		ck_assert_str_eq(path_extension(&arena, rows[i].path), rows[i].extension);
	}
	ck_assert_str_eq(path_join(&arena, "a", "b"), "a/b");
	ck_assert_str_eq(path_join(&arena, "a/", "b"), "a/b");
	ck_assert_str_eq(path_join(&arena, "/", "b"), "/b");
	ck_assert_str_eq(path_join(&arena, "", "b"), "b");
}
END_TEST

static const struct {
	int (*dir)(char **out, struct arena *a, struct err *err);
	const char *variable, *below_home;
} xdg[] = {
	{ path_data_dir, "XDG_DATA_HOME", "/home/x/.local/share/waylaid" },
	{ path_config_dir, "XDG_CONFIG_HOME", "/home/x/.config/waylaid" },
	{ path_cache_dir, "XDG_CACHE_HOME", "/home/x/.cache/waylaid" },
};

START_TEST(xdg_variables_come_before_the_home_folder)
{
	char *path;

	setenv("HOME", "/home/x", 1);
	for (size_t i = 0; i < sizeof xdg / sizeof *xdg; i++) {
		unsetenv(xdg[i].variable);
		ck_assert_int_eq(xdg[i].dir(&path, &arena, &err), 0);
		ck_assert_str_eq(path, xdg[i].below_home);
		setenv(xdg[i].variable, "/else/where/", 1);
		ck_assert_int_eq(xdg[i].dir(&path, &arena, &err), 0);
		ck_assert_str_eq(path, "/else/where/waylaid");
		setenv(xdg[i].variable, "relative", 1);
		ck_assert_int_eq(xdg[i].dir(&path, &arena, &err), 0);
		ck_assert_str_eq(path, xdg[i].below_home);
		setenv(xdg[i].variable, "", 1);
		ck_assert_int_eq(xdg[i].dir(&path, &arena, &err), 0);
		ck_assert_str_eq(path, xdg[i].below_home);
	}
}
END_TEST

START_TEST(without_a_home_the_variable_to_set_is_named)
{
	static const char *const homes[] = { NULL, "", "relative" };
	char *path;

	for (size_t h = 0; h < sizeof homes / sizeof *homes; h++) {
		if (homes[h])
			setenv("HOME", homes[h], 1);
		else
			unsetenv("HOME");
		for (size_t i = 0; i < sizeof xdg / sizeof *xdg; i++) {
			unsetenv(xdg[i].variable);
			ck_assert_int_eq(xdg[i].dir(&path, &arena, &err), -1);
			ck_assert_int_eq(err.code, ERR_FAILED);
			ck_assert_ptr_nonnull(strstr(err.text, xdg[i].variable));
			ck_assert_ptr_nonnull(strstr(err.text, "HOME or"));
		}
	}
}
END_TEST

Suite *file_suite(void)
{
	Suite *s = suite_create("file");
	TCase *tc = tcase_create("file");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_file_is_read_whole_with_its_nuls);
	tcase_add_test(tc, a_file_of_exactly_the_ceiling_is_read_and_one_byte_more_refused);
	tcase_add_test(tc, a_file_that_tells_no_size_is_read_to_its_end_or_the_ceiling);
	tcase_add_test(tc, what_cannot_be_read_says_why);
	tcase_add_test(tc, a_large_file_hashes_like_its_bytes);
	tcase_add_test(tc, only_a_folder_is_synced_as_a_folder);
	tcase_add_test(tc, a_path_at_or_below_the_named_test_folder_is_on_a_network);
	tcase_add_test(tc, free_space_is_told_for_what_exists_or_will);
	tcase_add_test(tc, paths_are_joined_and_taken_apart);
	tcase_add_test(tc, xdg_variables_come_before_the_home_folder);
	tcase_add_test(tc, without_a_home_the_variable_to_set_is_named);
	tcase_add_test(tc, a_written_file_has_its_bytes_and_its_mode_whatever_the_umask);
	tcase_add_test(tc, a_reader_of_the_old_file_keeps_the_old_file);
	tcase_add_test(tc, a_link_to_a_file_stays_a_link);
	tcase_add_test(tc, a_link_to_nowhere_or_to_itself_is_replaced);
	tcase_add_test(tc, what_cannot_be_written_leaves_nothing_behind);
	tcase_add_test(tc, a_device_is_written_to_and_not_replaced);
	tcase_add_test(tc, a_full_disk_keeps_the_old_file_and_nothing_else);
	tcase_add_test(tc, folders_are_made_with_their_parents_for_their_owner_only);
	tcase_add_test(tc, a_file_or_a_dead_link_where_a_folder_is_needed_is_named);
	tcase_add_test(tc, a_copy_is_hashed_as_it_is_made);
	tcase_add_test(tc, a_copy_over_its_ceiling_leaves_nothing);
	tcase_add_test(tc, a_copy_never_replaces_or_follows_what_is_there);
	suite_add_tcase(s, tc);
	return s;
}
