#include "base/password.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/err.h"

static_assert(PASSWORD_HASH >= crypto_pwhash_STRBYTES, "room for the hash");

/* Of 32 random bytes that nobody kept, with the limits of password_hash(). */
static const char of_nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$CRXUEgVajsS0n8r4L"
				"vuD7A$F974lP17+h74vDWpk+2QLkYyIG5d9y4PquNdUAKXpcM";

int password_hash(char out[PASSWORD_HASH], const char *password, struct err *err)
{
	memset(out, 0, PASSWORD_HASH);
	if (sodium_init() < 0 ||
	    crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		return err_set(err, ERR_FAILED,
			       "the password cannot be worked out: free some memory, then try "
			       "again");
	return 0;
}

bool password_right(const char *hash, const char *password)
{
	bool right =
		sodium_init() >= 0 &&
		crypto_pwhash_str_verify(hash ? hash : of_nobody, password, strlen(password)) == 0;

	return hash && right;
}
