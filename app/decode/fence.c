#include "decode/fence.h"

#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

#include "base/err.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||           \
	__has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
	__has_feature(thread_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

struct limit {
	int what;
	rlim_t most;
	bool when_sanitized;
};

/* clang-format off */
static const struct limit limits[] = {
	{ RLIMIT_AS,	 FENCE_MEMORY,		false },
	{ RLIMIT_CPU,	 FENCE_CPU_SECONDS,	true },
	{ RLIMIT_FSIZE,	 FENCE_FILE_BYTES,	true },
	{ RLIMIT_NOFILE, 3,			false },
	{ RLIMIT_CORE,	 0,			true },
};

struct allowed {
	int call;
	int nconditions;
	struct scmp_arg_cmp condition[1];
};

/*
 * What malloc(), the decoders and _exit() use; each may be asked for by strace of a good picture.
 */
static const struct allowed allowed[] = {
	{ SCMP_SYS(read),	1, { { 0, SCMP_CMP_EQ, STDIN_FILENO, 0 } } },
	{ SCMP_SYS(write),	1, { { 0, SCMP_CMP_EQ, STDOUT_FILENO, 0 } } },
	{ SCMP_SYS(write),	1, { { 0, SCMP_CMP_EQ, STDERR_FILENO, 0 } } },
	{ SCMP_SYS(mmap),	1, { { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } } },
	{ SCMP_SYS(mremap),	0, { { 0 } } },
	{ SCMP_SYS(munmap),	0, { { 0 } } },
	{ SCMP_SYS(madvise),	0, { { 0 } } },
	{ SCMP_SYS(brk),	0, { { 0 } } },
	{ SCMP_SYS(futex),	0, { { 0 } } },
	{ SCMP_SYS(getrandom),	0, { { 0 } } },
	{ SCMP_SYS(clock_gettime), 0, { { 0 } } },
	{ SCMP_SYS(sysinfo),	0, { { 0 } } }, /* qsort() asks how much memory there is */
	{ SCMP_SYS(restart_syscall), 0, { { 0 } } },
	{ SCMP_SYS(exit),	0, { { 0 } } },
	{ SCMP_SYS(exit_group),	0, { { 0 } } },
};

/* How files are looked for; behind FENCE_LOOKS there are none. */
static const int looks[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(readlink),
};
/* clang-format on */

static int set_limits(struct err *err)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		struct rlimit r = { limits[i].most, limits[i].most };

		if (SANITIZED && !limits[i].when_sanitized)
			continue;
		if (setrlimit(limits[i].what, &r) < 0)
			return err_set_errno(err, ERR_FAILED, "no fence: a limit cannot be set");
	}
	return 0;
}

static int set_filter(enum fence fence, struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int fault = filter ? 0 : -ENOMEM;

	for (size_t i = 0; !fault && i < sizeof(allowed) / sizeof(*allowed); i++)
		fault = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, allowed[i].call,
					       (unsigned)allowed[i].nconditions,
					       allowed[i].condition);
	for (size_t i = 0; !fault && fence == FENCE_LOOKS && i < sizeof(looks) / sizeof(*looks);
	     i++)
		fault = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), looks[i], 0);
	if (!fault)
		fault = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	if (!fault)
		return 0;
	errno = -fault;
	return err_set_errno(err, ERR_FAILED, "no fence: the call filter cannot be set");
}

int fence_close(enum fence fence, struct err *err)
{
	if (close_range(STDERR_FILENO + 1, ~0U, 0) < 0)
		return err_set_errno(err, ERR_FAILED, "no fence: files cannot be closed");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return err_set_errno(err, ERR_FAILED, "no fence: privileges cannot be given up");
	if (set_limits(err) < 0)
		return -1;
	return SANITIZED ? 0 : set_filter(fence, err);
}

bool fence_is_whole(void)
{
	return !SANITIZED;
}
