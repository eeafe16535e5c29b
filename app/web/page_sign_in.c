#include <string.h>

#include "base/text.h"
#include "ops/desk.h"
#include "ops/user_ops.h"
#include "web/gate.h"
#include "web/label.h"
#include "web/page.h"
#include "web/throttle.h"
#include "web/typed.h"

/* A full disk keeps nobody out, nor lets anybody in: the server's own memory counts, too. */
static void keep_tally(struct web_call *c, const char *name)
{
	struct sign_in_failure now[2];
	struct err ignored;

	throttle_tell(c->site->throttle, now, name, c->client_ip, c->moment.machine);
	sign_in_note(c->desk, now, 2, &ignored);
}

/* Gone with the browser, never sent along from elsewhere, out of reach of scripts. */
static void set_cookie(struct web_call *c, const char *token)
{
	reply_header(&c->reply, "Set-Cookie",
		     arena_printf(&c->arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
				  c->site->cookie, token, c->site->tls ? "; Secure" : "",
				  *token ? "" : "; Max-Age=0"));
}

/*
 * Where one wanted to go: a page of ours, and nothing that a browser may take for another machine.
 */
static const char *wanted(struct web_call *c)
{
	const char *to =
		c->head.method == METHOD_GET ? query_get(c, "to") : form_get(&c->form, "to");
	struct route_found found;

	if (!to || strspn(to, "abcdefghijklmnopqrstuvwxyz0123456789/-") < strlen(to))
		return "/";
	web_route_find(&found, c->site->routes, METHOD_GET, to);
	return found.route && found.route->permission != PERMISSION_ANYBODY ? to : "/";
}

static int show_sign_in(struct web_call *c, const struct err *wrong, unsigned status,
			struct err *err)
{
	struct node *page = node_root(&c->arena);
	bool users;

	if (desk_has_users(&users, c->desk, err) < 0)
		return -1;
	node_bool(&c->arena, page, "users", users);
	node_text(&c->arena, page, "to", wanted(c));
	node_text(&c->arena, page, "f_name", form_get(&c->form, "name"));
	if (wrong)
		node_text(&c->arena, page, "wrong", said_on_page(c, wrong));
	return answer_page(
		c,
		&(struct page_view){
			.name = "sign_in", .title = "Sign in", .page = page, .status = status },
		err);
}

int page_sign_in(struct web_call *c, struct err *err)
{
	if (c->signed_in) {
		reply_redirect(&c->reply, "/");
		return 0;
	}
	return show_sign_in(c, NULL, 200, err);
}

/* Throttled by name and address; at most THROTTLE_HASHES passwords are worked out at once. */
static int try_password(char token[TOKEN_TEXT], struct web_call *c, unsigned *status,
			struct err *err)
{
	const char *name = form_get(&c->form, "name"), *password = form_get(&c->form, "password");
	struct throttle *t = c->site->throttle;
	int wait, rc;

	if (!name || !password || strlen(name) > USER_NAME_MAX || strlen(password) > PASSWORD_MAX) {
		*status = 400;
		return err_set(err, ERR_INPUT, "give your name and your password");
	}
	wait = throttle_wait(t, name, c->client_ip, c->moment.machine);
	if (wait) {
		*status = 429;
		return err_set(err, ERR_BUSY, "too many tries: wait %d seconds, then try again",
			       wait);
	}
	if (!throttle_enter(t)) {
		*status = 503;
		return err_set(err, ERR_BUSY, "others are signing in right now: try again");
	}
	rc = sign_in(token, c->desk, &c->arena, name, password, err);
	throttle_leave(t);
	*status = rc < 0 ? (unsigned)err_http_status(err->code) : 200;
	if (rc == 0)
		throttle_passed(t, name, c->moment.machine);
	else if (err->code == ERR_NOT_PERMITTED)
		throttle_failed(t, name, c->client_ip, c->moment.machine);
	if (rc == 0 || err->code == ERR_NOT_PERMITTED)
		keep_tally(c, name);
	return rc;
}

