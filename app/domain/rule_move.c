#include "domain/rule_move.h"

const char *const move_kind_names[MOVE_NVALUES] = {
	[MOVE_MOVED] = "moved",
	[MOVE_NEW] = "new",
	[MOVE_GONE] = "gone",
};
