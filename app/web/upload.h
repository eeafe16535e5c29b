/*
 * upload.h - a form with a file as it comes in: fields to the call, bytes to a file of their own
 */
#ifndef APP_WEB_UPLOAD_H
#define APP_WEB_UPLOAD_H

#include "web/call.h"

struct uploading;

/* ERR_INPUT: the body is no such form. Lives in the call's arena. */
int upload_open(struct uploading **out, struct web_call *c, struct err *err);
/*
 * The token of the form must come before its file: without it nothing is written, and the call has
 * its answer. -1 with ERR_INPUT, or ERR_FAILED when the disk is full.
 */
int upload_add(struct uploading *u, const void *bytes, size_t len, struct err *err);
int upload_end(struct uploading *u, struct err *err);

/* Removes the file, if there is one. */
void upload_release(struct upload *u);

/* A folder for uploads beside the desk; those that dead servers left are removed. */
int upload_dir_make(char **out, struct arena *a, const char *desk_path, struct err *err);
void upload_dir_remove(const char *dir);

#endif
