#include "domain/duty.h"

const char *const duty_kind_names[DUTY_NVALUES] = { [DUTY_TURNED_UP] = "turned_up" };
