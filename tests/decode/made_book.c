#include "decode/made_book.h"

#include <check.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct made book_of(const struct book_part *parts, size_t n)
{
	char path[] = "/tmp/waylaid-book-XXXXXX";
	int fd = mkstemp(path);
	struct made m = { 0 };
	zipFile zip;
	FILE *f;

	ck_assert_int_ge(fd, 0);
	close(fd);
	zip = zipOpen(path, APPEND_STATUS_CREATE);
	ck_assert_ptr_nonnull(zip);
	for (size_t i = 0; i < n; i++) {
		ck_assert_int_eq(zipOpenNewFileInZip(zip, parts[i].name, NULL, NULL, 0, NULL, 0,
						     NULL, Z_DEFLATED, Z_DEFAULT_COMPRESSION),
				 ZIP_OK);
		ck_assert_int_eq(
			zipWriteInFileInZip(zip, parts[i].text, (unsigned)strlen(parts[i].text)),
			ZIP_OK);
		ck_assert_int_eq(zipCloseFileInZip(zip), ZIP_OK);
	}
	ck_assert_int_eq(zipClose(zip, NULL), ZIP_OK);
	f = fopen(path, "rb");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	m.len = (size_t)ftell(f);
	rewind(f);
	m.bytes = malloc(m.len);
	ck_assert_int_eq(fread(m.bytes, 1, m.len, f), m.len);
	fclose(f);
	unlink(path);
	return m;
}

static char *joined(const char *before, const char *between, const char *behind)
{
	size_t room = strlen(before) + strlen(between) + strlen(behind) + 1;
	char *out = malloc(room);

	snprintf(out, room, "%s%s%s", before, between, behind);
	return out;
}

struct made book_with(const char *sheet_data, const char *shared)
{
	char *sheet =
		joined("<worksheet " MAIN "><sheetData>", sheet_data, "</sheetData></worksheet>");
	char *texts = joined("<sst " MAIN ">", shared ? shared : "", "</sst>");
	const struct book_part parts[] = {
		{ "xl/workbook.xml", "<workbook " MAIN " xmlns:r=\"" OFFICE "\"><sheets>"
				     "<sheet name=\"First\" sheetId=\"2\" r:id=\"rId7\"/>"
				     "<sheet name=\"Other\" sheetId=\"1\" r:id=\"rId1\"/>"
				     "</sheets></workbook>" },
		{ "xl/_rels/workbook.xml.rels",
		  "<Relationships>"
		  "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" "
		  "Target=\"worksheets/sheet1.xml\"/>"
		  "<Relationship Id=\"rId7\" Type=\"" OFFICE "/worksheet\" "
		  "Target=\"worksheets/sheet2.xml\"/>"
		  "<Relationship Id=\"rId3\" Type=\"" OFFICE "/sharedStrings\" "
		  "Target=\"/xl/sharedStrings.xml\"/></Relationships>" },
		{ "xl/worksheets/sheet1.xml",
		  "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
		{ "xl/worksheets/sheet2.xml", sheet },
		{ "xl/sharedStrings.xml", texts },
	};
	struct made m = book_of(parts, shared ? 5 : 4);

	free(sheet);
	free(texts);
	return m;
}
