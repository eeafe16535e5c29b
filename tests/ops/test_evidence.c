#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/media.h"
#include "decode/rare_pictures.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

static struct evidence e;
static bool known;
static const char *also;

static int try_attach(int64_t id, const char *path)
{
	struct evidence facts = a_paper(EVIDENCE_PROOF_OF_VALUE);

	return evidence_attach(&e, &known, &also, here.desk, &here.a, id, path, &facts, &here.err);
}

static char *kept_file(void)
{
	return evidence_file_path(&here.a, here.desk, e.sha256, e.media_type);
}

START_TEST(a_file_is_kept_byte_for_byte_under_its_hash)
{
	struct evidence facts = { .kind = EVIDENCE_DAMAGE_PHOTO,
				  .shot = 2,
				  .note = "left side",
				  .dated_on = day_of(2026, 11, 20) };
	const char bytes[] = "\xff\xd8\xff\xe0 a picture \0 with a NUL";
	struct hash hash = hash_of(bytes, sizeof bytes);
	char hex[HASH_HEX], *copy;
	size_t len;

	open_lost(1);
	MUST(evidence_attach(&e, &known, &also, here.desk, &here.a, 1,
			     put_file("box.JPEG", bytes, sizeof bytes), &facts, &here.err));
	ck_assert(!known);
	ck_assert_ptr_null(also);
	ck_assert_str_eq(e.name, "box.JPEG");
	ck_assert_str_eq(e.media_type, "image/jpeg");
	ck_assert_str_eq(e.sha256, hash_hex(hex, &hash));
	ck_assert_int_eq(e.size, sizeof bytes);
	ck_assert_int_eq(e.shot, 2);
	ck_assert_str_eq(e.added_by, "ann");
	ck_assert_int_eq(e.added_at, here.moment.now);
	MUST(file_read(&copy, &len, &here.a, kept_file(), 1000, &here.err));
	ck_assert_uint_eq(len, sizeof bytes);
	ck_assert_mem_eq(copy, bytes, len);
	ck_assert_str_eq(path_extension(&here.a, kept_file()), "jpg");
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE sha256 IS NOT NULL"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(the_same_file_twice_on_a_case_is_known)
{
	char *path = put_text("a.txt", "1 lamp"), *before;
	int64_t first;

	open_lost(1);
	MUST(try_attach(1, path));
	first = e.id;
	before = dump_desk();
	MUST(try_attach(1, put_text("b.txt", "1 lamp")));
	ck_assert(known);
	ck_assert_int_eq(e.id, first);
	ck_assert_str_eq(e.name, "a.txt");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(the_same_file_again_is_corrected_not_kept_twice)
{
	struct evidence facts = a_paper(EVIDENCE_PACKAGING_PHOTO);
	char *path = put_text("a.txt", "a photo");
	const char *done;

	open_lost(1);
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, path, &facts, &here.err));
	ck_assert(!known);
	facts.shot = 3;
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, path, &facts, &here.err));
	ck_assert(known);
	ck_assert_int_eq(e.id, 1);
	ck_assert_int_eq(e.shot, 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE shot=3"), 1);
	facts.shot = 0; /* says nothing of it: it stays */
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, path, &facts, &here.err));
	ck_assert_int_eq(e.shot, 3);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE shot IS NULL"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(one_file_may_prove_two_things)
{
	struct evidence facts = a_paper(EVIDENCE_PROOF_OF_INSURANCE);
	char *path = put_text("a.txt", "a label record");

	open_lost(1);
	MUST(try_attach(1, path));
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, path, &facts, &here.err));
	ck_assert(!known);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 2);
	ck_assert_int_eq(count_of("SELECT count(DISTINCT sha256) FROM evidence"), 1);
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, path, &facts, &here.err));
	ck_assert(known);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(the_same_file_on_another_case_is_said)
{
	char *path = put_text("a.txt", "1 lamp");

	for (int i = 1; i <= 3; i++) {
		open_lost(i);
		MUST(try_attach(i, path));
		ck_assert(!known);
	}
	ck_assert_ptr_nonnull(also);
	ck_assert_ptr_nonnull(strstr(also, "also on case 1, 2"));
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 3);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
	char *before;

	open_lost(1);
	before = dump_desk();
	ck_assert_int_eq(mkfifo(in_place("pipe"), 0600), 0);
	ck_assert_int_eq(symlink(in_place("nowhere"), in_place("link")), 0);
	REFUSED(try_attach(1, put_text("empty", "")), ERR_INPUT, "is empty");
	REFUSED(try_attach(1, here.dir), ERR_INPUT, "is not a file");
	REFUSED(try_attach(1, in_place("pipe")), ERR_INPUT, "is not a file");
	REFUSED(try_attach(1, "/dev/zero"), ERR_INPUT, "is not a file");
	REFUSED(try_attach(1, in_place("link")), ERR_NOT_FOUND, "cannot read");
	REFUSED(try_attach(1, in_place("none")), ERR_NOT_FOUND, "cannot read");
	REFUSED(try_attach(9, put_text("a", "x")), ERR_NOT_FOUND, "there is no case 9");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(a_link_to_a_file_keeps_the_file)
{
	ck_assert_int_eq(symlink(put_text("real.txt", "1 lamp"), in_place("link.txt")), 0);
	open_lost(1);
	MUST(try_attach(1, in_place("link.txt")));
	ck_assert_str_eq(e.name, "link.txt");
	ck_assert_int_eq(e.size, 6);
}
END_TEST

