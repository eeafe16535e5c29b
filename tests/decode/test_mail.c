#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "decode/fence.h"
#include "decode/mail.h"
#include "decode/probe.h"
#include "decode/test_decode.h"

static struct arena a;
static struct mail mail;
static struct err err;

static struct mail_tools tools;

static void setup(void)
{
	mail_tools_init(&tools);
}

static void teardown(void)
{
	mail_tools_release(&tools);
	arena_release(&a);
}

static int read_text(const char *text)
{
	err = (struct err){ 0 };
	return mail_read(&mail, &a, text, strlen(text), &err);
}

static char *seed(const char *name, size_t *len)
{
	char *bytes;
	int rc = file_read(&bytes, len, &a, path_join(&a, "tests/fuzz/corpus/eml", name),
			   MAIL_BYTES_MAX, &err);

	ck_assert_msg(rc == 0, "%s", err.text);
	return bytes;
}

static void must_read(const char *name)
{
	size_t len;
	char *bytes = seed(name, &len);

	ck_assert_msg(mail_read(&mail, &a, bytes, len, &err) == 0, "%s: %s", name, err.text);
}

static void holds(const char *text, const char *words)
{
	ck_assert_msg(text && strstr(text, words), "no '%s' in: %s", words,
		      text ? text : "nothing");
}

START_TEST(a_mail_of_html_alone_becomes_lines)
{
	must_read("usps_delivered.eml");
	ck_assert_str_eq(mail.from, "auto-reply@usps.com");
	holds(mail.subject, "USPS\xc2\xae Item Delivered");
	ck_assert_str_eq(mail.sent, "Sun, 22 Nov 2026 14:02:11 -0500");
	holds(mail.authentication, "mx.shop.example; dkim=pass header.d=usps.com");
	ck_assert_ptr_null(mail.text);
	holds(mail.html,
	      "\nYour item was delivered in or at the mailbox at 1:44 pm on November 22, "
	      "2026 in OXFORD, MS 38655.\n");
	holds(mail.html, "caf\xc3\xa9");
	ck_assert_ptr_null(strstr(mail.html, "color:red"));
}
END_TEST

START_TEST(coded_subjects_and_quoted_lines_are_put_together)
{
	must_read("usps_out.eml");
	holds(mail.subject, "Expected Delivery on Wednesday, November 25, 2026 Between 11:30am and "
			    "3:30pm 9400111206206406260787");
	holds(mail.html, "9400111206206406260787");
	must_read("ups.eml");
	holds(mail.text, "View this e-mail");
	holds(mail.html, "Delivery Time:\t2:11 PM\nLeft At:\tFRONT DOOR");
}
END_TEST

START_TEST(a_forwarded_mail_is_looked_into)
{
	must_read("forwarded.eml");
	ck_assert_str_eq(mail.from, "ann@shop.example");
	holds(mail.html, "Tracking number: 790535312317");
}
END_TEST

START_TEST(an_attachment_is_no_text_of_the_mail)
{
	ck_assert_int_eq(
		read_text("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
			  "--x\nContent-Type: text/plain\nContent-Disposition: attachment; "
			  "filename=y.txt\n\nattached\n--x\nContent-Type: text/plain\n\n"
			  "the body\n--x--\n"),
		0);
	ck_assert_str_eq(mail.text, "the body");
}
END_TEST

