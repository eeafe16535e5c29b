/*
 * desk.h - one open desk: the file, its evidence folder, who works and what time it is
 *
 * Everything that people do takes a desk; everything that is shown takes a snapshot of one. A desk
 * belongs to one thread.
 */
#ifndef APP_OPS_DESK_H
#define APP_OPS_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/moment.h"

struct arena;
struct desk;
struct err;
struct snap;

struct desk_options {
	const char *path;
	bool must_exist; /* never make a new file */
	/* only look: neither migrate nor lock, the file is not touched */
	bool read_only;
	struct moment moment;
	const char *user;      /* who works; NULL: who is logged in */
	const char *on_behalf; /* --as; NULL */
	const char *currency;  /* default currency; NULL: USD */
	const char *decoder;   /* path of waylaid-decode: looks at pictures; NULL: nobody does */
};

/*
 * Open the file, make or migrate it when needed, load newer facts. ERR_NOT_FOUND, ERR_DAMAGED (no
 * desk), ERR_TOO_NEW, ERR_FAILED (read-only, full, network), ERR_BUSY.
 */
int desk_open(struct desk **out, const struct desk_options *options, struct err *err);

/* A fifteenth quicker: for a program that sets no limit on memory, before its first desk_open(). */
void desk_leave_memory_uncounted(void);
void desk_close(struct desk *desk); /* NULL is allowed */

/*
 * For who serves many people by one desk: who works from now on (kept as a pointer; NULL: who is
 * logged in), and what time it is to him.
 */
void desk_work_as(struct desk *desk, const char *user, const struct moment *moment);
/* Until the next desk_work_as(): the journal says by what way he does it ("phone"); kept, too. */
void desk_work_by(struct desk *desk, const char *way);

const struct moment *desk_moment(const struct desk *desk);
const char *desk_user(struct desk *desk);
const char *desk_path(const struct desk *desk);
const char *desk_evidence_dir(const struct desk *desk);

/* What is wrong with the table of own rules beside the file; NULL: nothing. */
const char *desk_warning(const struct desk *desk);

/* A snapshot for views: nothing changes under it. One at a time; end it before any operation. */
int desk_snap(struct snap **out, struct desk *desk, struct err *err);
void desk_snap_end(struct snap *snap); /* NULL is allowed */

/*
 * The case a person means: "12", "#12" or a tracking number. ERR_NOT_FOUND; ERR_AMBIGUOUS lists the
 * cases when several are open for the number. desk_find_shipment also finds shipments without a
 * case.
 */
int desk_find_case(int64_t *id, struct desk *desk, const char *name, struct err *err);
int desk_find_shipment(int64_t *id, struct desk *desk, const char *name, struct err *err);

/* --- keeping the file safe --- */

struct fault {
	int64_t casefile_id; /* 0: belongs to no case */
	const char *what;
};

struct verify_report {
	bool ok;
	int64_t cases, entries;
	int64_t purged;      /* entries without contents, because of a purge */
	char head[HASH_HEX]; /* "" for an empty journal */
	struct fault *fault; /* at most 1,000; "nfaults" counts all */
	int nlisted;
	int64_t nfaults;
};

/*
 * Walk the whole journal and every covered row. expect: a head that must be in the chain, 64 hex
 * digits (else ERR_INPUT); NULL.
 */
int desk_verify(struct verify_report *out, struct desk *desk, struct arena *a, const char *expect,
		struct err *err);

struct doctor_report {
	bool ok;
	struct fault *fault;
	int nfaults;
	int64_t evidence_files, evidence_missing, evidence_changed;
	int64_t answers, answer_bytes; /* of carriers, as they are kept */
	int own_rules;                 /* in the table beside the file */
	int64_t bytes, free_bytes;
	const char *journal_mode;
};

/* Engine check, missing or changed evidence files, search index, left-over temporary files. */
int desk_doctor(struct doctor_report *out, struct desk *desk, struct arena *a, struct err *err);

struct backup_report {
	const char *path; /* the copy of the database */
	char head[HASH_HEX];
	int64_t cases, entries, bytes;
	int64_t files_copied, files_kept;
	int64_t files_missing; /* named by the desk, but gone or changed: left out */
	const char *missing;   /* the first of them, in words; NULL: none */
	bool rules;            /* the table of own rules came along */
};

/*
 * Copy database, own rules and new evidence into a folder while others work; the folder may hold
 * an older backup. A missing evidence file does not stop it: the report says so.
 */
int desk_backup(struct backup_report *out, struct desk *desk, struct arena *a, const char *dir,
		struct err *err);

/* Put a backup back where no desk is yet: refuses to overwrite (ERR_STATE). Checks it first. */
int desk_restore(struct backup_report *out, struct arena *a, const char *dir, const char *path,
		 struct err *err);

/* Take back the user's own last act by a counter-entry. "done" says what was taken back. */
int desk_undo(const char **done, struct desk *desk, struct arena *a, struct err *err);

/* Tests: the n-th database step from now fails. */
void desk_fail_at(struct desk *desk, int n);

#endif
