/*
 * utf8.h - one character at a time, for the text files of base (text.h is what others use)
 */
#ifndef APP_BASE_UTF8_H
#define APP_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { UTF8_BROKEN = 0xfffd, UTF8_MAX_BYTES = 4 };

/*
 * Decode the character at s, n > 0 bytes long at most, into *cp: U+0000 is a character too. Returns
 * its length; where the bytes are no character, 0 and U+FFFD, and *bad (may be NULL) is how many
 * belong to the broken one, at least 1.
 */
size_t utf8_decode(uint32_t *cp, const char *s, size_t n, size_t *bad);

/* Encode a character that is no surrogate, <= 0x10ffff; returns its length. */
size_t utf8_encode(char out[UTF8_MAX_BYTES], uint32_t cp);

/* Columns in a terminal: 0, 1 or 2. */
int utf8_columns(uint32_t cp);

#endif
