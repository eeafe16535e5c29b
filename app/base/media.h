/*
 * media.h - what a file is, from its first bytes; never from its name
 */
#ifndef APP_BASE_MEDIA_H
#define APP_BASE_MEDIA_H

#include <stddef.h>

enum { MEDIA_SNIFF = 512 }; /* bytes looked at */

/* "image/jpeg"; text that is UTF-8 is "text/plain"; else "application/octet-stream". Never NULL. */
const char *media_type(const void *bytes, size_t n);

/* File extension for it, without dot: "jpg"; "bin" when unknown. */
const char *media_extension(const char *type);

#endif
