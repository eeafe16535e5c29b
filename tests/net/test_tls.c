#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/asked.h"

static struct asked a;
static char cert[SANDBOX_PATH + 64], key[SANDBOX_PATH + 64];

/* A key and a certificate that signs itself, for the name given, in the sandbox's folder. */
static void make_certificate(const char *name)
{
	const char *argv[] = { "openssl",
			       "req",
			       "-x509",
			       "-newkey",
			       "ec",
			       "-pkeyopt",
			       "ec_paramgen_curve:prime256v1",
			       "-nodes",
			       "-days",
			       "2",
			       "-subj",
			       "/CN=carrier sandbox",
			       "-addext",
			       name,
			       "-keyout",
			       key,
			       "-out",
			       cert,
			       NULL };
	int status;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(status == 0, "openssl could not make a certificate");
}

static void start(const char *name)
{
	memset(&a, 0, sizeof(a));
	sandbox_begin(&a.sandbox);
	sandbox_path(cert, &a.sandbox, "cert.pem");
	sandbox_path(key, &a.sandbox, "key.pem");
	make_certificate(name);
	sandbox_run(&a.sandbox, CLIENT "default in_transit\n", cert, key);
	a.options = (struct fetch_options){ .backoff_ms = 5, .cache_dir = a.sandbox.folder };
}

static void expect_untrusted(void)
{
	ck_assert_int_eq(ask_many(&a, 40), 0);
	ck_assert_int_eq(asked_with(&a, POLL_UNREACHABLE), 40);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "certificate"));
	ck_assert(!sandbox_log_has(&a.sandbox, "POST"));
}

START_TEST(a_certificate_we_were_told_to_trust_is_taken)
{
	start("subjectAltName=IP:127.0.0.1");
	a.options.ca_file = cert;
	ck_assert_int_eq(ask_many(&a, 80), 0);
	ck_assert_msg(asked_with(&a, POLL_NEW) == 80, "%s", a.got[0].message);
	asked_stop(&a);
}
END_TEST

START_TEST(a_certificate_nobody_vouches_for_is_refused)
{
	start("subjectAltName=IP:127.0.0.1");
	expect_untrusted();
	asked_stop(&a);
}
END_TEST

START_TEST(a_certificate_for_another_name_is_refused)
{
	start("subjectAltName=DNS:apis.example.com");
	a.options.ca_file = cert;
	expect_untrusted();
	asked_stop(&a);
}
END_TEST

START_TEST(a_server_without_tls_behind_https_is_unreachable)
{
	char url[SANDBOX_URL];

	asked_start(&a, CLIENT "default in_transit\n");
	snprintf(url, sizeof(url), "https://127.0.0.1%s", strrchr(a.sandbox.url, ':'));
	a.url = url;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_UNREACHABLE);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "no secure connection"));
	asked_stop(&a);
}
END_TEST

Suite *tls_suite(void)
{
	Suite *s = suite_create("net: TLS");
	TCase *t = tcase_create("tls");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_certificate_we_were_told_to_trust_is_taken);
	tcase_add_test(t, a_certificate_nobody_vouches_for_is_refused);
	tcase_add_test(t, a_certificate_for_another_name_is_refused);
	tcase_add_test(t, a_server_without_tls_behind_https_is_unreachable);
	suite_add_tcase(s, t);
	return s;
}