START_TEST(a_file_larger_than_the_ceiling_is_refused_and_leaves_nothing)
{
	char *path = in_place("huge");
	struct hash hash;
	int64_t size;
	int fd = open(path, O_CREAT | O_RDWR, 0600);

	/* The ceiling itself is 2 GB; the step that holds it is tried with a small one. */
	ck_assert_int_eq(ftruncate(fd, 4097), 0);
	REFUSED(file_copy_hashed(&hash, &size, fd, in_place("copy"), 4096, &here.err), ERR_INPUT,
		"larger than 4096 bytes");
	ck_assert(!file_exists(in_place("copy")));
	close(fd);
}
END_TEST

START_TEST(a_name_that_is_no_text_is_repaired)
{
	open_lost(1);
	MUST(try_attach(1, put_text("caf\xe9 \x01.txt", "1 lamp")));
	ck_assert_ptr_nonnull(strstr(e.name, "caf\xef\xbf\xbd"));
	ck_assert(verifies());
}
END_TEST

START_TEST(a_file_that_was_changed_in_the_folder_is_healed_by_attaching_it_again)
{
	char *path = put_text("a.txt", "1 lamp");
	struct doctor_report r;

	open_lost(1);
	open_lost(2);
	MUST(try_attach(1, path));
	MUST(file_write(kept_file(), "1 LAMP", 6, 0600, &here.err));
	MUST(desk_doctor(&r, here.desk, &here.a, &here.err));
	ck_assert_int_eq(r.evidence_changed, 1);
	MUST(try_attach(2, path));
	MUST(desk_doctor(&r, here.desk, &here.a, &here.err));
	ck_assert(r.ok);
}
END_TEST

START_TEST(a_copy_that_a_killed_process_left_is_in_nobodys_way)
{
	open_lost(1);
	MUST(file_make_dirs(desk_evidence_dir(here.desk), &here.err));
	put_text(arena_printf(&here.a, "desk.db.evidence/incoming-%ld", (long)getpid()), "half");
	MUST(try_attach(1, put_text("a.txt", "1 lamp")));
	ck_assert(file_exists(kept_file()));
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_one_clear_line)
{
	open_lost(1);
	put_text("desk.db.evidence", "a file in the way");
	REFUSED(try_attach(1, put_text("a.txt", "1 lamp")), ERR_FAILED, "where a folder is needed");
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 0);
}
END_TEST

