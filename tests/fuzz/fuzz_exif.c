/*
 * fuzz_exif.c - any bytes as what a camera wrote: a bare block, and a JPEG that holds one
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "decode/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "2026-11-03T14:22:05", perhaps with "+01:00" behind: a day and a time that there can be. */
static void check_said(const struct picture_said *said)
{
	int year, month, day, hour, minute, second, n = 0, m = 0;

	if (!said->taken[0])
		return;
	assert(sscanf(said->taken, "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute,
		      &second, &n) == 6);
	assert(n == 19 && year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 31);
	assert(hour <= 23 && minute <= 59 && second <= 59);
	if (!said->taken[n])
		return;
	assert(said->taken[n] == '+' || said->taken[n] == '-');
	assert(sscanf(said->taken + n + 1, "%2d:%2d%n", &hour, &minute, &m) == 2 && m == 5);
	assert(hour <= 14 && minute <= 59 && !said->taken[n + 1 + m]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_said block = { .orientation = PICTURE_UPRIGHT }, jpeg = block;

	exif_read_block(&block, data, size);
	check_said(&block);
	exif_read(&jpeg, data, size);
	check_said(&jpeg);
	return 0;
}
