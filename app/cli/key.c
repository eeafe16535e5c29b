#include "cli/key.h"

#include "base/file.h"

const char *key_path(struct cli *cli)
{
	return path_join(&cli->arena, path_dir(&cli->arena, cli->config_path), "signing.key");
}

int key_open(struct sign_key **out, struct cli *cli, struct err *err)
{
	return sign_key_open(out, key_path(cli), err);
}

const char *key_fingerprint(struct cli *cli, const struct sign_key *key)
{
	struct public_key public;
	struct hash fingerprint;
	char hex[HASH_HEX];

	if (!key)
		return NULL;
	public = sign_public(key);
	fingerprint = public_key_fingerprint(&public);
	return arena_strdup(&cli->arena, hash_hex(hex, &fingerprint));
}
