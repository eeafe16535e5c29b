/*
 * hevc.h - libheif's way to libde265, without threads
 *
 * Inner header of app/decode. libheif decodes HEVC by a plugin of its own that starts a thread,
 * which the fence forbids: this one takes its place. AV1 would need threads, too, and is refused in
 * words.
 */
#ifndef APP_DECODE_HEVC_H
#define APP_DECODE_HEVC_H

struct err;

/* Once, before the fence closes. */
int hevc_register(struct err *err);

#endif