/* clang-format off */
static const struct {
	const char *bytes;
	size_t n;
	const char *type, *extension;
} media[] = {
	{ "\xff\xd8\xff\xdb", 4, "image/jpeg", "jpg" },
	{ "\x89PNG\r\n\x1a\n", 8, "image/png", "png" },
	{ "GIF89a", 6, "image/gif", "gif" },
	{ "II*\0", 4, "image/tiff", "tif" },
	{ "RIFF\4\0\0\0WEBPVP8 ", 16, "image/webp", "webp" },
	{ "RIFF\4\0\0\0WAVEfmt ", 16, "audio/wav", "wav" },
	{ "\0\0\0\x18" "ftypheic", 12, "image/heic", "heic" },
	{ "\0\0\0\x18" "ftypisom", 12, "video/mp4", "mp4" },
	{ "%PDF-1.7", 8, "application/pdf", "pdf" },
	{ "PK\3\4....", 8, "application/zip", "zip" },
	{ "PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.text.", 78,
	  "application/vnd.oasis.opendocument.text", "odt" },
	{ "PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
	  84, "application/vnd.oasis.opendocument.spreadsheet", "ods" },
	{ "\0\0\0\x18" "ftypavif", 12, "image/avif", "avif" },
	{ "\0\0\0\x18" "ftyphevc", 12, "image/heic", "heic" },
	{ "\0\0\0\x18" "ftypM4A ", 12, "audio/mp4", "m4a" },
	{ "\0\0\0\x18" "ftyp3gp5", 12, "video/3gpp", "3gp" },
	{ "\x1a\x45\xdf\xa3\1", 5, "video/x-matroska", "mkv" },
	{ "RIFF\4\0\0\0AVI LIST", 16, "video/x-msvideo", "avi" },
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "application/x-ole-storage", "ole" },
	{ "#!AMR\n", 6, "audio/amr", "amr" },
	{ "\xff\xfb\x90", 3, "audio/mpeg", "mp3" },
	{ "From: x@y", 9, "message/rfc822", "eml" },
	{ "Received: by", 12, "message/rfc822", "eml" },
	{ "1 lamp", 6, "text/plain", "txt" },
	{ "caf\xc3\xa9", 5, "text/plain", "txt" },
	{ "caf\xc3", 4, "application/octet-stream", "bin" },
	{ "caf\xe9 bar", 8, "application/octet-stream", "bin" },
	{ "a\0b", 3, "application/octet-stream", "bin" },
	{ "\xff\xd8", 2, "application/octet-stream", "bin" },
	{ "%PDF", 4, "text/plain", "txt" },
	{ "", 0, "application/octet-stream", "bin" },
};
/* clang-format on */

START_TEST(the_bytes_say_what_a_file_is)
{
	const char *type = media_type(media[_i].bytes, media[_i].n);

	ck_assert_str_eq(type, media[_i].type);
	ck_assert_str_eq(media_extension(type), media[_i].extension);
}
END_TEST

/* The window that is looked at may end anywhere in a long text. */
START_TEST(a_long_text_is_text_wherever_the_window_ends)
{
	char *bytes = arena_alloc(&here.a, 3 * MEDIA_SNIFF);

	for (int at = 0; at < 4; at++) {
		char *window = memset(arena_alloc(&here.a, MEDIA_SNIFF), 'a', MEDIA_SNIFF);

		memset(bytes, 'a', 3 * MEDIA_SNIFF);
		memcpy(bytes + MEDIA_SNIFF - at, "\xf0\x9f\x93\xa6", 4);
		memcpy(window, bytes, MEDIA_SNIFF); /* of exactly its size: nothing lies behind */
		ck_assert_str_eq(media_type(window, MEDIA_SNIFF), "text/plain");
	}
	memset(bytes, 0x80, MEDIA_SNIFF);
	ck_assert_str_eq(media_type(bytes, MEDIA_SNIFF), "application/octet-stream");
}
END_TEST