START_TEST(the_whole_of_a_mail_has_its_files)
{
	static const char text[] =
		"From: Dana <d@usps.com>\nTo: Shop <a@b.example>, c@d.example\n"
		"Message-ID: <1.2@usps.com>\nDate: Fri, 20 Nov 2026 10:00:00 -0500\n"
		"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nthe body\n"
		"--x\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
		"Content-Disposition: attachment; filename*=UTF-8''caf%C3%A9.pdf\n\nAAEC\n"
		"--x\nContent-Type: image/png\n\nnot a picture\n--x--\n";

	ck_assert_int_eq(mail_read_whole(&mail, &a, text, strlen(text), &err), 0);
	ck_assert_str_eq(mail.text, "the body");
	ck_assert_str_eq(mail.to, "a@b.example c@d.example");
	ck_assert_str_eq(mail.message_id, "1.2@usps.com");
	ck_assert_str_eq(mail.at, "1795186800");
	ck_assert_int_eq(mail.nfiles, 2);
	ck_assert_int_eq(mail.nparts_left, 0);
	ck_assert_str_eq(mail.file[0].name, "caf\xc3\xa9.pdf");
	ck_assert_str_eq(mail.file[0].type, "application/pdf");
	ck_assert_uint_eq(mail.file[0].len, 3);
	ck_assert_mem_eq(mail.file[0].bytes, "\0\1\2", 3);
	ck_assert_ptr_null(mail.file[1].name);
	ck_assert_int_eq(read_text(text), 0);
	ck_assert_int_eq(mail.nfiles, 0);
}
END_TEST

START_TEST(more_files_than_a_mail_may_have_are_counted)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_puts(&b, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "--x\nContent-Disposition: attachment\n\n%d\n", i);
	ck_assert_int_eq(mail_read_whole(&mail, &a, b.at, b.len, &err), 0);
	ck_assert_int_eq(mail.nfiles, MAIL_FILES_MAX);
	ck_assert_int_eq(mail.nparts_left, 1000 - MAIL_FILES_MAX);
	buf_release(&b);
}
END_TEST

START_TEST(only_the_uppermost_result_counts)
{
	ck_assert_int_eq(
		read_text("Authentication-Results: own; dkim=fail\n"
			  "Authentication-Results: forged; dkim=pass\nFrom: a@b.example\n\nx"),
		0);
	ck_assert_str_eq(mail.authentication, "own; dkim=fail");
}
END_TEST

START_TEST(an_unknown_character_set_loses_no_words)
{
	ck_assert_int_eq(read_text("From: a@b.example\nSubject: =?x-unheard-of?Q?caf=E9?= bar\n"
				   "Content-Type: text/plain; charset=x-unheard-of\n\n"
				   "Delivered caf\xe9\n"),
			 0);
	holds(mail.text, "Delivered caf");
	ck_assert(utf8_valid(mail.text, strlen(mail.text)));
	holds(mail.subject, "bar");
}
END_TEST

