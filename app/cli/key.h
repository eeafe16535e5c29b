/*
 * key.h - the key that signs what leaves the desk: a file beside the settings, never in the desk
 */
#ifndef APP_CLI_KEY_H
#define APP_CLI_KEY_H

#include "base/sign.h"
#include "cli/cmd.h"

/* Where it lies, or would lie. */
const char *key_path(struct cli *cli);

/* *out NULL: there is none, nothing is signed. Close it with sign_key_close(). */
int key_open(struct sign_key **out, struct cli *cli, struct err *err);

/* Its fingerprint in the arena; NULL without a key. */
const char *key_fingerprint(struct cli *cli, const struct sign_key *key);

#endif
