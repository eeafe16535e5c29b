#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

enum { CALLS = 50, PROCESSES = 2 };

static void log_many(int process)
{
	for (int i = 0; i < CALLS; i++) {
		struct contact c = a_call();
		int64_t both[2] = { 1, 2 }, id;

		c.said = arena_printf(&here.a, "process %d, call %d", process, i);
		if (contact_log(&id, here.desk, &c, both, 2, NULL, 0, &here.err) < 0) {
			fprintf(stderr, "%s\n", here.err.text);
			_exit(1);
		}
	}
}

/* Two desks on one file, each in its own process: no write is lost, the chains stay whole. */
START_TEST(two_processes_write_and_nothing_is_lost)
{
	pid_t pid[PROCESSES];
	int status;

	open_lost(1);
	open_lost(2);
	desk_close(here.desk);
	here.desk = NULL;
	for (int i = 0; i < PROCESSES; i++) {
		pid[i] = fork();
		if (pid[i] == 0) {
			work_as(i ? "bob" : "ann");
			log_many(i);
			desk_close(here.desk);
			_exit(0);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(waitpid(pid[i], &status, 0), pid[i]);
		ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	work_as("ann");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), PROCESSES * CALLS);
	ck_assert_int_eq(count_of("SELECT count(DISTINCT said) FROM contact"), PROCESSES * CALLS);
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact_case"), 2 * PROCESSES * CALLS);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), 3 + PROCESSES * CALLS);
	ck_assert(verifies());
}
END_TEST

enum { KEEPERS = 3, FILES = 8, FILE_SIZE = 1 << 20 };

/* One worker of a server: a desk of its own, and files that nobody else has. */
struct keeper {
	pthread_t thread;
	struct desk *desk;
	char path[FILES][100];
	int kept;
};

static void *keep_all(void *payload)
{
	struct keeper *k = payload;
	struct evidence facts = a_paper(EVIDENCE_DAMAGE_PHOTO), e;
	struct arena a = ARENA_INIT;
	struct err err;
	bool known;

	for (int i = 0; i < FILES; i++)
		k->kept += evidence_attach(&e, &known, NULL, k->desk, &a, 1, k->path[i], &facts,
					   &err) == 0;
	arena_release(&a);
	return NULL;
}

static void make_files(struct keeper *k, int n)
{
	char *bytes = arena_alloc(&here.a, FILE_SIZE);

	for (int i = 0; i < FILES; i++) {
		random_bytes(bytes, FILE_SIZE);
		snprintf(k->path[i], sizeof k->path[i], "%s/%d-%d.bin", here.dir, n, i);
		MUST(file_write(k->path[i], bytes, FILE_SIZE, 0600, &here.err));
	}
}

START_TEST(threads_of_one_process_keep_files_at_once)
{
	struct desk_options options = { .path = here.path, .moment = here.moment, .user = "bob" };
	struct keeper keeper[KEEPERS] = { { .kept = 0 } };
	struct doctor_report r;

	open_lost(1);
	for (int i = 0; i < KEEPERS; i++) {
		make_files(&keeper[i], i);
		MUST(desk_open(&keeper[i].desk, &options, &here.err));
		desk_user(keeper[i].desk);
	}
	for (int i = 0; i < KEEPERS; i++)
		ck_assert_int_eq(pthread_create(&keeper[i].thread, NULL, keep_all, &keeper[i]), 0);
	for (int i = 0; i < KEEPERS; i++) {
		ck_assert_int_eq(pthread_join(keeper[i].thread, NULL), 0);
		desk_close(keeper[i].desk);
		ck_assert_int_eq(keeper[i].kept, FILES);
	}
	MUST(desk_doctor(&r, here.desk, &here.a, &here.err));
	ck_assert_int_eq(r.evidence_files, KEEPERS * FILES);
	ck_assert_int_eq(r.evidence_changed, 0);
	ck_assert(r.ok);
}
END_TEST

START_TEST(a_snapshot_does_not_see_what_others_write_meanwhile)
{
	struct desk_options options = { .path = here.path, .moment = here.moment, .user = "bob" };
	struct contact c = a_call();
	struct desk *other;
	struct case_rows rows;
	struct snap *snap;
	int64_t id = open_lost(1), contact;

	MUST(desk_open(&other, &options, &here.err));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&rows, snap, &here.a, id, &here.err));
	MUST(contact_log(&contact, other, &c, &id, 1, NULL, 0, &here.err));
	MUST(case_read(&rows, snap, &here.a, id, &here.err));
	ck_assert_int_eq(rows.ncontacts, 0);
	desk_snap_end(snap);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&rows, snap, &here.a, id, &here.err));
	ck_assert_int_eq(rows.ncontacts, 1);
	desk_snap_end(snap);
	desk_close(other);
}
END_TEST

Suite *together_suite(void)
{
	Suite *s = suite_create("together");
	TCase *t = tcase_create("together");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, two_processes_write_and_nothing_is_lost);
	tcase_add_test(t, threads_of_one_process_keep_files_at_once);
	tcase_add_test(t, a_snapshot_does_not_see_what_others_write_meanwhile);
	suite_add_tcase(s, t);
	return s;
}
