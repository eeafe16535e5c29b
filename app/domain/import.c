#include "domain/import.h"

const char *const import_outcome_names[IMPORT_NVALUES] = {
	[IMPORT_CREATED] = "created",
	[IMPORT_MERGED] = "merged",
	[IMPORT_REFUSED] = "refused",
	[IMPORT_SKIPPED] = "skipped",
};

const char *const import_what_names[IMPORT_WHAT_NVALUES] = {
	[IMPORT_PARCELS] = "parcels",
	[IMPORT_EVENTS] = "events",
	[IMPORT_PAYOUTS] = "payouts",
};
