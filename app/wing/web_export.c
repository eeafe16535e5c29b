#include "wing/web_export.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "wing/web_program.h"

enum { AT_ONCE = 2, WAIT_MS = 120000 };

/* Waits, and ends it when it takes too long. */
static int wait_for(pid_t pid, struct err *err)
{
	int status;
	bool late = program_wait(&status, pid, WAIT_MS);

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_FAILED, "the export could not be made%s",
			       late ? ": it took too long" : "");
	return 0;
}

static int make(const struct export_by *by, struct arena *a, const struct web_export *what,
		const char *path, struct err *err)
{
	struct program_call call = { .name = "waylaid-report", .user = what->user };
	pid_t pid;

	program_say(&call, what->report ? "report" : "export",
		    what->report ? what->report : what->cases);
	program_say(&call, "-o", path);
	for (int i = 0; i < what->ngiven; i++)
		program_say(&call, "--set", what->given[i]);
	if (!what->report)
		program_say(&call, "--audience", what->audience);
	if (program_start(&pid, NULL, by->programs, a, &call, err) < 0)
		return -1;
	return wait_for(pid, err);
}

/* The file is opened and its name removed: who downloads it has it, and it is gone with him. */
static int make_and_open(int *fd, const struct export_by *by, struct arena *a,
			 const struct web_export *what, struct err *err)
{
	char *dir = arena_printf(a, "%s/XXXXXX", by->dir);
	char *path;
	int rc;

	if (!mkdtemp(dir))
		return err_set_errno(err, ERR_FAILED, "cannot make room for the export");
	path = arena_printf(a, "%s/cases.%s", dir, what->format);
	rc = make(by, a, what, path, err);
	if (rc == 0) {
		*fd = open(path, O_RDONLY | O_CLOEXEC);
		if (*fd < 0)
			rc = err_set_errno(err, ERR_FAILED, "the export could not be made");
	}
	unlink(path);
	rmdir(dir);
	return rc;
}

int export_run(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	struct export_by *by = payload;
	struct arena a = ARENA_INIT;
	int rc;

	if (!programs_may_wait(by->programs))
		return err_set(err, ERR_BUSY, "other programs are being waited for: try again");
	if (atomic_fetch_add(&by->running, 1) >= AT_ONCE)
		rc = err_set(err, ERR_BUSY, "other exports are being made: try again");
	else
		rc = make_and_open(fd, by, &a, what, err);
	atomic_fetch_sub(&by->running, 1);
	programs_waited(by->programs);
	arena_release(&a);
	return rc;
}