START_TEST(depth_and_number_of_parts_have_ends)
{
	struct buf b;

	buf_init(&b, 8 << 20);
	buf_puts(&b, "From: a@b.example\n");
	for (int i = 0; i < 2000; i++)
		buf_printf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	buf_puts(&b, "Content-Type: text/plain\n\ndeep\n");
	ck_assert_int_eq(mail_read(&mail, &a, b.at, b.len, &err), 0);
	ck_assert_ptr_null(mail.text);
	buf_clear(&b);
	buf_puts(&b, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n");
	for (int i = 0; i < 5000; i++)
		buf_puts(&b, "--x\nContent-Type: image/png\n\nx\n");
	buf_puts(&b, "--x\nContent-Type: text/plain\n\nlate\n--x--\n");
	ck_assert_int_eq(mail_read(&mail, &a, b.at, b.len, &err), 0);
	ck_assert_ptr_null(mail.text);
	buf_release(&b);
}
END_TEST

START_TEST(a_long_text_is_cut_and_a_large_mail_refused)
{
	size_t len = MAIL_BYTES_MAX + 1;
	char *bytes = malloc(len);
	static const char head[] = "From: a@b.example\n\n";

	ck_assert_ptr_nonnull(bytes);
	memset(bytes, 'x', len);
	ck_assert_int_eq(mail_read(&mail, &a, bytes, len, &err), -1);
	holds(err.text, "larger than 25 MiB");
	memcpy(bytes, head, sizeof head - 1);
	ck_assert_int_eq(mail_read(&mail, &a, bytes, 4 << 20, &err), 0);
	ck_assert_int_eq(strlen(mail.text), MAIL_TEXT_MAX);
	free(bytes);
}
END_TEST

START_TEST(what_is_no_mail_is_refused)
{
	ck_assert_int_eq(read_text(""), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(read_text("\n\n\n"), -1);
}
END_TEST

/* Run the program on these bytes; its exit status and how much it wrote. */
static int run(size_t *wrote, const char *bytes, size_t len)
{
	int in = open("/tmp", O_TMPFILE | O_RDWR, 0600), to[2], status = 0;
	char out[4096];
	ssize_t got;
	pid_t child;

	ck_assert_int_ge(in, 0);
	ck_assert_int_eq(write(in, bytes, len), (ssize_t)len);
	ck_assert_int_eq(lseek(in, 0, SEEK_SET), 0);
	ck_assert_int_eq(pipe(to), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		dup2(in, STDIN_FILENO);
		dup2(to[1], STDOUT_FILENO);
		execl(WAYLAID_DECODE, "waylaid-decode", "mail", NULL);
		_exit(127);
	}
	close(in);
	close(to[1]);
	*wrote = 0;
	while ((got = read(to[0], out, sizeof out)) > 0)
		*wrote += (size_t)got;
	close(to[0]);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "the program was ended by signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}

static const char *const all_seeds[] = { "usps_delivered.eml", "usps_out.eml",  "ups.eml",
					 "forged.eml",         "forwarded.eml", "torn.eml" };

START_TEST(the_fenced_program_reads_every_mail)
{
	size_t len, wrote;
	char *bytes = seed(all_seeds[_i], &len);

	ck_assert_int_eq(run(&wrote, bytes, len), PROBE_SHOWN);
	ck_assert_int_gt(wrote, 10);
}
END_TEST

/* Character sets are looked for in files: there are none behind the fence, and nothing dies. */
START_TEST(the_fenced_program_survives_any_character_set)
{
	static const char *const sets[] = { "iso-8859-7",       "cp866",  "utf-7",
					    "euc-kr",           "ibm037", "x",
					    "../../etc/passwd", "%s%n" };

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		char *bytes =
			arena_printf(&a,
				     "From: =?%s?Q?=E9?= <a@b.example>\nSubject: =?%s?B?6Q==?=\n"
				     "Content-Type: text/plain; charset=\"%s\"\n\nx\xe9\n",
				     sets[i], sets[i], sets[i]);
		size_t wrote;

		ck_assert_msg(run(&wrote, bytes, strlen(bytes)) == PROBE_SHOWN, "%s", sets[i]);
	}
}
END_TEST

static void look_for_a_file(void)
{
	_exit(open("/etc/passwd", O_RDONLY) < 0 && access("/etc/passwd", R_OK) < 0 ? 7 : 1);
}

START_TEST(behind_the_looser_fence_there_are_no_files)
{
	int status = 0;
	pid_t child;

	if (!fence_is_whole())
		return;
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		if (fence_close(FENCE_LOOKS, &err) < 0)
			_exit(99);
		look_for_a_file();
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(WEXITSTATUS(status), 7);
}
END_TEST

TCase *mail_tests(void)
{
	TCase *tc = tcase_create("mail");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, a_mail_of_html_alone_becomes_lines);
	tcase_add_test(tc, coded_subjects_and_quoted_lines_are_put_together);
	tcase_add_test(tc, a_forwarded_mail_is_looked_into);
	tcase_add_test(tc, an_attachment_is_no_text_of_the_mail);
	tcase_add_test(tc, the_whole_of_a_mail_has_its_files);
	tcase_add_test(tc, more_files_than_a_mail_may_have_are_counted);
	tcase_add_test(tc, only_the_uppermost_result_counts);
	tcase_add_test(tc, an_unknown_character_set_loses_no_words);
	tcase_add_test(tc, depth_and_number_of_parts_have_ends);
	tcase_add_test(tc, a_long_text_is_cut_and_a_large_mail_refused);
	tcase_add_test(tc, what_is_no_mail_is_refused);
	tcase_add_loop_test(tc, the_fenced_program_reads_every_mail, 0,
			    (int)(sizeof all_seeds / sizeof *all_seeds));
	tcase_add_test(tc, the_fenced_program_survives_any_character_set);
	tcase_add_test(tc, behind_the_looser_fence_there_are_no_files);
	return tc;
}
