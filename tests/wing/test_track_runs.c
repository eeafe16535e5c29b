#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "web/deadline.h"
#include "wing/suites.h"
#include "wing/web_program.h"
#include "wing/web_track.h"

/* Runs of a waylaid-track that is a script: what it prints, how long it takes, whether it obeys. */

/* clang-format off */
#define ONE \
	"{\"items\": [{\"outcome\": \"new\", \"new_events\": 3, \"message\": null}], \"count\": 1}"
#define STOPPED \
	"{\"items\": [{\"outcome\": \"unreachable\", \"new_events\": 0, " \
	"\"message\": \"no line\"}], \"count\": 1, " \
	"\"error\": {\"code\": \"remote\", \"message\": \"stopped: 1 of 2\"}}"
#define FAULT(code, words) \
	"echo '{\"error\": {\"code\": \"" code "\", \"message\": \"" words "\"}}'; exit 2"
/* clang-format on */

static struct arena a;
static char *dir;
static struct web_programs programs;
static struct track_limits limits;
static struct web_tracker tracker;
static struct err err;

static void write_program(const char *script)
{
	char *path = path_join(&a, dir, "waylaid-track");
	char *text = arena_printf(&a, "#!/bin/sh\ncd %s\necho $$ >pid\n%s\n", dir, script);

	ck_assert_int_eq(file_write(path, text, strlen(text), 0700, &err), 0);
	ck_assert_int_eq(chmod(path, 0700), 0);
}

