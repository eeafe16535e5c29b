#include "store/facts.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "store/column.h"
#include "store/internal.h"

/* --- rules --- */

static int32_t days_at(struct stmt *st, int col)
{
	return stmt_type(st, col) == CELL_NULL ? DAYS_NONE : (int32_t)stmt_get_int(st, col);
}

static struct rule *read_rule(struct stmt *st, struct arena *a)
{
	struct rule *r = arena_alloc(a, sizeof *r);

	*r = (struct rule){
		.code = text_at(st, 0, a),
		.carrier = text_at(st, 1, a),
		.service = text_at(st, 2, a),
		.scope = (enum scope)code_at(st, 3, scope_names, SCOPE_NVALUES),
		.kind = (enum rule_kind)code_at(st, 4, rule_kind_names, RULE_KIND_NVALUES),
		.what = (enum window_what)code_at(st, 5, window_what_names, WINDOW_NVALUES),
		.route = (enum route_kind)code_at(st, 6, route_kind_names, ROUTE_NVALUES),
		.opens_days = days_at(st, 7),
		.opens_from = (enum anchor)code_at(st, 8, anchor_names, ANCHOR_NVALUES),
		.closes_days = days_at(st, 9),
		.closes_from = (enum anchor)code_at(st, 10, anchor_names, ANCHOR_NVALUES),
		.unit = (enum unit)code_at(st, 11, unit_names, UNIT_NVALUES),
		.limit_note = text_at(st, 12, a),
		.who_may_file = text_at(st, 13, a),
		.cover = money_at(st, 14, 15),
		.cover_max = money_at(st, 16, 15),
		.form = text_at(st, 17, a),
		.source = text_at(st, 18, a),
		.source_date = text_at(st, 19, a),
		.checked_on = (daynum)stmt_get_int(st, 20),
		.confidence =
			(enum confidence)code_at(st, 21, confidence_names, CONFIDENCE_NVALUES),
		.opens_unit =
			(enum opens_unit)code_at(st, 22, opens_unit_names, OPENS_UNIT_NVALUES),
		.work_week = (enum work_week)code_at(st, 23, work_week_names, WORK_WEEK_NVALUES),
		.insurer = text_at(st, 24, a),
		.after_request = text_at(st, 25, a),
		.own = stmt_get_int(st, 26) != 0,
	};
	return r;
}

#define SELECT_RULES                                                                       \
	"SELECT code,carrier,service,scope,kind,what,route,opens_days,opens_from,"         \
	"closes_days,closes_from,unit,limit_note,who_may_file,cover_cents,cover_currency," \
	"cover_max_cents,form,source,source_date,checked_on,confidence,opens_unit,"        \
	"work_week,insurer,after_request,own FROM fact_rule "

static int collect_rules(const struct rule ***out, int *n, struct stmt *st, struct arena *a,
			 struct err *err)
{
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = read_rule(st, a);
	}
	return rc;
}

int rules_of(const struct rule ***out, int *n, struct snap *snap, struct arena *a,
	     const char *carrier, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, SELECT_RULES "WHERE carrier IN(?1,'" RULE_ANY_CARRIER
							 "') ORDER BY kind,code");

	if (!carrier) {
		*n = 0;
		*out = NULL;
		return 0;
	}
	stmt_text(st, 1, carrier);
	return collect_rules(out, n, st, a, err);
}

int rules_list(const struct rule ***out, int *n, struct snap *snap, struct arena *a,
	       const char *carrier, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, carrier ? SELECT_RULES "WHERE carrier=?1 ORDER BY code"
					  : SELECT_RULES "ORDER BY carrier='" RULE_ANY_CARRIER
							 "',carrier,code");

	if (carrier)
		stmt_text(st, 1, carrier);
	return collect_rules(out, n, st, a, err);
}

int rule_find(const struct rule **out, struct snap *snap, struct arena *a, const char *code,
	      struct err *err)
{
	struct stmt *st = db_stmt(snap->db, SELECT_RULES "WHERE code=?1");
	int rc;

	stmt_text(st, 1, code);
	*out = NULL;
	rc = stmt_step(st, err);
	if (rc <= 0)
		return rc;
	*out = read_rule(st, a);
	stmt_reset(st);
	return 0;
}

/* --- names that people type --- */

