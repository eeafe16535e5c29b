#include "ops/contact_ops.h"
#include "view/case_doc.h"
#include "web/page_verb.h"
#include "web/typed.h"

static const struct verb of_requests = { "requests", make_case_doc };

static int file_request(struct web_call *c, struct err *err)
{
	struct request facts = request_unknown, r;
	int kind, party;

	if (typed_code(&kind, c, "kind",
		       (struct typed_codes){ request_kind_names, REQUEST_NVALUES }, err) < 0 ||
	    typed_code(&party, c, "asked_of", (struct typed_codes){ party_names, PARTY_NVALUES },
		       err) < 0 ||
	    typed_text(&facts.reference, c, "ref", TYPED_LINE, err) < 0 ||
	    typed_day(&facts.filed_on, c, "on", err) < 0 ||
	    typed_text(&facts.what, c, "what", TYPED_LONG, err) < 0 ||
	    typed_day(&facts.valid_until, c, "until", err) < 0)
		return -1;
	if (kind < 0)
		return err_set(err, ERR_INPUT, "say what was asked for: a search, a trace ...");
	facts.kind = (enum request_kind)kind;
	facts.asked_of = party < 0 ? PARTY_CARRIER : (enum party)party;
	if (request_file(&r, &c->warning, c->desk, &c->arena, c->found.id[0], &facts, err) < 0)
		return -1;
	c->done = request_doc(&c->arena, &r, c->moment.today);
	c->warns = true;
	return 0;
}

int post_request(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, file_request(c, err), &of_requests, err);
}

static int answer_request(struct request *r, struct web_call *c, struct err *err)
{
	struct request_answer answer = { .result = RESULT_NONE };
	int number = (int)c->found.id[1], result;

	if (c->found.id[1] < 1 || c->found.id[1] > INT32_MAX)
		return err_set(err, ERR_NOT_FOUND, "the case has no such request");
	if (form_get(&c->form, "withdraw"))
		return request_withdraw(r, c->desk, &c->arena, c->found.id[0], number, err);
	if (typed_code(&result, c, "result",
		       (struct typed_codes){ request_result_names, RESULT_NVALUES }, err) < 0 ||
	    typed_text(&answer.answer, c, "said", TYPED_LONG, err) < 0 ||
	    typed_text(&answer.reference, c, "ref", TYPED_LINE, err) < 0 ||
	    typed_day(&answer.on, c, "on", err) < 0 ||
	    typed_day(&answer.valid_until, c, "until", err) < 0)
		return -1;
	if (result <= RESULT_NONE)
		return err_set(err, ERR_INPUT, "say what came of the request");
	answer.result = (enum request_result)result;
	return request_answered(r, c->desk, &c->arena, c->found.id[0], number, &answer, err);
}

int post_request_answer(struct web_call *c, struct err *err)
{
	struct request r;
	int rc;

	if (case_of_path(c, err) < 0)
		return -1;
	rc = answer_request(&r, c, err);
	if (rc == 0)
		c->done = request_doc(&c->arena, &r, c->moment.today);
	return answer_verb(c, rc, &of_requests, err);
}
