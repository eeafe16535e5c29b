/*
 * heic_parts.h - of what a HEIC makes its pictures
 *
 * Inner header of app/decode. libheif follows "is made of" (dimg) without end when a picture is
 * made of itself, and overflows its stack.
 */
#ifndef APP_DECODE_HEIC_PARTS_H
#define APP_DECODE_HEIC_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether some picture is made of itself, perhaps by way of others. Also true when there are more
 * than can be looked at: a telephone makes two or three of others.
 */
bool heic_is_circular(const uint8_t *bytes, size_t len);

#endif
