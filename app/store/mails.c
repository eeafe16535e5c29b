#include "store/mails.h"

#include "store/internal.h"

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
