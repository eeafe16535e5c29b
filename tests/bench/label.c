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
