/*
 * bare.h - the same picture without what else its file says: place, owner, camera, other pictures
 *
 * Inner header of app/decode. Not a pixel is changed. What stays is named, all else goes: of a JPEG
 * its coding, its colours, and an EXIF block of ours with which way up it is and when it was taken;
 * of a PNG its pixels and colours.
 */
#ifndef APP_DECODE_BARE_H
#define APP_DECODE_BARE_H

#include "decode/picture.h"

/* "jpeg" of the thumb holds the whole file, JPEG or PNG. ERR_INPUT: neither, broken, too large. */
int bare_make(struct probe_thumb *out, const uint8_t *bytes, size_t len, struct err *err);

#endif