/* --- goods on hold --- */

/* --- what a picture says of itself --- */

static void open_with_decoder(const char *decoder)
{
	const struct desk_options options = {
		.path = here.path, .moment = here.moment, .user = "ann", .decoder = decoder
	};

	desk_close(here.desk);
	MUST(desk_open(&here.desk, &options, &here.err));
}

/* As a damage photo of case 1. */
static void attach_made(const char *name, struct made m, daynum dated_on)
{
	struct evidence facts = { .kind = EVIDENCE_DAMAGE_PHOTO, .dated_on = dated_on };

	MUST(evidence_attach(&e, &known, &also, here.desk, &here.a, 1,
			     put_file(name, m.bytes, m.len), &facts, &here.err));
	made_release(&m);
}

START_TEST(the_day_on_which_a_photo_was_taken_is_kept_with_it)
{
	static const char day[] = "2026:11:20 14:22:05", zone[] = "+01:00";
	const struct made_said said = { 6, day, zone };

	open_lost(1);
	open_with_decoder(WAYLAID_DECODE);
	attach_made("a.jpg", made_photo_at(64, 40, 6, day, zone), DAY_NONE);
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05+01:00");
	ck_assert_ptr_null(e.unshown);
	ck_assert_int_eq(e.dated_on, DAY_NONE);
	ck_assert_int_eq(evidence_day(&e), day_of(2026, 11, 20));
	attach_made("a.jpg", made_heic(64, 40, &said), DAY_NONE);
	ck_assert_str_eq(e.media_type, "image/heic");
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05+01:00");
	attach_made("a.jpg", made_webp(64, 40, &said), day_of(2026, 11, 19));
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05+01:00");
	ck_assert_int_eq(evidence_day(&e), day_of(2026, 11, 19));
	attach_made("a.jpg", made_tiff(64, 40, &said), DAY_NONE);
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05+01:00");
	attach_made("a.jpg", made_gif(64, 40, 0, 0), DAY_NONE);
	ck_assert_ptr_null(e.taken);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE taken="
				  "'2026-11-20T14:22:05+01:00'"),
			 4);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_picture_that_cannot_be_shown_is_kept_and_says_why)
{
	struct made m = made_gif(8, 8, 0, 0);

	open_lost(1);
	open_with_decoder(WAYLAID_DECODE);
	made_gif_lie(&m, 60000, 60000);
	attach_made("bomb.gif", m, DAY_NONE);
	ck_assert_ptr_nonnull(e.unshown);
	ck_assert_msg(strstr(e.unshown, "60000 x 60000"), "%s", e.unshown);
	attach_made("text.jpg", made_copy("hello", 5), DAY_NONE);
	ck_assert_ptr_null(e.unshown);
	attach_made("torn.jpg", made_copy("\xff\xd8\xff", 3), DAY_NONE);
	ck_assert_str_eq(e.unshown, "the JPEG has no readable header");
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence WHERE unshown IS NOT NULL"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_reader_that_cannot_be_started_says_nothing_about_a_picture)
{
	open_lost(1);
	open_with_decoder("/nowhere/waylaid-decode");
	attach_made("a.jpg", made_photo(64, 40, 6, "2026:11:20 14:22:05"), DAY_NONE);
	ck_assert_ptr_null(e.taken);
	ck_assert_ptr_null(e.unshown);
	/* Looked at later, it is known. */
	open_with_decoder(WAYLAID_DECODE);
	attach_made("a.jpg", made_photo(64, 40, 6, "2026:11:20 14:22:05"), DAY_NONE);
	ck_assert(known);
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05");
	/* And is not forgotten. */
	open_with_decoder(NULL);
	attach_made("a.jpg", made_photo(64, 40, 6, "2026:11:20 14:22:05"), DAY_NONE);
	ck_assert_str_eq(e.taken, "2026-11-20T14:22:05");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_hold_says_where_and_until)
{
	struct hold facts = { .what = "box", .kept_where = "shelf 3", .until = 20800 }, h;

	open_lost(1);
	MUST(hold_add(&h, here.desk, 1, &facts, &here.err));
	ck_assert_int_eq(h.id, 1);
	ck_assert_int_eq(h.released_on, DAY_NONE);
	facts.kept_where = " ";
	REFUSED(hold_add(&h, here.desk, 1, &facts, &here.err), ERR_INPUT, "where it is kept");
	facts.kept_where = "shelf";
	REFUSED(hold_add(&h, here.desk, 7, &facts, &here.err), ERR_NOT_FOUND, "no case 7");
	ck_assert(verifies());
}
END_TEST

START_TEST(one_hold_or_all_of_a_case_are_released)
{
	struct hold facts = { .kept_where = "shelf 3", .until = DAY_NONE }, h;
	int n;

	open_lost(1);
	open_lost(2);
	for (int i = 0; i < 3; i++)
		MUST(hold_add(&h, here.desk, 1, &facts, &here.err));
	MUST(hold_release(&n, here.desk, 1, 2, here.moment.today - 1, &here.err));
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(count_of("SELECT released_on FROM hold WHERE id=2"),
			 here.moment.today - 1);
	REFUSED(hold_release(&n, here.desk, 1, 2, DAY_NONE, &here.err), ERR_NOT_FOUND, "on hold");
	MUST(hold_release(&n, here.desk, 1, 0, DAY_NONE, &here.err));
	ck_assert_int_eq(n, 2);
	REFUSED(hold_release(&n, here.desk, 1, 0, DAY_NONE, &here.err), ERR_NOT_FOUND, "on hold");
	REFUSED(hold_release(&n, here.desk, 2, 1, DAY_NONE, &here.err), ERR_NOT_FOUND, "on hold");
	REFUSED(hold_release(&n, here.desk, 7, 0, DAY_NONE, &here.err), ERR_NOT_FOUND, "no case 7");
	ck_assert(verifies());
}
END_TEST

Suite *evidence_suite(void)
{
	Suite *s = suite_create("evidence");
	TCase *t = tcase_create("evidence");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_file_is_kept_byte_for_byte_under_its_hash);
	tcase_add_test(t, the_same_file_twice_on_a_case_is_known);
	tcase_add_test(t, the_same_file_again_is_corrected_not_kept_twice);
	tcase_add_test(t, one_file_may_prove_two_things);
	tcase_add_test(t, the_same_file_on_another_case_is_said);
	tcase_add_test(t, what_is_no_file_is_refused);
	tcase_add_test(t, a_link_to_a_file_keeps_the_file);
	tcase_add_test(t, a_file_larger_than_the_ceiling_is_refused_and_leaves_nothing);
	tcase_add_test(t, a_name_that_is_no_text_is_repaired);
	tcase_add_test(t, a_file_that_was_changed_in_the_folder_is_healed_by_attaching_it_again);
	tcase_add_test(t, a_copy_that_a_killed_process_left_is_in_nobodys_way);
	tcase_add_test(t, a_folder_that_cannot_be_made_is_one_clear_line);
	tcase_add_test(t, the_day_on_which_a_photo_was_taken_is_kept_with_it);
	tcase_add_test(t, a_picture_that_cannot_be_shown_is_kept_and_says_why);
	tcase_add_test(t, a_reader_that_cannot_be_started_says_nothing_about_a_picture);
	tcase_add_test(t, a_hold_says_where_and_until);
	tcase_add_test(t, one_hold_or_all_of_a_case_are_released);
	suite_add_tcase(s, t);
	t = tcase_create("media");
	tcase_add_loop_test(t, the_bytes_say_what_a_file_is, 0, COUNT(media));
	tcase_add_test(t, a_long_text_is_text_wherever_the_window_ends);
	suite_add_tcase(s, t);
	return s;
}
