#include "domain/mail_taken.h"

const char *const mail_outcome_names[MAIL_OUTCOME_NVALUES] = {
	[MAIL_LOGGED] = "logged",
	[MAIL_KNOWN] = "known",
	[MAIL_NO_CASE] = "no_case",
	[MAIL_SEVERAL] = "several",
};
