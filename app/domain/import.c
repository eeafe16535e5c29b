#include "domain/import.h"

const char *const import_outcome_names[IMPORT_NVALUES] = {
	[IMPORT_CREATED] = "created",
	[IMPORT_MERGED] = "merged",
	[IMPORT_REFUSED] = "refused",
	[IMPORT_SKIPPED] = "skipped",
};
