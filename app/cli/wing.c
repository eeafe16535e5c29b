#include "cli/wing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/build_id.h"

static const char variable[] = "WAYLAID_BUILD_ID";

static int own_dir(char **out, struct arena *a, struct err *err)
{
	enum { PATH_ROOM = 4096 };
	char *path = arena_alloc(a, PATH_ROOM);
	ssize_t n = readlink("/proc/self/exe", path, PATH_ROOM - 1);

	if (n < 0)
		return err_set_errno(err, ERR_FAILED, "cannot find out where this program lies");
	path[n] = '\0';
	*out = path_dir(a, path);
	return 0;
}

static int wing_path(char **out, struct arena *a, enum wing wing, struct err *err)
{
	static const char *const places[] = { ".", "../libexec/waylaid" };
	char *dir = NULL;
	size_t i;

	if (own_dir(&dir, a, err) < 0)
		return -1;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		*out = path_join(a, path_join(a, dir, places[i]), wing_names[wing]);
		if (access(*out, X_OK) == 0)
			return 0;
	}
	return err_set(err, ERR_FAILED,
		       "%s is missing: it should lie in %s or in %s/../libexec/waylaid; install "
		       "waylaid again",
		       wing_names[wing], dir, dir);
}

int wing_exec(struct arena *a, enum wing wing, char **argv, struct err *err)
{
	char *path;

	if (wing_path(&path, a, wing, err) < 0)
		return -1;
	if (setenv(variable, waylaid_build_id, 1) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot prepare %s", wing_names[wing]);
	execv(path, argv);
	return err_set_errno(err, ERR_FAILED, "cannot run %s", path);
}

int wing_run(int *status, struct arena *a, enum wing wing, char **argv, struct err *err)
{
	pid_t pid;
	int code;

	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return err_set_errno(err, ERR_FAILED, "cannot start %s", wing_names[wing]);
	if (pid == 0) {
		if (freopen("/dev/null", "w", stdout))
			wing_exec(a, wing, argv, err);
		else
			err_set_errno(err, ERR_FAILED, "cannot open /dev/null");
		fprintf(stderr, "waylaid: %s\n", err->text);
		_exit(err_exit_status(err->code));
	}
	while (waitpid(pid, &code, 0) < 0)
		if (errno != EINTR)
			return err_set_errno(err, ERR_FAILED, "lost %s", wing_names[wing]);
	if (!WIFEXITED(code))
		return err_set(err, ERR_FAILED, "%s was ended by signal %d", wing_names[wing],
			       WTERMSIG(code));
	*status = WEXITSTATUS(code);
	return 0;
}

int wing_check(enum wing wing, struct err *err)
{
	const char *given = getenv(variable);

	if (wing == WING_CORE)
		return 0;
	if (!given)
		return err_set(err, ERR_FAILED,
			       "%s is a part of waylaid and does not run alone: use waylaid",
			       wing_names[wing]);
	if (strcmp(given, waylaid_build_id) != 0)
		return err_set(
			err, ERR_FAILED,
			"%s is of another build (%s) than waylaid (%.60s): install waylaid again",
			wing_names[wing], waylaid_build_id, given);
	return 0;
}

const char *wing_decoder(struct arena *a)
{
	struct err ignored;
	char *dir;

	return own_dir(&dir, a, &ignored) < 0 ? NULL : path_join(a, dir, "waylaid-decode");
}
