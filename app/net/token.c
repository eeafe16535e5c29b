#include "net/token.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

enum { TOKEN_FILE_MAX = 64 * 1024 };

static const char first_line[] = "waylaid token 1";

static void fingerprint(char out[HASH_HEX], const char *carrier, const struct credentials *c,
			bool with_secret)
{
	struct hasher h;
	struct hash sum;

	hash_start(&h);
	hash_add(&h, carrier, strlen(carrier) + 1);
	hash_add(&h, c->base_url, strlen(c->base_url) + 1);
	hash_add(&h, c->client_id, strlen(c->client_id) + 1);
	if (with_secret) {
		const char *secret = secret_reveal(&c->client_secret);

		hash_add(&h, secret, strlen(secret));
	}
	sum = hash_end(&h);
	hash_hex(out, &sum);
}

int token_file_init(struct token_file *f, struct arena *a, const char *dir,
		    const struct credentials *c, struct err *err)
{
	char name[HASH_HEX], *cache = NULL;

	if (!dir && path_cache_dir(&cache, a, err) < 0)
		return -1;
	fingerprint(name, f->carrier, c, false);
	fingerprint(f->fingerprint, f->carrier, c, true);
	f->path = path_join(a, path_join(a, dir ? dir : cache, "tokens"), name);
	return 0;
}

static bool is_private(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	       !(st.st_mode & 077);
}

/* The next line of a text that is cut up in place; NULL at its end. */
static char *take_line(char **at)
{
	char *line = *at, *end = line ? strchr(line, '\n') : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	*at = end + 1;
	return line;
}

static bool read_lines(struct token *out, const struct token_file *f, char *text)
{
	char *first = take_line(&text), *print = take_line(&text), *ends = take_line(&text);
	char *token = take_line(&text);
	long long expires;

	if (!token || strcmp(first, first_line) != 0 || strcmp(print, f->fingerprint) != 0 ||
	    !*token || *text)
		return false;
	if (number_parse(&expires, ends, 0, INT64_MAX, "expiry", &(struct err){ 0 }) < 0)
		return false;
	out->expires_at = expires;
	secret_set(&out->access_token, token);
	return true;
}

bool token_load(struct token *out, const struct token_file *f, instant now)
{
	struct arena a = ARENA_INIT;
	struct err err;
	char *text;
	size_t len;
	bool there = false;

	*out = (struct token){ .access_token = SECRET_INIT };
	if (is_private(f->path) && file_read(&text, &len, &a, f->path, TOKEN_FILE_MAX, &err) == 0) {
		there = read_lines(out, f, text);
		explicit_bzero(text, len);
	}
	arena_release(&a);
	if (there && out->expires_at <= now) {
		secret_release(&out->access_token);
		there = false;
	}
	return there;
}

int token_save(const struct token_file *f, const struct token *t, struct err *err)
{
	struct buf b;
	int rc = -1;

	buf_init(&b, TOKEN_FILE_MAX);
	buf_printf(&b, "%s\n%s\n%lld\n%s\n", first_line, f->fingerprint, (long long)t->expires_at,
		   secret_reveal(&t->access_token));
	if (buf_check(&b, "the token", err) == 0 && file_make_parent(f->path, err) == 0)
		rc = file_write(f->path, b.at, b.len, 0600, err);
	explicit_bzero(b.at, b.len);
	buf_release(&b);
	return rc;
}

void token_drop(const struct token_file *f, const struct token *t)
{
	struct token kept;

	if (token_load(&kept, f, INSTANT_NONE) &&
	    strcmp(secret_reveal(&kept.access_token), secret_reveal(&t->access_token)) == 0)
		unlink(f->path);
	secret_release(&kept.access_token);
}
