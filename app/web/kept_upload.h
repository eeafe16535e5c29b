/*
 * kept_upload.h - files that were looked at and may be taken in: kept for who sent them, a while
 *
 * A preview of a list keeps the list, so that it need not be chosen a second time. One file a
 * session; the next one takes its place. Where there are too many, or too many bytes, those that
 * came first go. What is kept lies in the folder of uploads and goes with the server. Locks itself.
 */
#ifndef APP_WEB_KEPT_UPLOAD_H
#define APP_WEB_KEPT_UPLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "ops/user_ops.h"

struct arena;
struct kept_uploads;
struct upload;

enum {
	KEPT_LASTS_S = 900,
	KEPT_MAX = 32,             /* files at once */
	KEPT_BYTES_MAX = 256 << 20 /* all of them */
};

struct kept_uploads *kept_uploads_new(void);
void kept_uploads_free(struct kept_uploads *all); /* the files, too; NULL is allowed */

/*
 * Keeps the file of an upload, which is empty afterwards; "name" is what the session takes it by.
 * False: none came, or it is larger than all that may be kept.
 */
bool kept_upload_put(char name[TOKEN_TEXT], struct kept_uploads *all, struct upload *u,
		     const char *session, int64_t now_s);

/* Gives it back, to that session alone and once. False: there is none, or it is over. */
bool kept_upload_take(struct upload *out, struct kept_uploads *all, struct arena *a,
		      const char *name, const char *session, int64_t now_s);

#endif
