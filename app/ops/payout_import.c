#include "ops/payout_import.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/column_map.h"
#include "ops/import_parts.h"
#include "ops/payout_parts.h"
#include "store/claims.h"

/* clang-format off */
/* What the columns of such lists are called, folded; of two that are there the earlier counts. */
static const char *const amount_names[] = {
	"amount paid", "paid amount", "payment amount", "credit amount", "claim amount paid",
	"amount credited", "paid", "credit", "credits", "net amount", "deposit", "deposits",
	"payout", "payout amount", "refund amount", "amount", "value", "total", NULL,
};
static const char *const day_names[] = {
	"paid on", "payment date", "date paid", "paid date", "credit date", "check date",
	"posting date", "posted date", "post date", "date posted", "booking date", "value date",
	"transaction date", "settlement date", "payout date", "invoice date", "date", NULL,
};
static const char *const currency_names[] = { "currency", "currency code", "ccy", "cur", NULL };
static const char *const case_names[] = { "case", "case no", "case number", "our case", NULL };
static const char *const word_names[] = {
	"claim number", "claim no", "claim #", "claim id", "claim", "claim reference",
	"tracking number", "tracking no", "tracking #", "tracking id", "tracking", "waybill",
	"reference", "reference number", "ref", "customer reference", "payment reference",
	"bank reference", "transaction id", "check number", "description", "memo", "details",
	"narrative", "text", "note", "notes", "remittance information", "payee", "name", NULL,
};
/* clang-format on */

/* One list on its way. */
struct payouts_job {
	struct payouts_report *out;
	const struct payouts_options *options;
	struct desk *desk;
	struct arena *a;
	struct survey survey;
	int amount, day, currency, words[PAYOUT_WORDS_MAX]; /* columns; -1: none */
	bool is_case[PAYOUT_WORDS_MAX];
	int nwords;
	enum date_order order;
	size_t bytes;
	struct refused refused;
	int64_t *seen; /* claims that a row of the list was for */
	int nseen;
};

/* --- columns --- */

static int find_column(const struct survey *s, const char *const names[])
{
	for (int k = 0; names[k]; k++)
		for (int i = 0; i < s->nheadings; i++)
			if (!strcmp(s->folded[i], names[k]))
				return i;
	return -1;
}

static void add_words(struct payouts_job *job, const char *const names[], bool is_case)
{
	for (int k = 0; names[k]; k++)
		for (int i = 0; i < job->survey.nheadings; i++) {
			if (strcmp(job->survey.folded[i], names[k]) != 0 ||
			    job->nwords == PAYOUT_WORDS_MAX)
				continue;
			job->is_case[job->nwords] = is_case;
			job->words[job->nwords++] = i;
		}
}

static int find_columns(struct payouts_job *job, struct err *err)
{
	const struct survey *s = &job->survey;
	const char *had = "";

	job->amount = find_column(s, amount_names);
	job->day = find_column(s, day_names);
	job->currency = find_column(s, currency_names);
	add_words(job, case_names, true);
	add_words(job, word_names, false);
	if (job->amount >= 0 && job->day >= 0)
		return 0;
	for (int i = 0; i < s->nheadings && strlen(had) < 200; i++)
		had = arena_printf(job->a, "%s%s%.40s", had, *had ? ", " : "", s->heading[i]);
	return err_set(err, ERR_INPUT,
		       "no column for the %s was found: name it '%s'; the headings are: %s",
		       job->amount < 0 ? "amount" : "day", job->amount < 0 ? "Amount" : "Date",
		       had);
}

/* --- the first reading: how large it is, and which way its dates are written --- */

static int measure(struct payouts_job *job, const struct csv_stream *s, struct err *err)
{
	if (++job->out->rows > PAYOUT_ROWS_MAX)
		return err_set(err, ERR_INPUT, "more than %d rows: cut the list in parts",
			       PAYOUT_ROWS_MAX);
	for (int i = 0; i < s->n; i++)
		job->bytes += strlen(s->field[i]) + 1;
	if (job->bytes > PAYOUT_BYTES_MAX)
		return err_set(err, ERR_INPUT, "the list is larger than %d MiB: cut it in parts",
			       PAYOUT_BYTES_MAX >> 20);
	return 0;
}

