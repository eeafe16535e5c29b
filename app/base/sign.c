#include "base/sign.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

/* RFC 8410: what stands before the 32 bytes of a key in DER. */
static const uint8_t private_head[] = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
					0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20 };
static const uint8_t public_head[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
				       0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };

enum {
	PRIVATE_DER = sizeof private_head + crypto_sign_SEEDBYTES,
	PUBLIC_DER = sizeof public_head + PUBLIC_KEY_SIZE,
	BASE64_MAX = 96,
	KEY_FILE_MAX = 512
};

static const char private_label[] = "PRIVATE KEY", public_label[] = "PUBLIC KEY";

struct sign_key {
	uint8_t secret[crypto_sign_SECRETKEYBYTES], public[crypto_sign_PUBLICKEYBYTES];
};

static void start(void)
{
	int ready = sodium_init();

	assert(ready >= 0);
	(void)ready;
}

/* "-----BEGIN label-----\nbase64\n-----END label-----\n": a key is one line of base64. */
static void put_pem(struct buf *b, const char *label, const uint8_t *der, size_t n)
{
	char text[BASE64_MAX];

	sodium_bin2base64(text, sizeof text, der, n, sodium_base64_VARIANT_ORIGINAL);
	buf_printf(b, "-----BEGIN %s-----\n%s\n-----END %s-----\n", label, text, label);
	sodium_memzero(text, sizeof text);
}

/* Exactly n bytes of DER between the lines; 0 or -1. */
static int read_pem(uint8_t *der, size_t n, const char *pem, const char *label)
{
	char begin[64], end[64];
	const char *at, *stop;
	size_t got;

	snprintf(begin, sizeof begin, "-----BEGIN %s-----", label);
	snprintf(end, sizeof end, "-----END %s-----", label);
	at = strstr(pem, begin);
	if (!at)
		return -1;
	at += strlen(begin);
	stop = strstr(at, end);
	if (!stop)
		return -1;
	if (sodium_base642bin(der, n, at, (size_t)(stop - at), "\r\n", &got, NULL,
			      sodium_base64_VARIANT_ORIGINAL) != 0)
		return -1;
	return got == n ? 0 : -1;
}

static struct sign_key *key_of(const uint8_t seed[crypto_sign_SEEDBYTES])
{
	struct sign_key *key = sodium_malloc(sizeof *key);

	if (!key)
		out_of_memory();
	crypto_sign_seed_keypair(key->public, key->secret, seed);
	return key;
}

/* A new file, its bytes on disk; nothing is left when that fails. */
static int put_new(const char *path, const struct buf *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written;

	if (fd < 0 && errno == EEXIST)
		return err_set(
			err, ERR_STATE,
			"there is a signing key already: %s; move it away first if a new one "
			"must be made",
			path);
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot make %s", path);
	written = write(fd, text->at, text->len) == (ssize_t)text->len && fsync(fd) == 0;
	if (!written)
		err_set_errno(err, ERR_FAILED, "cannot write %s", path);
	close(fd);
	if (!written)
		unlink(path);
	return written ? 0 : -1;
}

int sign_key_make(const char *path, struct err *err)
{
	uint8_t der[PRIVATE_DER];
	struct buf text;
	int rc;

	start();
	if (file_make_parent(path, err) < 0)
		return -1;
	memcpy(der, private_head, sizeof private_head);
	randombytes_buf(der + sizeof private_head, crypto_sign_SEEDBYTES);
	buf_init(&text, KEY_FILE_MAX);
	put_pem(&text, private_label, der, sizeof der);
	rc = put_new(path, &text, err);
	sodium_memzero(der, sizeof der);
	sodium_memzero(text.at, text.len);
	buf_release(&text);
	return rc;
}

/* The whole file into "text"; -1 with errno 0 when it is larger. */
static ssize_t read_small(char text[KEY_FILE_MAX], int fd)
{
	ssize_t n = read(fd, text, KEY_FILE_MAX);

	if (n == KEY_FILE_MAX) {
		errno = 0;
		return -1;
	}
	if (n >= 0)
		text[n] = '\0';
	return n;
}

static int read_key(struct sign_key **out, int fd, const char *path, struct err *err)
{
	char text[KEY_FILE_MAX];
	uint8_t der[PRIVATE_DER];
	struct stat st;
	int rc = -1;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, "%s is not a file", path);
	if (st.st_mode & 077)
		return err_set(err, ERR_NOT_PERMITTED,
			       "others can read the signing key %s: chmod 600 it", path);
	if (read_small(text, fd) < 0 || read_pem(der, sizeof der, text, private_label) < 0 ||
	    memcmp(der, private_head, sizeof private_head) != 0) {
		err_set(err, ERR_INPUT,
			"%s is no Ed25519 key: move it away and make one with 'waylaid key new'",
			path);
	} else {
		*out = key_of(der + sizeof private_head);
		rc = 0;
	}
	sodium_memzero(text, sizeof text);
	sodium_memzero(der, sizeof der);
	return rc;
}

int sign_key_open(struct sign_key **out, const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), rc;

	*out = NULL;
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the signing key %s", path);
	start();
	rc = read_key(out, fd, path, err);
	close(fd);
	return rc;
}

void sign_key_close(struct sign_key *key)
{
	if (key)
		sodium_free(key);
}

void sign_bytes(uint8_t signature[SIGNATURE_SIZE], const struct sign_key *key, const void *bytes,
		size_t n)
{
	crypto_sign_detached(signature, NULL, bytes, n, key->secret);
}

struct public_key sign_public(const struct sign_key *key)
{
	struct public_key p;

	memcpy(p.byte, key->public, sizeof p.byte);
	return p;
}

bool sign_check(const uint8_t signature[SIGNATURE_SIZE], const struct public_key *key,
		const void *bytes, size_t n)
{
	start();
	return crypto_sign_verify_detached(signature, bytes, n, key->byte) == 0;
}

static void der_of(uint8_t der[PUBLIC_DER], const struct public_key *key)
{
	memcpy(der, public_head, sizeof public_head);
	memcpy(der + sizeof public_head, key->byte, sizeof key->byte);
}

char *public_key_pem(struct arena *a, const struct public_key *key)
{
	uint8_t der[PUBLIC_DER];
	struct buf text;
	char *pem;

	der_of(der, key);
	buf_init(&text, PUBLIC_PEM_MAX);
	put_pem(&text, public_label, der, sizeof der);
	pem = arena_strdup(a, text.at);
	buf_release(&text);
	return pem;
}

int public_key_parse(struct public_key *out, const char *pem)
{
	uint8_t der[PUBLIC_DER];

	if (read_pem(der, sizeof der, pem, public_label) < 0 ||
	    memcmp(der, public_head, sizeof public_head) != 0)
		return -1;
	memcpy(out->byte, der + sizeof public_head, sizeof out->byte);
	return 0;
}

struct hash public_key_fingerprint(const struct public_key *key)
{
	uint8_t der[PUBLIC_DER];

	der_of(der, key);
	return hash_of(der, sizeof der);
}