static void setup(void)
{
	a = (struct arena)ARENA_INIT;
	dir = arena_strdup(&a, "/tmp/waylaid-wing.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	programs = (struct web_programs){ .dir = dir, .db_path = "desk.db" };
	limits = track_limits;
	limits.page_ms = 10000;
	limits.grace_ms = 2000;
	track_open(&tracker, &programs, &limits);
}

static void teardown(void)
{
	track_end(tracker.payload);
	track_close(tracker.payload);
	for (size_t i = 0; i < 4; i++) {
		static const char *const files[] = { "waylaid-track", "pid", "words", "runs" };

		unlink(path_join(&a, dir, files[i]));
	}
	ck_assert_int_eq(rmdir(dir), 0);
	arena_release(&a);
}

static const char *read_own(const char *name)
{
	char *text;
	size_t len;

	ck_assert_msg(file_read(&text, &len, &a, path_join(&a, dir, name), 4096, &err) == 0,
		      "%s: %s", name, err.text);
	return text;
}

static struct web_asked ask(int64_t id)
{
	const struct web_track what = { id, "bea", false };
	struct web_asked out;

	ck_assert_msg(tracker.ask(tracker.payload, &out, &a, &what, &err) == 0, "%s", err.text);
	return out;
}

static struct web_asked look(int64_t id)
{
	struct web_asked out;

	tracker.look(tracker.payload, &out, &a, id);
	return out;
}

/* The process is over, and nobody has to wait for it any more. */
static bool is_gone(void)
{
	return kill((pid_t)strtol(read_own("pid"), NULL, 10), 0) < 0 && errno == ESRCH;
}

static void wait_until_written(const char *name)
{
	const struct timespec step = { .tv_nsec = 5 * 1000000 };
	char *path = path_join(&a, dir, name);
	struct stat st;

	for (int i = 0; i < 2000 && (stat(path, &st) < 0 || !st.st_size); i++)
		nanosleep(&step, NULL);
}

/* --- --- */

START_TEST(it_is_told_the_case_the_desk_and_who_is_signed_in)
{
	struct web_asked told;

	programs.now_given = true;
	programs.now_moved_s = -86400;
	write_program("echo \"$WAYLAID_SIGNED_IN $*\" >words; echo '" ONE "'");
	ck_assert(!look(12).known);
	told = ask(12);
	ck_assert(told.known && !told.asking);
	ck_assert_int_eq(told.err.code, ERR_NONE);
	ck_assert_str_eq(told.user, "bea");
	ck_assert_str_eq(told.document, ONE "\n");
	ck_assert_int_eq(told.count[POLL_NEW], 1);
	ck_assert_int_eq(told.new_events, 3);
	ck_assert_ptr_nonnull(
		strstr(read_own("words"), "bea track 12 --json --db desk.db --now 20"));
	ck_assert(look(12).known && !look(13).known);
	told = ask(0);
	ck_assert_ptr_nonnull(strstr(read_own("words"), "bea track --due --json"));
	ck_assert(is_gone());
}
END_TEST

/* clang-format off */
static const struct {
	const char *script, *words;
	enum err_code code;
	int count; /* of what came */
} ends[] = {
	{ "echo '" STOPPED "'; exit 5", "stopped: 1 of 2", ERR_REMOTE, 1 },
	{ FAULT("input", "no access"), "no access", ERR_INPUT, 0 },
	{ FAULT("nonsense", "odd"), "odd", ERR_FAILED, 0 },
	{ "echo '{\"items\": ['", "broke off", ERR_FAILED, 0 },
	{ "exit 1", "broke off", ERR_FAILED, 0 },
	{ "kill -9 $$", "broke off", ERR_FAILED, 0 },
	{ "head -c 70000 /dev/zero", "more came than can be shown", ERR_FAILED, 0 },
};
/* clang-format on */

START_TEST(however_it_ends_it_is_said)
{
	struct web_asked told;

	limits.document_max = 65536;
	write_program(ends[_i].script);
	told = ask(1);
	ck_assert(!told.asking);
	ck_assert_int_eq(told.err.code, ends[_i].code);
	ck_assert_msg(strstr(told.err.text, ends[_i].words) != NULL, "%s", told.err.text);
	ck_assert_int_eq(told.count[POLL_UNREACHABLE], ends[_i].count);
	ck_assert(is_gone());
}
END_TEST

START_TEST(a_program_that_is_not_there_is_said)
{
	struct web_asked told = ask(1);

	ck_assert_int_eq(told.err.code, ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(told.err.text, "cannot be started"));
}
END_TEST

START_TEST(past_its_time_it_is_told_to_stop_and_keeps_what_came)
{
	struct web_asked told;

	limits.case_ms = 300;
	write_program("trap 'echo '\\''" STOPPED "'\\''; exit 5' TERM\n"
		      "while :; do sleep 0.02; done");
	told = ask(1);
	ck_assert_int_eq(told.err.code, ERR_REMOTE);
	ck_assert_ptr_nonnull(strstr(told.err.text, "what came is recorded"));
	ck_assert_int_eq(told.count[POLL_UNREACHABLE], 1);
	ck_assert_str_eq(told.trouble, "no line");
	ck_assert(is_gone());
}
END_TEST

START_TEST(one_that_does_not_stop_is_killed)
{
	int64_t began = clock_ms();

	limits.case_ms = 200;
	limits.grace_ms = 200;
	write_program("trap '' TERM\nwhile :; do sleep 0.02; done");
	ck_assert_int_eq(ask(1).err.code, ERR_REMOTE);
	ck_assert_int_lt(clock_ms() - began, 5000);
	ck_assert(is_gone());
}
END_TEST

START_TEST(a_page_waits_a_moment_alone)
{
	struct web_asked told;

	limits.page_ms = 50;
	write_program("sleep 0.5; echo '" ONE "'");
	told = ask(1);
	ck_assert(told.asking);
	ck_assert_ptr_null(told.document);
	ck_assert(look(1).asking);
	/* Who asks meanwhile joins it. */
	limits.page_ms = 10000;
	told = ask(1);
	ck_assert(!told.asking);
	ck_assert_int_eq(told.count[POLL_NEW], 1);
	ck_assert(!look(1).asking);
}
END_TEST

static void *ask_too(void *payload)
{
	static const struct web_track what = { 1, "zoe", true };
	struct arena own = ARENA_INIT;
	struct web_asked *out = payload;
	struct err none;

	tracker.ask(tracker.payload, out, &own, &what, &none);
	out->document = out->user = NULL;
	arena_release(&own);
	return NULL;
}

START_TEST(two_at_once_ask_the_carrier_once)
{
	struct web_asked first, second;
	pthread_t thread;

	write_program("echo run >>runs; sleep 0.3; echo '" ONE "'");
	ck_assert_int_eq(pthread_create(&thread, NULL, ask_too, &second), 0);
	wait_until_written("runs");
	first = ask(1);
	pthread_join(thread, NULL);
	ck_assert_int_eq(first.count[POLL_NEW], 1);
	ck_assert_int_eq(second.count[POLL_NEW], 1);
	ck_assert_str_eq(first.user, "zoe"); /* who began it */
	ck_assert_str_eq(read_own("runs"), "run\n");
}
END_TEST

START_TEST(so_many_run_at_once_and_no_more)
{
	const struct web_track more = { 9, "bea", false };
	struct web_asked out;

	limits.page_ms = 0;
	limits.at_once = 3;
	write_program("sleep 0.5; echo '" ONE "'");
	for (int i = 1; i <= 3; i++)
		ck_assert(ask(i).asking);
	ck_assert_int_eq(tracker.ask(tracker.payload, &out, &a, &more, &err), -1);
	ck_assert_int_eq(err.code, ERR_BUSY);
	ck_assert(ask(2).asking);
}
END_TEST

/* With as many requests waiting as may be, one worker is free. */
START_TEST(a_worker_stays_free)
{
	const struct web_track to_the_end = { 1, "bea", true };
	struct web_asked out;
	int held = 0;

	write_program("sleep 0.3; echo '" ONE "'");
	while (programs_may_wait(&programs))
		held++;
	ck_assert_int_eq(held, 3);
	ck_assert_int_eq(tracker.ask(tracker.payload, &out, &a, &to_the_end, &err), -1);
	ck_assert_int_eq(err.code, ERR_BUSY);
	ck_assert(!look(1).known); /* and nothing was begun */
	ck_assert(ask(1).asking);  /* a page need not wait */
	programs_waited(&programs);
	ck_assert(!ask(1).asking);
}
END_TEST

START_TEST(the_servers_end_is_that_of_every_run)
{
	int64_t began;

	limits.page_ms = 0;
	write_program("trap 'echo '\\''" STOPPED "'\\''; exit 5' TERM\n"
		      "echo on >runs\nwhile :; do sleep 0.02; done");
	ask(1);
	wait_until_written("runs");
	began = clock_ms();
	track_end(tracker.payload);
	ck_assert_int_lt(clock_ms() - began, 1500);
	ck_assert(is_gone());
	ck_assert_int_eq(look(1).err.code, ERR_BUSY);
	ck_assert_int_eq(tracker.ask(tracker.payload, &(struct web_asked){ .known = false }, &a,
				     &(struct web_track){ 2, "bea", false }, &err),
			 -1);
	ck_assert_int_eq(err.code, ERR_BUSY);
}
END_TEST

START_TEST(old_runs_make_room)
{
	write_program("echo '" ONE "'");
	for (int i = 1; i <= 40; i++)
		ck_assert_int_eq(ask(i).count[POLL_NEW], 1);
	ck_assert(!look(1).known && look(40).known);
}
END_TEST

Suite *track_runs_suite(void)
{
	Suite *s = suite_create("runs of track");
	TCase *t = tcase_create("runs");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, it_is_told_the_case_the_desk_and_who_is_signed_in);
	tcase_add_loop_test(t, however_it_ends_it_is_said, 0, sizeof ends / sizeof *ends);
	tcase_add_test(t, a_program_that_is_not_there_is_said);
	tcase_add_test(t, past_its_time_it_is_told_to_stop_and_keeps_what_came);
	tcase_add_test(t, one_that_does_not_stop_is_killed);
	tcase_add_test(t, a_page_waits_a_moment_alone);
	tcase_add_test(t, two_at_once_ask_the_carrier_once);
	tcase_add_test(t, so_many_run_at_once_and_no_more);
	tcase_add_test(t, a_worker_stays_free);
	tcase_add_test(t, the_servers_end_is_that_of_every_run);
	tcase_add_test(t, old_runs_make_room);
	suite_add_tcase(s, t);
	return s;
}
