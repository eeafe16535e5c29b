#include "report/workbook.h"

#include <assert.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/zone.h"
#include "report/book.h"
#include "report/claim_form.h"
#include "report/paper_size.h"
#include "report/words.h"

static_assert(LXW_VERSION_ID >= 114, "older libraries write other files");

enum { WORKBOOK_MODE = 0600, PATH_ROOM = 64 };

static void set_properties(struct book *b)
{
	const struct node *one = b->in->cases[0];
	const char *problem = say_code(b, text_named(b, one, "problem"));
	const char *subject[] = { say_service(b, one), problem };
	lxw_doc_properties p = {
		.title = (char *)book_clean(b->arena, say_book(b)),
		.subject = (char *)book_clean(b->arena, say_joined(b, ", ", subject, 2)),
		.author = (char *)"Waylaid",
		.company = (char *)"",
		.created = (time_t)b->in->now,
	};

	workbook_set_properties(b->wb, &p);
}

static void fill_book(struct book *b, void *payload)
{
	(void)payload;
	set_properties(b);
	if (book_many(b))
		sheet_cases(b);
	sheet_summary(b);
	sheet_claim(b);
	sheet_amount(b);
	sheet_papers(b);
	sheet_forms(b);
	sheet_timeline(b);
	sheet_tracking(b);
	sheet_polls(b);
	sheet_contacts(b);
	sheet_evidence(b);
	sheet_journal(b);
	sheet_facts(b);
}

/* Hands the finished bytes to the writer that leaves no half file. */
static int write_out(const char *path, int fd, struct err *err)
{
	struct stat st;
	void *bytes;
	int ret;

	if (fstat(fd, &st) < 0 || st.st_size == 0)
		return err_set(err, ERR_FAILED, "the workbook could not be made");
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return err_set_errno(err, ERR_FAILED, "the workbook could not be made");
	ret = file_write(path, bytes, (size_t)st.st_size, WORKBOOK_MODE, err);
	munmap(bytes, (size_t)st.st_size);
	return ret;
}

/*
 * The library prints numbers with the decimal sign of the thread's locale; a comma would make the
 * file unreadable, whoever set the locale and for whatever reason.
 */
static lxw_error write_sheets(struct book *b, void (*fill)(struct book *b, void *payload),
			      void *payload)
{
	locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0), before;
	lxw_error fault;

	if (plain == (locale_t)0)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	before = uselocale(plain);
	book_styles(b);
	fill(b, payload);
	fault = workbook_close(b->wb);
	b->wb = NULL;
	uselocale(before);
	freelocale(plain);
	return b->fault != LXW_NO_ERROR ? b->fault : fault;
}

/*
 * The library writes in many small steps, complains on the terminal and leaves halves behind: it
 * is given a file in memory.
 */
int book_make(const char *path, struct book *b, void (*fill)(struct book *b, void *payload),
	      void *payload, struct err *err)
{
	char memory[PATH_ROOM];
	int fd = memfd_create("workbook", MFD_CLOEXEC), ret = -1;
	lxw_error fault;

	if (fd < 0)
		return err_set_errno(err, ERR_FAILED, "no memory for the workbook");
	snprintf(memory, sizeof(memory), "/proc/self/fd/%d", fd);
	b->wb = workbook_new(memory);
	if (!b->wb) {
		err_set(err, ERR_FAILED, "no memory for the workbook");
		goto out;
	}
	fault = write_sheets(b, fill, payload);
	if (fault != LXW_NO_ERROR) {
		err_set(err, ERR_FAILED, "the workbook could not be made: %s", lxw_strerror(fault));
		goto out;
	}
	ret = write_out(path, fd, err);
out:
	close(fd);
	return ret;
}

int workbook_write(const char *path, const struct workbook_input *in, struct err *err)
{
	struct arena arena = ARENA_INIT;
	struct book b = { .arena = &arena, .in = in };
	struct workbook_input with_zone = *in;
	struct claim_forms *forms;
	int ret = -1;

	if (in->ncases < 1)
		return err_set(err, ERR_INPUT, "a workbook needs at least one case");
	if (!in->zone && zone_load(&with_zone.zone, &arena, "UTC", err) < 0)
		goto out;
	b.in = &with_zone;
	b.zone_name = zone_name(with_zone.zone);
	if (claim_forms_read(&forms, &arena, err) < 0)
		goto out;
	b.forms = forms;
	b.letter =
		paper_is_letter(text_named(&b, in->cases[0], "shipment.from|shipment.from_address"),
				text_named(&b, in->cases[0], "carrier|shipment.carrier"));
	ret = book_make(path, &b, fill_book, NULL, err);
out:
	arena_release(&arena);
	return ret;
}
