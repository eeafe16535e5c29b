#include <assert.h>
#include <stdio.h>

#include "bench/bench.h"

void bench_label(char out[LABEL_ROOM], long serial)
{
	int sum = 0;

	assert(serial >= 0 && serial < 100000000);
	snprintf(out, LABEL_ROOM, "9400111206062%08u", (unsigned)serial % 100000000);
	for (int i = 0; i < LABEL_ROOM - 2; i++)
		sum += (out[i] - '0') * (i % 2 ? 1 : 3);
	out[LABEL_ROOM - 2] = (char)('0' + (10 - sum % 10) % 10);
	out[LABEL_ROOM - 1] = '\0';
}

const char *const tracked_carriers[TRACKED_CARRIERS] = { "usps", "ups", "fedex", "dhl_express" };

void bench_number(char out[NUMBER_ROOM], long serial)
{
	switch (serial % TRACKED_CARRIERS) {
	case 0:
		bench_label(out, serial);
		break;
	case 1:
		snprintf(out, NUMBER_ROOM, "1Z0000000%09ld", serial);
		break;
	case 2:
		snprintf(out, NUMBER_ROOM, "79%010ld", serial);
		break;
	default:
		snprintf(out, NUMBER_ROOM, "%010ld", serial);
	}
}
