/*
 * err.h - one error, owned by the caller
 *
 * A function that can fail takes "struct err *err" as its last parameter and returns 0 or -1. The
 * place that sees the fault fills *err, once: what is wrong and what to do, lower case, no full
 * stop. Every caller above it only passes -1 on. There is no global "last error".
 *
 * A text names a field as the command line does, "--reason": other faces put their own name for it
 * in its place. What only helps who types commands stands last, behind ERR_TYPED: "there is no
 * case 9" ERR_TYPED ": 'waylaid list --all' shows them all". Other faces leave it away.
 *
 * Broken rules inside the program (a NULL that cannot be NULL, an enum out of range) are
 * assert()ed.
 */
#ifndef APP_BASE_ERR_H
#define APP_BASE_ERR_H

#include <stddef.h>

enum err_code {
	ERR_NONE = 0,
	ERR_FAILED,    /* the machine said no: disk full, read-only, no such folder */
	ERR_BUSY,      /* somebody else holds the file longer than we wait: try again */
	ERR_REFUSED,   /* some rows were refused, or doctor found something */
	ERR_INPUT,     /* used wrongly: a value we cannot take */
	ERR_AMBIGUOUS, /* the name given means several things; the text lists them */
	ERR_NOT_FOUND,
	ERR_STATE,    /* understood, but not allowed now */
	ERR_CONFLICT, /* somebody else changed it first */
	ERR_REMOTE,   /* a carrier or the network failed */
	ERR_DAMAGED,  /* the file is damaged or was tampered with, or is no desk */
	ERR_TOO_NEW,  /* the file was written by a newer program */
	ERR_NOT_PERMITTED,
	ERR_NCODES
};

enum { ERR_TEXT_MAX = 600 };

/* A mark in the text that err_set() is given; it never is in the text that comes out. */
#define ERR_TYPED "\x1f"

struct err {
	enum err_code code;
	char text[ERR_TEXT_MAX]; /* UTF-8, never cut inside a character */
	size_t typed_at;         /* where begins what is for commands alone; 0: nothing is */
};

/* Fill *err and return -1, so that "return err_set(...)" reads as one act. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Same, with ": strerror(errno)" behind the text. Reads errno before anything else. */
int err_set_errno(struct err *err, enum err_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Put "prefix: " before the text, once, where a caller knows what the fault was about. */
int err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The word in JSON ("not_found"), the exit status, the HTTP status. */
const char *err_name(enum err_code code);
int err_exit_status(enum err_code code);
int err_http_status(enum err_code code);

#endif
