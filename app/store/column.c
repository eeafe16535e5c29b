#include "store/column.h"

#include <string.h>

#include "base/arena.h"
#include "store/db.h"

char *text_at(struct stmt *st, int col, struct arena *a)
{
	return arena_strdup(a, stmt_get_text(st, col));
}

daynum day_at(struct stmt *st, int col)
{
	return stmt_type(st, col) == CELL_NULL ? DAY_NONE : (daynum)stmt_get_int(st, col);
}

instant instant_at(struct stmt *st, int col)
{
	return stmt_type(st, col) == CELL_NULL ? INSTANT_NONE : stmt_get_int(st, col);
}

struct money money_at(struct stmt *st, int cents, int currency)
{
	struct money m = MONEY_NONE;
	const char *code = stmt_get_text(st, currency);

	if (stmt_type(st, cents) == CELL_NULL || !code || strlen(code) != 3)
		return m;
	m.cents = stmt_get_int(st, cents);
	memcpy(m.currency, code, 4);
	return m;
}

int code_at(struct stmt *st, int col, const char *const names[], int n)
{
	const char *text = stmt_get_text(st, col);

	for (int i = 0; text && i < n; i++)
		if (names[i] && !strcmp(names[i], text))
			return i;
	return 0;
}
