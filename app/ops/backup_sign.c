#include "ops/backup_sign.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/sign.h"

enum { HEAD_MAX = 1024, MODE = 0600 };

static int take_away(const char *path, struct err *err)
{
	if (unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR)
		return 0;
	return err_set_errno(err, ERR_FAILED, "cannot remove %s", path);
}

int backup_sign(struct arena *a, const char *dir, const struct sign_key *key, struct err *err)
{
	const char *signature_path = path_join(a, dir, "HEAD.sig");
	const char *key_path = path_join(a, dir, "KEY.pem"), *pem;
	uint8_t signature[SIGNATURE_SIZE];
	struct public_key public;
	char *head;
	size_t len;

	if (!key)
		return take_away(signature_path, err) < 0 ? -1 : take_away(key_path, err);
	if (file_read(&head, &len, a, path_join(a, dir, "HEAD"), HEAD_MAX, err) < 0)
		return -1;
	sign_bytes(signature, key, head, len);
	public = sign_public(key);
	pem = public_key_pem(a, &public);
	if (file_write(key_path, pem, strlen(pem), MODE, err) < 0)
		return -1;
	return file_write(signature_path, signature, sizeof signature, MODE, err);
}

int backup_check_signature(struct arena *a, const char *dir, struct err *err)
{
	const char *signature_path = path_join(a, dir, "HEAD.sig");
	char *head, *pem, *signature;
	size_t len, pem_len, n;
	struct public_key key;
	struct err why;

	if (!file_exists(signature_path))
		return 0;
	if (file_read(&signature, &n, a, signature_path, HEAD_MAX, &why) == 0 &&
	    file_read(&pem, &pem_len, a, path_join(a, dir, "KEY.pem"), HEAD_MAX, &why) == 0 &&
	    file_read(&head, &len, a, path_join(a, dir, "HEAD"), HEAD_MAX, &why) == 0 &&
	    n == SIGNATURE_SIZE && public_key_parse(&key, pem) == 0 &&
	    sign_check((const uint8_t *)signature, &key, head, len))
		return 0;
	return err_set(err, ERR_DAMAGED,
		       "the head of the backup in %s is not what was signed: take another backup",
		       dir);
}