int post_sign_in(struct web_call *c, struct err *err)
{
	char token[TOKEN_TEXT];
	struct err wrong = { .code = ERR_NONE };
	unsigned status = 200;

	if (try_password(token, c, &status, &wrong) < 0) {
		if (show_sign_in(c, &wrong, status, err) < 0)
			return -1;
		if (status == 429 || status == 503)
			reply_header(&c->reply, "Retry-After", "2");
		return 0;
	}
	/* The session of before, whoever planted it, is over. */
	if (c->token && session_end(c->desk, c->token, err) < 0)
		return -1;
	set_cookie(c, token);
	reply_redirect(&c->reply, wanted(c));
	return 0;
}

int post_sign_out(struct web_call *c, struct err *err)
{
	if (session_end(c->desk, c->token, err) < 0)
		return -1;
	set_cookie(c, "");
	reply_redirect(&c->reply, "/sign-in");
	return 0;
}

int post_sign_out_all(struct web_call *c, struct err *err)
{
	if (user_sign_out(c->desk, &c->arena, c->session.user, err) < 0)
		return -1;
	set_cookie(c, "");
	reply_redirect(&c->reply, "/sign-in");
	return 0;
}

/* --- links --- */

/*
 * The link of who runs the desk: used up, then a page without it in its address. From there the
 * browser goes on by itself: what leads here may be another site's page or a file, and with a
 * redirect straight to the desk the browser would not send the cookie yet.
 */
int page_link(struct web_call *c, struct err *err)
{
	char token[TOKEN_TEXT];
	const char *name;

	if (link_look(&name, c->desk, &c->arena, c->found.word, err) < 0)
		return -1;
	if (name)
		return err_set(err, ERR_NOT_FOUND, "this is no link to sign in with");
	if (link_take(token, c->desk, &c->arena, c->found.word, NULL, err) < 0)
		return -1;
	set_cookie(c, token);
	reply_redirect(&c->reply, "/welcome");
	return 0;
}

int page_welcome(struct web_call *c, struct err *err)
{
	reply_header(&c->reply, "Refresh", "0; url=/");
	return answer_page(c, &(struct page_view){ .name = "welcome", .title = "Welcome" }, err);
}

static int show_reset(struct web_call *c, const struct err *wrong, struct err *err)
{
	struct node *page = node_root(&c->arena);
	const char *name;

	if (link_look(&name, c->desk, &c->arena, c->found.word, err) < 0)
		return -1;
	if (!name)
		return err_set(err, ERR_NOT_FOUND, "this is no link for a password");
	node_text(&c->arena, page, "name", name);
	node_text(&c->arena, page, "link", c->found.word);
	if (wrong)
		node_text(&c->arena, page, "wrong", said_on_page(c, wrong));
	return answer_page(c,
			   &(struct page_view){ .name = "reset",
						.title = "New password",
						.page = page,
						.status = wrong ? 400 : 200 },
			   err);
}

int page_reset(struct web_call *c, struct err *err)
{
	return show_reset(c, NULL, err);
}

static int set_password(char token[TOKEN_TEXT], struct web_call *c, struct err *err)
{
	const char *first = form_get(&c->form, "password"), *again = form_get(&c->form, "again");
	const char *name;
	int rc;

	/* Who has no link must not make the machine work out a password. */
	if (link_look(&name, c->desk, &c->arena, c->found.word, err) < 0)
		return -1;
	if (!first || !text_same(first, again))
		return err_set(err, ERR_INPUT, "write the same password twice");
	if (!throttle_enter(c->site->throttle))
		return err_set(err, ERR_BUSY, "others are signing in right now: try again");
	/* It is his act, though he is signed in by it only afterwards. */
	if (name)
		desk_work_as(c->desk, name, &c->moment);
	rc = link_take(token, c->desk, &c->arena, c->found.word, first, err);
	throttle_leave(c->site->throttle);
	return rc;
}

int post_reset(struct web_call *c, struct err *err)
{
	char token[TOKEN_TEXT];

	if (set_password(token, c, err) < 0) {
		struct err wrong = *err;

		return err->code == ERR_INPUT ? show_reset(c, &wrong, err) : -1;
	}
	set_cookie(c, token);
	reply_redirect(&c->reply, "/");
	return 0;
}