static int judge_order(struct payouts_job *job, const bool seen[], struct err *err)
{
	if (seen[DATE_HINT_MDY] && seen[DATE_HINT_DMY])
		return err_set(err, ERR_INPUT,
			       "some dates of this list are month/day and others day/month: write "
			       "them as 2026-11-05");
	job->order = seen[DATE_HINT_MDY]   ? DATE_MDY
		     : seen[DATE_HINT_DMY] ? DATE_DMY
					   : job->options->dates;
	if (job->order == DATE_ORDER_NONE && seen[DATE_HINT_EITHER])
		return err_set(err, ERR_INPUT,
			       "the dates of this list may be month/day or day/month, and none of "
			       "them tells: say which (--dates), mdy or dmy");
	return 0;
}

/* Begins the file again, behind its headings. */
static int begin(struct csv_stream *s, int fd, struct err *err)
{
	int rc;

	*s = (struct csv_stream){ 0 };
	if (lseek(fd, 0, SEEK_SET) < 0)
		return err_set_errno(err, ERR_FAILED, "cannot read the file");
	csv_stream_open(s, fd, 0);
	rc = csv_stream_next(s, err);
	if (rc == 0)
		rc = err_set(err, ERR_FAILED, "the file changed while it was read");
	return rc < 0 ? -1 : 0;
}

static int survey_list(struct payouts_job *job, int fd, struct err *err)
{
	bool seen[DATE_HINT_EITHER + 1] = { false };
	struct csv_stream s;
	int rc;

	if (survey_headings(&job->survey, job->a, fd, err) < 0 || find_columns(job, err) < 0 ||
	    survey_hash(&job->survey, job->a, fd, err) < 0)
		return -1;
	rc = begin(&s, fd, err);
	while (rc == 0 && (rc = csv_stream_next(&s, err)) > 0) {
		if (!s.fault && job->day < s.n) {
			char *cell = cell_clean(s.field[job->day]);

			if (*cell)
				seen[date_hint(cell)] = true;
		}
		rc = measure(job, &s, err);
	}
	csv_stream_close(&s);
	if (rc < 0)
		return -1;
	if (!job->out->rows)
		return err_set(err, ERR_INPUT, "the list has headings and no rows");
	return judge_order(job, seen, err);
}

/* --- one row --- */

static const char *cell_of(struct payouts_job *job, struct csv_stream *s, int column)
{
	const char *text = NULL;
	struct err ignored;

	if (column < 0 || column >= s->n)
		return NULL;
	text = cell_clean(s->field[column]);
	text = utf8_repair(job->a, text, strlen(text));
	/* control characters prove nothing: such a cell is no reference */
	return text_take(&text, job->a, text, 500, "the cell", &ignored) < 0 ? NULL : text;
}

/* Banks write what goes out with a minus or in brackets. */
static bool goes_out(const char *text)
{
	return *text == '-' || *text == '(' || text[strlen(text) - 1] == '-';
}

static const char *read_amount(struct payout_row *row, struct payouts_job *job,
			       struct csv_stream *s)
{
	const char *text = cell_of(job, s, job->amount), *currency = cell_of(job, s, job->currency);
	struct err why;

	if (!text)
		return "the row has no amount";
	if (goes_out(text))
		return "money that goes out pays no claim";
	if (!currency)
		currency = job->options->currency ? job->options->currency : "USD";
	if (!currency_known(currency))
		return arena_printf(job->a, "'%.20s' is no currency known here", currency);
	if (money_parse(&row->amount, text, currency, "amount", &why) < 0)
		return arena_strdup(job->a, why.text);
	return row->amount.cents ? NULL : "nothing was paid";
}

static const char *read_day(struct payout_row *row, struct payouts_job *job, struct csv_stream *s)
{
	const char *text = cell_of(job, s, job->day);
	struct date_reading day;
	struct err why;

	row->paid_on = DAY_NONE;
	if (!text)
		return "the row has no day";
	if (date_read(&day, text, job->order, "day", &why) < 0)
		return arena_strdup(job->a, why.text);
	row->paid_on = day.day;
	return NULL;
}

/* Why the row cannot be read; NULL: it can. */
static const char *read_row(struct payout_row *row, struct payouts_job *job, struct csv_stream *s)
{
	const char *why, *no_day;

	if (s->fault)
		return s->fault;
	why = read_amount(row, job, s);
	no_day = read_day(row, job, s);
	for (int i = 0; i < job->nwords; i++) {
		const char *text = cell_of(job, s, job->words[i]);

		if (!text)
			continue;
		row->is_case[row->nwords] = job->is_case[i];
		row->words[row->nwords++] = text;
	}
	return why ? why : no_day;
}

