#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "ops/token_ops.h"
#include "web/label.h"
#include "web/page.h"
#include "web/typed.h"

/* The tokens of who is signed in: to see, to make, to withdraw. No token reaches this page. */

static bool is_his(const struct web_call *c, const struct token *t)
{
	return t->user_id == c->session.user_id;
}

static int add_tokens(struct web_call *c, struct node *page, struct err *err)
{
	struct arena *a = &c->arena;
	struct node *list = node_list(a, page, "tokens"), *n;
	struct token *t;
	int count;

	if (tokens_of_desk(&t, &count, c->desk, a, err) < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		if (!is_his(c, &t[i]))
			continue;
		n = node_map(a, list, NULL);
		node_int(a, n, "token", t[i].id);
		node_text(a, n, "name", t[i].name);
		node_text(a, n, "scope", role_names[t[i].scope]);
		node_text(a, n, "client", t[i].client);
		node_day(a, n, "ends_on", t[i].ends_on);
		node_day(a, n, "used_on", t[i].used_on);
	}
	return 0;
}

/* secret: of a token that was just made; NULL. */
static int show_tokens(struct web_call *c, const char *secret, const struct err *wrong,
		       struct err *err)
{
	struct node *page = node_root(&c->arena);
	unsigned status = secret ? 201 : 200;

	if (add_tokens(c, page, err) < 0)
		return -1;
	typed_choices(c, page, "scopes",
		      (struct typed_codes){ role_names, (int)c->session.role + 1 },
		      form_get(&c->form, "scope"));
	node_text(&c->arena, page, "secret", secret);
	if (wrong) {
		node_text(&c->arena, page, "wrong", said_on_page(c, wrong));
		keep_typed(c, page);
		status = (unsigned)err_http_status(wrong->code);
	}
	return answer_page(
		c,
		&(struct page_view){
			.name = "tokens", .title = "Tokens", .page = page, .status = status },
		err);
}

int page_tokens(struct web_call *c, struct err *err)
{
	return show_tokens(c, NULL, NULL, err);
}

static int make(char text[API_TOKEN_TEXT], struct web_call *c, struct err *err)
{
	struct token_wanted wanted = { .user = c->session.user, .scope = -1 };
	struct token made;
	int64_t days;

	if (typed_text(&wanted.name, c, "name", TYPED_LINE, err) < 0 ||
	    typed_text(&wanted.client, c, "client", TYPED_LINE, err) < 0 ||
	    typed_code(&wanted.scope, c, "scope", (struct typed_codes){ role_names, ROLE_NVALUES },
		       err) < 0 ||
	    typed_number(&days, c, "days", TOKEN_DAYS_MAX, err) < 0)
		return -1;
	wanted.days = days < 0 ? 0 : (int)days;
	return token_make(text, &made, c->desk, &c->arena, &wanted, err);
}

int post_token(struct web_call *c, struct err *err)
{
	char text[API_TOKEN_TEXT];

	if (make(text, c, err) < 0) {
		struct err wrong = *err;

		return show_tokens(c, NULL, &wrong, err);
	}
	return show_tokens(c, arena_strdup(&c->arena, text), NULL, err);
}

int post_token_withdraw(struct web_call *c, struct err *err)
{
	struct token *t;
	int n, i;

	if (tokens_of_desk(&t, &n, c->desk, &c->arena, err) < 0)
		return -1;
	for (i = 0; i < n; i++)
		if (t[i].id == c->found.id[0] && is_his(c, &t[i]))
			break;
	if (i == n)
		return err_set(err, ERR_NOT_FOUND, "you have no token %" PRId64, c->found.id[0]);
	if (token_withdraw(&t[i], c->desk, &c->arena, t[i].id, err) < 0)
		return -1;
	reply_redirect(&c->reply, "/tokens");
	return 0;
}
