#include "web/typed.h"

#include <stdint.h>

#include "base/text.h"
#include "web/label.h"

/* Fields of a form, or of the address of a page. */
static const char *get(const struct web_call *c, const char *name)
{
	return form_get(c->head.method == METHOD_GET ? &c->query : &c->form, name);
}

/* Programs read the field's name, people what stands beside it. */
static const char *title(struct web_call *c, const char *name)
{
	const char *label = c->found.api ? NULL : label_here(c, name);

	return label ? label : name;
}

int typed_text(const char **out, struct web_call *c, const char *name, size_t max, struct err *err)
{
	const char *value = get(c, name);

	*out = NULL;
	return value ? text_take(out, &c->arena, value, max, title(c, name), err) : 0;
}

int typed_day(daynum *out, struct web_call *c, const char *name, struct err *err)
{
	const char *value = NULL;

	*out = DAY_NONE;
	if (typed_text(&value, c, name, TYPED_LINE, err) < 0)
		return -1;
	return value ? day_parse(out, value, c->moment.today, title(c, name), err) : 0;
}

int typed_money(struct money *out, struct web_call *c, const char *name, struct err *err)
{
	const char *value = NULL;

	*out = MONEY_NONE;
	if (typed_text(&value, c, name, TYPED_LINE, err) < 0)
		return -1;
	return value ? money_parse(out, value, c->site->currency, title(c, name), err) : 0;
}

int typed_code(int *out, struct web_call *c, const char *name, struct typed_codes codes,
	       struct err *err)
{
	const char *value = get(c, name);

	*out = -1;
	return value ? name_parse(out, codes.names, codes.n, value, title(c, name), err) : 0;
}

int typed_number(int64_t *out, struct web_call *c, const char *name, int64_t max, struct err *err)
{
	const char *value = get(c, name);
	long long n = -1;

	*out = -1;
	if (value && number_parse(&n, value, 0, max, title(c, name), err) < 0)
		return -1;
	*out = n;
	return 0;
}

void typed_choices(struct web_call *c, struct node *page, const char *name,
		   struct typed_codes codes, const char *chosen)
{
	struct node *list = node_list(&c->arena, page, name);

	for (int i = 0; i < codes.n; i++) {
		struct node *n = node_map(&c->arena, list, NULL);

		node_text(&c->arena, n, "code", codes.names[i]);
		node_bool(&c->arena, n, "chosen", text_same(codes.names[i], chosen));
	}
}

const char *query_get(const struct web_call *c, const char *name)
{
	return form_get(&c->query, name);
}