static int put_aside(struct payouts_job *job, const struct csv_stream *s, const char *reason,
		     struct err *err)
{
	struct import_row row = { .line = s->line,
				  .cell = (char **)(uintptr_t)s->field,
				  .ncells = s->n };

	return refused_put(&job->refused, job->a, &row, reason, err);
}

static void note_seen(struct payouts_job *job, int64_t claim_id)
{
	if (job->nseen < PAYOUT_ROWS_MAX)
		job->seen[job->nseen++] = claim_id;
}

/* Write it, and say how it fits what was owed. A doubt of the days is no reason to leave it out. */
static int pay(struct payout_item *item, struct payouts_job *job, struct tx *tx,
	       const struct claim *claim, struct err *err)
{
	struct payout p = { .amount = item->amount,
			    .paid_on = item->paid_on,
			    .how = arena_printf(job->a, "list %s", job->out->name),
			    .reference = item->reference };
	struct payout *all;
	struct claim_work w;
	struct money paid;
	int n;

	if (claim_work_find(&w, tx, job->a,
			    (struct claim_name){ claim->casefile_id, claim->number }, err) < 0)
		return -1;
	if (claim_add_payout(&w, &p, err) < 0) {
		if (err->code != ERR_INPUT && err->code != ERR_STATE)
			return -1;
		item->outcome = PAYOUT_UNKNOWN;
		item->reason = arena_strdup(job->a, err->text);
		return 0;
	}
	if (row_insert(&p, tx, TABLE_PAYOUT, err) < 0 || claim_put(&w, err) < 0 ||
	    payouts_of_claim(&all, &n, &paid, tx_snap(tx), job->a, claim->id, err) < 0)
		return -1;
	item->owed = claim_outstanding(&w.claim, &paid);
	item->outcome = !money_known(&item->owed) || item->owed.cents == 0 ? PAYOUT_MATCHED
			: item->owed.cents > 0                             ? PAYOUT_SHORT
									   : PAYOUT_OVER;
	return 0;
}

static int take_row(struct payout_item *item, struct payouts_job *job, struct tx *tx,
		    struct payout_row *row, struct err *err)
{
	enum payout_match match;
	struct claim claim;

	if (payout_match(&match, &claim, &item->reason, tx, job->a, row, err) < 0)
		return -1;
	item->outcome = match == MATCH_DOUBLE ? PAYOUT_DOUBLE : PAYOUT_UNKNOWN;
	if (match == MATCH_NONE)
		return 0;
	item->casefile_id = claim.casefile_id;
	item->number = claim.number;
	note_seen(job, claim.id);
	return match == MATCH_FOUND ? pay(item, job, tx, &claim, err) : 0;
}

static int take_rows(struct payouts_job *job, struct tx *tx, int fd, struct err *err)
{
	struct payout_item *item = job->out->item;
	struct csv_stream s;
	int64_t before;
	int rc;

	if (payout_newest(&before, tx_snap(tx), err) < 0)
		return -1;
	rc = begin(&s, fd, err);
	for (int64_t i = 0; rc == 0 && i < job->out->rows; i++, item++) {
		struct payout_row row = { .before = before, .paid_on = DAY_NONE };

		rc = csv_stream_next(&s, err);
		if (rc <= 0)
			break;
		item->reason = read_row(&row, job, &s);
		item->line = s.line;
		item->amount = row.amount;
		item->paid_on = row.paid_on;
		item->reference = row.nwords ? row.words[0] : NULL;
		item->outcome = PAYOUT_UNKNOWN;
		rc = item->reason ? 0 : take_row(item, job, tx, &row, err);
		job->out->outcomes[item->outcome]++;
		if (rc == 0 && item->outcome == PAYOUT_UNKNOWN)
			rc = put_aside(job, &s, item->reason, err);
	}
	csv_stream_close(&s);
	return rc < 0 ? -1 : 0;
}

/* --- what should have come --- */

static bool in_list(const struct payouts_job *job, int64_t claim_id)
{
	for (int i = 0; i < job->nseen; i++)
		if (job->seen[i] == claim_id)
			return true;
	return false;
}

