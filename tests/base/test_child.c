#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/err.h"
#include "base/suites.h"

static struct buf out;
static struct err err;

static int run(const char *script, const char *input, int timeout_ms)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)script, NULL };
	struct child_run r = { .program = "/bin/sh",
			       .argv = argv,
			       .timeout_ms = timeout_ms,
			       .out_max = 1000,
			       .exit_refused = 3,
			       .what = "the reader" };
	int rc;

	err = (struct err){ 0 };
	ck_assert_int_eq(child_input_of(&r.in, input, strlen(input), &err), 0);
	rc = child_run(&out, &r, &err);
	close(r.in);
	return rc;
}

static void fails(const char *script, enum err_code code, const char *words)
{
	ck_assert_int_eq(run(script, "x", 5000), -1);
	ck_assert_int_eq(err.code, code);
	ck_assert_msg(strstr(err.text, words), "%s", err.text);
	buf_release(&out);
}

START_TEST(what_it_writes_is_taken)
{
	ck_assert_msg(run("exec /bin/cat", "hello", 5000) == 0, "%s", err.text);
	ck_assert_str_eq(out.at, "hello");
	buf_release(&out);
	ck_assert_int_eq(run("echo ${HOME-none}", "", 5000), 0);
	ck_assert_str_eq(out.at, "none\n");
	buf_release(&out);
}
END_TEST

START_TEST(whatever_it_does_is_an_error_in_words)
{
	fails("echo broken >&2; exit 3", ERR_INPUT, "broken");
	fails("exit 3", ERR_FAILED, "the reader failed (exit 3)");
	fails("exit 4", ERR_FAILED, "the reader failed (exit 4)");
	fails("kill -9 $$", ERR_INPUT, "signal 9");
	fails("while :; do echo xxxxxxxxxxxxxxxx; done", ERR_INPUT, "wrote too much");
	fails("printf '\\377\\n' >&2; exit 3", ERR_FAILED, "failed");
}
END_TEST

START_TEST(a_silent_one_hears_and_says_nothing_and_gets_every_signal)
{
	const char *script = "echo out; echo err >&2; ! read line || exit 1; kill -TERM $$; exit 2";
	const char *argv[] = { "sh", "-c", script, NULL };
	const char *none[] = { "waylaid-none", NULL };
	char *environment[] = { (char *)"GIVEN=yes", NULL };
	sigset_t all, before;
	int status;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	ck_assert_int_eq(child_start_silent(&pid, "sh", argv, NULL), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	argv[2] = "[ \"$GIVEN\" = yes ] && [ -z \"$HOME\" ]";
	ck_assert_int_eq(child_start_silent(&pid, "/bin/sh", argv, environment), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	sigprocmask(SIG_SETMASK, &before, NULL);
	ck_assert_int_eq(child_start_silent(&pid, none[0], none, NULL), ENOENT);
}
END_TEST

START_TEST(its_time_is_limited)
{
	ck_assert_int_eq(run("while :; do :; done", "", 50), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(err.text, "not read within 1 seconds"));
	buf_release(&out);
}
END_TEST

START_TEST(only_a_plain_file_is_opened)
{
	int fd = -1;

	ck_assert_int_eq(child_open_input(&fd, "/dev/null", &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(child_open_input(&fd, "/nowhere/file", &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
	ck_assert_int_eq(child_open_input(&fd, "README.md", &err), 0);
	close(fd);
}
END_TEST

Suite *child_suite(void)
{
	Suite *s = suite_create("child");
	TCase *t = tcase_create("child");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_it_writes_is_taken);
	tcase_add_test(t, whatever_it_does_is_an_error_in_words);
	tcase_add_test(t, a_silent_one_hears_and_says_nothing_and_gets_every_signal);
	tcase_add_test(t, its_time_is_limited);
	tcase_add_test(t, only_a_plain_file_is_opened);
	suite_add_tcase(s, t);
	return s;
}
