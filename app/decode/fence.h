/*
 * fence.h - what a program that opens untrusted files may still do: compute, read 0, write 1 and 2
 *
 * After fence_close() the process can open nothing, start nothing, connect to nothing and make no
 * memory executable; it may use FENCE_MEMORY bytes of addresses and FENCE_CPU_SECONDS of processor,
 * and every other system call kills it. There is no way back.
 *
 * A library that looks for files by habit (character sets, locales) gets FENCE_LOOKS: its asking is
 * answered with "there is no such file" and does not kill; it opens nothing all the same.
 *
 * A build with sanitizers needs calls and addresses of its own: there fence_close() sets the limits
 * that it can and says so by fence_is_whole().
 */
#ifndef APP_DECODE_FENCE_H
#define APP_DECODE_FENCE_H

#include <stdbool.h>

struct err;

enum { FENCE_MEMORY = 768 << 20, FENCE_CPU_SECONDS = 10, FENCE_FILE_BYTES = 16 << 20 };

enum fence { FENCE_STRICT, FENCE_LOOKS };

/* Closes every descriptor above 2 as well. ERR_FAILED: then the caller must not read a byte. */
int fence_close(enum fence fence, struct err *err);

bool fence_is_whole(void);

#endif