static int find_missing(struct payouts_job *job, struct tx *tx, struct err *err)
{
	struct payouts_report *out = job->out;
	struct payout *payout;
	struct claim *owed;
	struct money paid;
	int n, npayouts;

	if (claims_owed(&owed, &n, tx_snap(tx), job->a, err) < 0)
		return -1;
	out->missing = arena_array(job->a, (size_t)n, sizeof *out->missing);
	for (int i = 0; i < n; i++) {
		if (owed[i].pay_due_on == DAY_NONE || owed[i].pay_due_on >= tx_moment(tx)->today ||
		    in_list(job, owed[i].id))
			continue;
		if (payouts_of_claim(&payout, &npayouts, &paid, tx_snap(tx), job->a, owed[i].id,
				     err) < 0)
			return -1;
		out->missing[out->nmissing++] = (struct payout_missing){
			.casefile_id = owed[i].casefile_id,
			.number = owed[i].number,
			.owed = claim_outstanding(&owed[i], &paid),
			.due_on = owed[i].pay_due_on,
		};
	}
	return 0;
}

/* A list that paid nothing is none. Payments that were double were here before. */
static int put_import(struct payouts_job *job, struct tx *tx, struct err *err)
{
	const struct payouts_report *r = job->out;
	int64_t paid =
		r->outcomes[PAYOUT_MATCHED] + r->outcomes[PAYOUT_SHORT] + r->outcomes[PAYOUT_OVER];
	struct import import = {
		.name = r->name,
		.sha256 = job->survey.sha256,
		.kind = "payouts",
		.rows_read = (int32_t)r->rows,
		.rows_created = (int32_t)paid,
		.rows_merged = (int32_t)r->outcomes[PAYOUT_DOUBLE],
		.rows_refused = (int32_t)r->outcomes[PAYOUT_UNKNOWN],
		.state = IMPORT_COMPLETE,
		.started_at = tx_moment(tx)->now,
		.imported_by = desk_user(job->desk),
	};

	return paid ? row_insert(&import, tx, TABLE_IMPORT, err) : 0;
}

/* A preview does all of it and takes it back. */
static int run(struct payouts_job *job, int fd, struct err *err)
{
	struct err none = { 0 };
	struct tx *tx;
	int rc;

	if (desk_begin(&tx, job->desk, "payouts.import", err) < 0)
		return -1;
	rc = take_rows(job, tx, fd, err) < 0 || find_missing(job, tx, err) < 0 ||
			     put_import(job, tx, err) < 0
		     ? -1
		     : 0;
	if (rc == 0 && job->options->dry_run)
		tx_end(tx, -1, &none);
	else
		rc = tx_end(tx, rc, err);
	if (refused_end(&job->refused, rc == 0, rc == 0 ? err : &none) < 0)
		return -1;
	return rc;
}

/* NULL: nowhere. */
static const char *refusals_path(const struct payouts_options *o, struct arena *a)
{
	if (o->dry_run)
		return NULL;
	if (o->refusals)
		return *o->refusals ? o->refusals : NULL;
	return strcmp(o->path, "-") != 0 ? arena_printf(a, "%s.refused.csv", o->path) : NULL;
}

int payouts_import(struct payouts_report *out, struct desk *desk, struct arena *a,
		   const struct payouts_options *options, struct err *err)
{
	struct payouts_job job = { .out = out, .options = options, .desk = desk, .a = a };
	int fd = -1, rc = -1;

	*out = (struct payouts_report){ .name = strcmp(options->path, "-") != 0
							? path_base(options->path)
							: "standard input" };
	out->name = utf8_repair(a, out->name, strlen(out->name));
	if (import_file_open(&fd, desk, options->path, err) < 0 || survey_list(&job, fd, err) < 0)
		goto out;
	out->item = arena_array(a, (size_t)out->rows, sizeof *out->item);
	job.seen = arena_array(a, PAYOUT_ROWS_MAX, sizeof *job.seen);
	job.refused.heading = job.survey.heading;
	job.refused.nheadings = job.survey.nheadings;
	job.refused.path = refusals_path(options, a);
	rc = run(&job, fd, err);
	if (rc == 0 && job.refused.path && out->outcomes[PAYOUT_UNKNOWN])
		out->refusals_file = job.refused.path;
out:
	if (fd >= 0)
		close(fd);
	return rc;
}
