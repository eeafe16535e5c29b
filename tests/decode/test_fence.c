#include "decode/test_decode.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "decode/fence.h"
#include "decode/pictures.h"
#include "decode/probe.h"
#include "decode/shown.h"

/* What a picture that took over its reader would try. Returning means that it was let. */
static void try_to_open(void)
{
	(void)!open("/etc/passwd", O_RDONLY);
}

static void try_to_connect(void)
{
	(void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void try_to_fork(void)
{
	(void)!fork();
}

static void try_to_run(void)
{
	char *argv[] = { (char *)"/bin/true", NULL };

	execve(argv[0], argv, argv + 1);
}

static void try_to_write_code(void)
{
	(void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0);
}

static void try_to_signal_the_parent(void)
{
	kill(getppid(), SIGTERM);
}

static void (*const tries[])(void) = {
	try_to_open, try_to_connect,    try_to_fork,
	try_to_run,  try_to_write_code, try_to_signal_the_parent,
};

static int in_child(void (*act)(void))
{
	int status = 0;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct err err;

		if (fence_close(FENCE_STRICT, &err) < 0)
			_exit(99);
		act();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return status;
}

START_TEST(behind_the_fence_a_hostile_call_kills)
{
	int status;

	if (!fence_is_whole())
		return;
	status = in_child(tries[_i]);
	ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, "status %#x", status);
}
END_TEST

static void want_too_much(void)
{
	char *much = malloc((size_t)FENCE_MEMORY + 1);

	_exit(much ? 1 : 7);
}

START_TEST(behind_the_fence_memory_ends)
{
	int status;

	if (!fence_is_whole())
		return;
	status = in_child(want_too_much);
	ck_assert_int_eq(WEXITSTATUS(status), 7);
}
END_TEST

static void write_to_a_kept_file(void)
{
	_exit(write(5, "x", 1) < 0 ? 7 : 1);
}

START_TEST(behind_the_fence_no_inherited_file_is_open)
{
	int status;

	ck_assert_int_eq(dup2(STDERR_FILENO, 5), 5);
	status = in_child(write_to_a_kept_file);
	if (fence_is_whole())
		ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	else
		ck_assert_int_eq(WEXITSTATUS(status), 7);
	close(5);
}
END_TEST

/* The program of JPEGs and PNGs on these bytes; its exit status, and what it wrote. */
static int run(char *out, size_t room, size_t *len, const struct made *m, const char *edge)
{
	struct ran ran = { .out = out, .room = room };
	int status = run_program(&ran, WAYLAID_DECODE, m, edge);

	*len = ran.len;
	return status;
}

START_TEST(the_program_gives_header_and_picture)
{
	static char out[1 << 20];
	struct made m = made_photo(1200, 900, 8, "2026:11:03 14:22:05");
	uint8_t rgb[4][3];
	int width, height;
	size_t len;

	ck_assert_int_eq(run(out, sizeof(out), &len, &m, "240"), PROBE_SHOWN);
	ck_assert_int_gt(len, PROBE_HEADER);
	ck_assert_int_eq(
		memcmp(out, "waylaid-thumb 1 240 180 1200 900 whole 2026-11-03T14:22:05 ", 58), 0);
	ck_assert_int_eq(made_look(rgb, &width, &height, out + PROBE_HEADER, len - PROBE_HEADER),
			 0);
	ck_assert_int_eq(width, 240);
	made_release(&m);
}
END_TEST

START_TEST(the_program_says_in_one_line_why_not)
{
	char out[1024];
	struct made m = made_copy("plain text", 10);
	size_t len;

	ck_assert_int_eq(run(out, sizeof(out), &len, &m, NULL), PROBE_CANNOT_SHOW);
	ck_assert_int_eq(memcmp(out, "the file is neither a JPEG nor a PNG\n", len), 0);
	made_release(&m);

	m = made_copy("", 0);
	ck_assert_int_eq(run(out, sizeof(out), &len, &m, NULL), PROBE_CANNOT_SHOW);
	ck_assert_int_eq(memcmp(out, "the file is empty\n", len), 0);
	made_release(&m);
}
END_TEST

START_TEST(the_program_used_wrongly_says_so)
{
	static const char *const edges[] = { "0", "-1", "99999", "480px", "" };
	char out[1024];
	struct made m = made_copy("", 0);
	size_t len;

	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++)
		ck_assert_int_eq(run(out, sizeof(out), &len, &m, edges[i]), PROBE_USED_WRONGLY);
	made_release(&m);
}
END_TEST

START_TEST(the_fenced_program_survives_broken_pictures)
{
	static char out[1 << 20];
	struct made whole = made_photo(40, 24, 6, "2026:11:03 14:22:05"), m;
	size_t len;
	int status;

	for (size_t i = 0; i < whole.len; i += 5) {
		m = made_copy(whole.bytes, whole.len);
		m.bytes[i] ^= 0xFF;
		status = run(out, sizeof(out), &len, &m, "64");
		ck_assert_msg(status == PROBE_SHOWN || status == PROBE_CANNOT_SHOW, "byte %zu: %d",
			      i, status);
		made_release(&m);
	}
	made_release(&whole);
}
END_TEST

START_TEST(the_fenced_program_shows_a_large_photo_and_refuses_bombs)
{
	static char out[1 << 20];
	struct made m = made_jpeg(5000, 4000, MADE_PROGRESSIVE);
	size_t len;

	ck_assert_int_eq(run(out, sizeof(out), &len, &m, "480"), PROBE_SHOWN);
	made_release(&m);
	m = made_png(5000, 3000, 255);
	ck_assert_int_eq(run(out, sizeof(out), &len, &m, "480"), PROBE_SHOWN);
	made_release(&m);
	m = made_png_bomb(60000, 60000);
	ck_assert_int_eq(run(out, sizeof(out), &len, &m, "480"), PROBE_CANNOT_SHOW);
	made_release(&m);
	m = made_png_bomb(10000, 10000);
	ck_assert_int_eq(run(out, sizeof(out), &len, &m, "480"), PROBE_CANNOT_SHOW);
	made_release(&m);
}
END_TEST

TCase *fence_tests(void)
{
	TCase *tc = tcase_create("fence");

	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, behind_the_fence_a_hostile_call_kills, 0,
			    (int)(sizeof(tries) / sizeof(*tries)));
	tcase_add_test(tc, behind_the_fence_memory_ends);
	tcase_add_test(tc, behind_the_fence_no_inherited_file_is_open);
	tcase_add_test(tc, the_program_gives_header_and_picture);
	tcase_add_test(tc, the_program_says_in_one_line_why_not);
	tcase_add_test(tc, the_program_used_wrongly_says_so);
	tcase_add_test(tc, the_fenced_program_survives_broken_pictures);
	tcase_add_test(tc, the_fenced_program_shows_a_large_photo_and_refuses_bombs);
	return tc;
}
