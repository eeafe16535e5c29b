/*
 * fuzz_shipment_csv.c - any bytes as a file of shipments: a map up to a line "====", then the CSV
 *
 * Without such a line the whole is CSV, read through a map of plain headings. Nothing may crash;
 * what is taken must be text that can be kept, with a number in it.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/ini.h"
#include "base/text.h"
#include "ops/import_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plain[] =
	"[columns]\ntracking_number=number\ncarrier=carrier\nservice=service\nmailed_on=mailed\n"
	"expected_on=expected\nto=to\nto_name=name\nto_city=city\nvalue=value\nweight=weight\n"
	"event_status=status\nevent_text=text\nevent_at=at\n[status]\nmoving=in_transit\n"
	"[skip]\nwhen=state is void*|*refund*\n";

static void ignore(void *payload, const char *field, const char *text)
{
	(void)payload;
	assert(field && text);
}

static void check_row(const struct import_row *row)
{
	const char *const texts[] = { row->shipment.to_address, row->shipment.contents,
				      row->shipment.order_number, row->shipment.weight,
				      row->event.text };

	assert(row->line > 1);
	if (row->refused || row->skipped)
		return;
	assert(row->shipment.tracking_number &&
	       strpbrk(row->shipment.tracking_number, "0123456789"));
	assert(row->shipment.status < STATUS_NVALUES);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert(!texts[i] || utf8_valid(texts[i], strlen(texts[i])));
}

static void read_all(int fd, const struct column_map *map, struct arena *a)
{
	struct fact_name facts[] = { { NULL, "usps", "USPS", "us_mail" },
				     { "usps", "ground_advantage", "Ground Advantage", NULL } };
	struct names names = { .fact = facts, .n = 2 };
	struct import_reader reader = { 0 };
	struct column_plan plan;
	struct survey survey;
	struct lot lot = { 0 };
	struct err err;

	if (survey_headings(&survey, a, fd, &err) < 0 ||
	    column_plan_make(&plan, map, survey.folded, survey.nheadings, &err) < 0 ||
	    survey_rows(&survey, a, fd, &plan, &err) < 0)
		return;
	reader.context = (struct row_context){ .plan = &plan,
					       .names = &names,
					       .currency = "USD",
					       .order = survey.order,
					       .heading = survey.heading,
					       .nheadings = survey.nheadings,
					       .note = ignore };
	if (reader_open(&reader, fd, &err) == 0)
		while (reader_next(&lot, &reader, &err) == 0) {
			for (int i = 0; i < lot.n; i++)
				check_row(&lot.row[i]);
			if (lot.last)
				break;
		}
	assert(!lot.last || reader.rows == survey.rows);
	reader_close(&reader);
	lot_release(&lot);
	names_release(&names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data, *ini_text = plain;
	const char *end = memmem(bytes, size, "\n====\n", 6);
	size_t ini_len = strlen(plain), at = 0;
	struct arena a = ARENA_INIT;
	struct column_map map;
	struct ini ini;
	struct err err;
	FILE *file = tmpfile();

	assert(file);
	if (end) {
		ini_text = bytes;
		ini_len = (size_t)(end - bytes);
		at = ini_len + 6;
	}
	if (ini_take(&ini, &a, "fuzz", ini_text, ini_len, &err) == 0 &&
	    column_map_read(&map, &a, "fuzz", &ini, &err) == 0 &&
	    fwrite(bytes + at, 1, size - at, file) == size - at && fflush(file) == 0)
		read_all(fileno(file), &map, &a);
	fclose(file);
	arena_release(&a);
	return 0;
}