/* "Priority-Mail " as people type it -> "priority_mail" as codes and aliases are written. */
static char *as_code(struct arena *a, const char *typed)
{
	char *s = arena_strdup(a, typed);

	for (char *p = s; *p; p++)
		*p = *p == ' ' || *p == '-' ? '_' : (char)tolower((unsigned char)*p);
	return s;
}

/* Columns code, title, aliases. A code or title decides; an alias must be the only one. */
static int resolve(const char **code, struct stmt *st, struct arena *a, const char *typed,
		   struct err *err)
{
	const char *want = as_code(a, typed), *second = NULL;
	int rc;

	*code = NULL;
	while ((rc = stmt_step(st, err)) > 0) {
		const char *this = text_at(st, 0, a);

		if (!strcmp(this, want) || text_same_nocase(stmt_get_text(st, 1), typed)) {
			*code = this;
			stmt_reset(st);
			return 0;
		}
		if (!text_is_listed(stmt_get_text(st, 2), want))
			continue;
		if (*code)
			second = this;
		else
			*code = this;
	}
	if (rc == 0 && second)
		return err_set(err, ERR_AMBIGUOUS, "'%s' may be %s or %s: say which", typed, *code,
			       second);
	return rc;
}

int carrier_resolve(const char **code, struct snap *snap, struct arena *a, const char *typed,
		    struct err *err)
{
	return resolve(
		code,
		db_stmt(snap->db, "SELECT code,title,aliases FROM fact_carrier ORDER BY code"), a,
		typed, err);
}

int service_resolve(const char **code, struct snap *snap, struct arena *a, const char *carrier,
		    const char *typed, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT code,title,aliases FROM fact_service "
					    "WHERE carrier=?1 ORDER BY code");

	stmt_text(st, 1, carrier);
	return resolve(code, st, a, typed, err);
}

int service_list(char **text, struct snap *snap, struct arena *a, const char *carrier,
		 struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT code FROM fact_service WHERE carrier=?1 ORDER BY code");
	struct buf b;
	int rc;

	buf_init(&b, 4096);
	stmt_text(st, 1, carrier);
	while ((rc = stmt_step(st, err)) > 0)
		buf_printf(&b, "%s%s", b.len ? ", " : "", stmt_get_text(st, 0));
	*text = arena_strdup(a, b.at);
	buf_release(&b);
	return rc;
}

/* --- contacts and status codes --- */

int fact_names(struct fact_name **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT NULL,code,title,aliases FROM fact_carrier UNION ALL "
				  "SELECT carrier,code,title,aliases FROM fact_service");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct fact_name){
			.carrier = text_at(st, 0, a),
			.code = text_at(st, 1, a),
			.title = text_at(st, 2, a),
			.aliases = text_at(st, 3, a),
		};
	}
	return rc;
}

int fact_contacts(struct fact_contact **out, int *n, struct snap *snap, struct arena *a,
		  const char *carrier, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT carrier,channel,purpose,value,hours,zone,source,source_date,"
			  "checked_on,confidence FROM fact_contact "
			  "WHERE carrier=?1 OR ?1 IS NULL ORDER BY id");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, carrier);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct fact_contact){
			.carrier = text_at(st, 0, a),
			.channel = text_at(st, 1, a),
			.purpose = text_at(st, 2, a),
			.value = text_at(st, 3, a),
			.hours = text_at(st, 4, a),
			.zone = text_at(st, 5, a),
			.source = text_at(st, 6, a),
			.source_date = text_at(st, 7, a),
			.checked_on = (daynum)stmt_get_int(st, 8),
			.confidence = text_at(st, 9, a),
		};
	}
	return rc;
}

int fact_event_codes(struct event_code **out, int *n, struct snap *snap, struct arena *a,
		     const enum status *of, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT carrier,code,text,status,trouble,is_scan,meaning,next_step,"
			  "source,source_date,checked_on,confidence FROM fact_event_code "
			  "WHERE ?1 IS NULL OR status=?1 ORDER BY id");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, of ? status_names[*of] : NULL);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct event_code){
			.list = text_at(st, 0, a),
			.code = text_at(st, 1, a),
			.text = text_at(st, 2, a),
			.status = (enum status)code_at(st, 3, status_names, STATUS_NVALUES),
			.trouble = (enum trouble)code_at(st, 4, trouble_names, TROUBLE_NVALUES),
			.is_scan = stmt_get_int(st, 5) != 0,
			.meaning = text_at(st, 6, a),
			.next_step = text_at(st, 7, a),
			.source = text_at(st, 8, a),
			.source_date = text_at(st, 9, a),
			.checked_on = (daynum)stmt_get_int(st, 10),
			.confidence = (enum confidence)code_at(st, 11, confidence_names,
							       CONFIDENCE_NVALUES),
		};
	}
	return rc;
}

