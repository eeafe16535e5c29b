/*
 * unzip.h - members of an untrusted ZIP file in memory, as their bytes come
 *
 * Inner header of app/decode. The archives that the desk makes itself are read by base/zip.h, which
 * takes one form alone; this reads what others pack.
 */
#ifndef APP_DECODE_UNZIP_H
#define APP_DECODE_UNZIP_H

#include <stddef.h>

struct err;

/* A member larger than this is broken off, whatever the file says of it. */
enum { UNZIP_MEMBER_MAX = 64 << 20 };

struct unzip;

/* ERR_INPUT: no ZIP file. The bytes must live as long. */
int unzip_open(struct unzip **out, const void *bytes, size_t len, struct err *err);
void unzip_close(struct unzip *z);

/* 0: more is wanted, 1: it was enough, -1: refused, and *err says why. */
typedef int unzip_taker(void *payload, const char *bytes, size_t len, struct err *err);

/*
 * Hands on the bytes of a member; its name is compared whatever its case. 0, or 1 when there is
 * none of that name. ERR_INPUT: broken, encrypted, too large, or the taker refused.
 */
int unzip_member(struct unzip *z, const char *name, unzip_taker *taker, void *payload,
		 struct err *err);

#endif
