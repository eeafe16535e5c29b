#include "decode/shown.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"

int show_made(struct probe_thumb *thumb, const struct probe_kinds *kinds, const struct made *m,
	      int edge, struct err *err)
{
	const struct probe_file file = { m->bytes, m->len, edge, 0 };

	probe_release(thumb);
	*err = (struct err){ .code = ERR_NONE };
	return probe_picture(thumb, kinds, &file, err);
}

void check_corners(const struct probe_thumb *thumb, int tolerance)
{
	static const uint8_t corners[4][3] = {
		{ 220, 30, 30 }, { 30, 160, 60 }, { 40, 60, 200 }, { 240, 210, 40 }
	};
	uint8_t rgb[4][3];
	int width, height;

	ck_assert_int_eq(made_look(rgb, &width, &height, thumb->jpeg, thumb->len), 0);
	ck_assert_int_eq(width, thumb->width);
	ck_assert_int_eq(height, thumb->height);
	for (int corner = 0; corner < 4; corner++)
		for (int c = 0; c < 3; c++)
			ck_assert_msg(abs(rgb[corner][c] - corners[corner][c]) <= tolerance,
				      "corner %d channel %d is %d", corner, c, rgb[corner][c]);
}

void check_upright(const struct probe_thumb *thumb, int tolerance)
{
	ck_assert_int_eq(thumb->width, 160);
	ck_assert_int_eq(thumb->height, 100);
	ck_assert_int_eq(thumb->full_width, 640);
	ck_assert_int_eq(thumb->full_height, 400);
	ck_assert(!thumb->damaged);
	check_corners(thumb, tolerance);
}

/* Shown or refused; the sanitizers say the rest. */
void flip_bytes(const struct probe_kinds *kinds, const struct made *whole, size_t step)
{
	static const uint8_t flips[] = { 0x01, 0x80, 0xFF };
	struct probe_thumb thumb = { 0 };

	for (size_t i = 0; i < whole->len; i += step) {
		for (size_t f = 0; f < sizeof(flips); f++) {
			struct made made = made_copy(whole->bytes, whole->len);
			struct err err;

			made.bytes[i] ^= flips[f];
			if (show_made(&thumb, kinds, &made, 32, &err) < 0)
				ck_assert_str_ne(err.text, "");
			else
				ck_assert_int_gt(thumb.len, 100);
			made_release(&made);
		}
	}
	probe_release(&thumb);
}

int run_program(struct ran *ran, const char *program, const struct made *m, const char *edge)
{
	int in = open("/tmp", O_TMPFILE | O_RDWR, 0600), to[2], status = 0;
	ssize_t got;
	pid_t child;

	ck_assert_int_ge(in, 0);
	ck_assert_int_eq(write(in, m->bytes, m->len), (ssize_t)m->len);
	ck_assert_int_eq(lseek(in, 0, SEEK_SET), 0);
	ck_assert_int_eq(pipe(to), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		dup2(in, STDIN_FILENO);
		dup2(to[1], STDOUT_FILENO);
		dup2(to[1], STDERR_FILENO);
		execl(program, "waylaid-thumbnail", edge, NULL);
		_exit(127);
	}
	close(in);
	close(to[1]);
	ran->len = 0;
	while ((got = read(to[0], ran->out + ran->len, ran->room - ran->len)) > 0)
		ran->len += (size_t)got;
	close(to[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "the program was ended by signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}
