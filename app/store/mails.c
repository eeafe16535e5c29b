#include "store/mails.h"

#include "base/err.h"
#include "base/own_files.h"
#include "store/internal.h"

extern const char facts_mail_senders[], facts_mail_phrases[];
enum { WORDS_MAX = 256 * 1024 };

int mail_words_get(struct mail_words *out, struct arena *a, struct err *err)
{
	const struct own_text senders = { "mail_senders.csv", facts_mail_senders, WORDS_MAX };
	const struct own_text phrases = { "mail_phrases.csv", facts_mail_phrases, WORDS_MAX };
	char *text;
	size_t len;

	*out = (struct mail_words){ 0 };
	if (own_text_read(&text, &len, a, &senders, err) < 0)
		return -1;
	if (mail_senders_read(out, a, text, err) < 0)
		return err_wrap(err, "%s", senders.name);
	if (own_text_read(&text, &len, a, &phrases, err) < 0)
		return -1;
	return mail_phrases_read(out, a, text, err) < 0 ? err_wrap(err, "%s", phrases.name) : 0;
}

int contact_of_message(int64_t *id, struct snap *snap, const char *message_id, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM contact WHERE message_id=?1");
	int rc;

	*id = 0;
	stmt_text(st, 1, message_id);
	rc = stmt_step(st, err);
	if (rc > 0)
		*id = stmt_get_int(st, 0);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}
