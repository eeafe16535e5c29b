#include "lib/sandbox.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

char *sandbox_path(char *out, const struct sandbox *s, const char *name)
{
	snprintf(out, SANDBOX_PATH + 64, "%s/%s", s->folder, name);
	return out;
}

void sandbox_begin(struct sandbox *s)
{
	const char *tmp = getenv("TMPDIR");

	*s = (struct sandbox){ .pid = -1 };
	snprintf(s->folder, sizeof(s->folder), "%s/carrier-sandbox-XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	ck_assert_msg(mkdtemp(s->folder) != NULL, "cannot make %s: %s", s->folder, strerror(errno));
	snprintf(s->log, sizeof(s->log), "%s/log", s->folder);
}

static void write_script(const char *path, const char *script)
{
	FILE *f = fopen(path, "w");

	ck_assert_msg(f != NULL, "cannot write %s: %s", path, strerror(errno));
	ck_assert_int_ge(fputs(script, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

static void become_sandbox(const struct sandbox *s, const char *script, const char *cert,
			   const char *key, int out)
{
	const char *argv[] = {
		CARRIER_SANDBOX,       "--port", "0", "--script", script, "--log", s->log,
		cert ? "--tls" : NULL, cert,     key, NULL
	};

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(out, STDOUT_FILENO);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

void sandbox_run(struct sandbox *s, const char *script, const char *cert, const char *key)
{
	char path[SANDBOX_PATH + 64];
	size_t len = 0;
	ssize_t n;
	int ends[2];

	write_script(sandbox_path(path, s, "script"), script);
	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	s->pid = fork();
	ck_assert_int_ge(s->pid, 0);
	if (s->pid == 0)
		become_sandbox(s, path, cert, key, ends[1]);
	close(ends[1]);
	while (len + 1 < sizeof(s->url) && !memchr(s->url, '\n', len)) {
		n = read(ends[0], s->url + len, sizeof(s->url) - 1 - len);
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	close(ends[0]);
	ck_assert_msg(len && s->url[len - 1] == '\n', "the sandbox did not start");
	s->url[len - 1] = '\0';
}

void sandbox_start(struct sandbox *s, const char *script)
{
	sandbox_begin(s);
	sandbox_run(s, script, NULL, NULL);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int sandbox_stop(struct sandbox *s)
{
	int status = 0;

	if (s->pid > 0) {
		kill(s->pid, SIGTERM);
		ck_assert_int_eq(waitpid(s->pid, &status, 0), s->pid);
	}
	s->pid = -1;
	nftw(s->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int sandbox_count(const struct sandbox *s, const char *start, const char *part)
{
	FILE *f = fopen(s->log, "r");
	char *line = NULL;
	size_t room = 0;
	int n = 0;

	if (!f)
		return 0;
	while (getline(&line, &room, f) > 0)
		if (!strncmp(line, start, strlen(start)) && (!part || strstr(line, part)))
			n++;
	free(line);
	fclose(f);
	return n;
}

int sandbox_log_has(const struct sandbox *s, const char *part)
{
	return sandbox_count(s, "", part) > 0;
}