/* --- doors, papers, ladders --- */

int fact_routes(struct route **out, int *n, struct snap *snap, struct arena *a, const char *carrier,
		struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT code,kind,title,carrier,insurer,label_source,shipper,place,"
			  "who_may_file,cap_cents,cap_currency,excludes,refund,warning,source,"
			  "source_date,checked_on,confidence FROM fact_route "
			  "WHERE carrier IS NULL OR carrier=?1 ORDER BY place,code");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, carrier);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct route){
			.code = text_at(st, 0, a),
			.kind = (enum route_kind)code_at(st, 1, route_kind_names, ROUTE_NVALUES),
			.title = text_at(st, 2, a),
			.carrier = text_at(st, 3, a),
			.insurer = text_at(st, 4, a),
			.label_source = text_at(st, 5, a),
			.shipper = text_at(st, 6, a),
			.place = (int32_t)stmt_get_int(st, 7),
			.who_may_file = text_at(st, 8, a),
			.cap = money_at(st, 9, 10),
			.excludes = text_at(st, 11, a),
			.refund = (enum refund_rule)code_at(st, 12, refund_rule_names,
							    REFUND_NVALUES),
			.warning = text_at(st, 13, a),
			.source = text_at(st, 14, a),
			.source_date = text_at(st, 15, a),
			.checked_on = (daynum)stmt_get_int(st, 16),
			.confidence = (enum confidence)code_at(st, 17, confidence_names,
							       CONFIDENCE_NVALUES),
		};
	}
	return rc;
}

static struct need need_at(struct stmt *st, struct arena *a)
{
	struct need need = {
		.carrier = text_at(st, 0, a),
		.kind = (enum rule_kind)code_at(st, 1, rule_kind_names, RULE_KIND_NVALUES),
		.route = text_at(st, 2, a),
		.code = text_at(st, 3, a),
		.title = text_at(st, 4, a),
		.shot = (int32_t)stmt_get_int(st, 6), /* 0 for NULL */
		.over = money_at(st, 7, 8),
		.after_wait = stmt_get_int(st, 9) != 0,
		.asked_when = (enum asked_when)code_at(st, 10, asked_when_names, ASKED_NVALUES),
		.note = text_at(st, 11, a),
		.place = (int32_t)stmt_get_int(st, 12),
		.source = text_at(st, 13, a),
		.source_date = text_at(st, 14, a),
		.checked_on = (daynum)stmt_get_int(st, 15),
		.confidence =
			(enum confidence)code_at(st, 16, confidence_names, CONFIDENCE_NVALUES),
	};
	const char *answers = stmt_get_text(st, 5);

	/* a word that nobody knows answers nothing: then the need stays missing, and is seen */
	(void)need_answers_parse(&need.kinds, &need.signs, answers ? answers : "");
	return need;
}

int fact_needs(struct need **out, int *n, struct snap *snap, struct arena *a, const char *carrier,
	       struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT carrier,kind,route,code,title,kinds,shot,over_cents,"
			  "over_currency,after_wait,asked_when,note,place,source,source_date,"
			  "checked_on,confidence FROM fact_evidence "
			  "WHERE carrier IS NULL OR carrier=?1 ORDER BY id");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, carrier);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = need_at(st, a);
	}
	return rc;
}

int fact_rungs(struct rung **out, int *n, struct snap *snap, struct arena *a, enum problem problem,
	       struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT place,code,title,how,done_by,source,source_date,"
				  "checked_on,confidence FROM fact_step "
				  "WHERE problem=?1 ORDER BY code");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, problem_names[problem]);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct rung){
			.problem = problem,
			.place = (int32_t)stmt_get_int(st, 0),
			.code = text_at(st, 1, a),
			.title = text_at(st, 2, a),
			.how = text_at(st, 3, a),
			.done_by = text_at(st, 4, a),
			.source = text_at(st, 5, a),
			.source_date = text_at(st, 6, a),
			.checked_on = (daynum)stmt_get_int(st, 7),
			.confidence = (enum confidence)code_at(st, 8, confidence_names,
							       CONFIDENCE_NVALUES),
		};
	}
	return rc;
}
