#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/place.h"
#include "web/kept_upload.h"
#include "web/suites.h"
#include "web/upload.h"

/* What was looked at is there for who sent it, once, and not for ever. */

static struct kept_uploads *all;

static void setup(void)
{
	place_setup();
	all = kept_uploads_new();
}

static void teardown(void)
{
	kept_uploads_free(all);
	place_teardown();
}

static struct upload upload(int n, int64_t size)
{
	struct upload u = { in_place(arena_printf(&here.a, "u%d", n)),
			    in_place(arena_printf(&here.a, "u%d/list.csv", n)), -1, size };
	int fd;

	ck_assert_int_eq(mkdir(u.dir, 0700), 0);
	fd = open(u.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	ck_assert_int_ge(fd, 0);
	close(fd);
	return u;
}

static bool is_there(int n)
{
	return access(in_place(arena_printf(&here.a, "u%d", n)), F_OK) == 0;
}

static char *put(int n, int64_t size, const char *session, int64_t now_s)
{
	char *name = arena_alloc(&here.a, TOKEN_TEXT);
	struct upload u = upload(n, size);

	ck_assert(kept_upload_put(name, all, &u, session, now_s));
	ck_assert_ptr_null(u.path);
	return name;
}

static bool take(const char *name, const char *session, int64_t now_s)
{
	struct upload u = { .fd = -1 };
	bool got = kept_upload_take(&u, all, &here.a, name, session, now_s);

	if (got)
		ck_assert_int_eq(access(u.path, R_OK), 0);
	upload_release(&u);
	return got;
}

START_TEST(it_is_for_who_sent_it_and_once)
{
	char *name = put(1, 10, "ann", 100);

	ck_assert(!take(name, "bob", 101));
	ck_assert(!take("nonsense", "ann", 101));
	ck_assert(take(name, "ann", 101));
	ck_assert(!take(name, "ann", 101));
	ck_assert(!is_there(1));
}
END_TEST

START_TEST(it_goes_after_a_while_and_with_the_server)
{
	char *name = put(1, 10, "ann", 100);

	put(2, 10, "bob", 100 + KEPT_LASTS_S - 1);
	ck_assert(!take(name, "ann", 100 + KEPT_LASTS_S));
	ck_assert(!is_there(1) && is_there(2));
	kept_uploads_free(all);
	all = NULL;
	ck_assert(!is_there(2));
}
END_TEST

START_TEST(there_are_only_so_many)
{
	struct upload large = upload(99, (int64_t)KEPT_BYTES_MAX + 1);
	char name[TOKEN_TEXT];

	ck_assert(!kept_upload_put(name, all, &large, "ann", 100));
	ck_assert_ptr_nonnull(large.path);
	ck_assert(!kept_upload_put(name, all, &(struct upload){ .fd = -1 }, "ann", 100));
	/* the next one of a session takes the place of the one before */
	put(1, 10, "ann", 100);
	put(2, 10, "ann", 100);
	ck_assert(!is_there(1) && is_there(2));
	for (int i = 3; i < 2 + KEPT_MAX; i++)
		put(i, 10, arena_printf(&here.a, "s%d", i), 100);
	ck_assert(is_there(2));
	put(2 + KEPT_MAX, 10, "one more", 100);
	ck_assert(!is_there(2) && is_there(3));
	put(3 + KEPT_MAX, KEPT_BYTES_MAX - 10, "large", 100);
	ck_assert(!is_there(3) && !is_there(1 + KEPT_MAX));
	ck_assert(is_there(2 + KEPT_MAX) && is_there(3 + KEPT_MAX));
}
END_TEST

Suite *kept_upload_suite(void)
{
	Suite *s = suite_create("kept_upload");
	TCase *t = tcase_create("kept_upload");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, it_is_for_who_sent_it_and_once);
	tcase_add_test(t, it_goes_after_a_while_and_with_the_server);
	tcase_add_test(t, there_are_only_so_many);
	suite_add_tcase(s, t);
	return s;
}
