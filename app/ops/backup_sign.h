/*
 * backup_sign.h - the signature under the head that a backup states
 *
 * Beside HEAD lie HEAD.sig (64 bytes, Ed25519 over HEAD's bytes) and KEY.pem. openssl checks them:
 * openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in HEAD -sigfile HEAD.sig
 */
#ifndef APP_OPS_BACKUP_SIGN_H
#define APP_OPS_BACKUP_SIGN_H

struct arena;
struct err;
struct sign_key;

/* Signs what HEAD says; key NULL: takes an older signature away, as it would not fit any more. */
int backup_sign(struct arena *a, const char *dir, const struct sign_key *key, struct err *err);

/* ERR_DAMAGED when there is a signature that does not fit. */
int backup_check_signature(struct arena *a, const char *dir, struct err *err);

#endif
