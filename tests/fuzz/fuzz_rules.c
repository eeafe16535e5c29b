/*
 * fuzz_rules.c - any bytes as a table of rules, as a desk keeps its own beside its file
 *
 * Nothing may crash. What is taken holds as a rule, and written out and read again it is the same
 * table; what is not taken says why, in one line.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "domain/rule_csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WRITTEN_MAX = 64 * 1024 * 1024 };

static void check_rules(struct arena *a, const struct rule rules[], int n)
{
	struct buf once, twice;
	struct rule *again;
	struct err err;
	int m;

	buf_init(&once, WRITTEN_MAX);
	buf_init(&twice, WRITTEN_MAX);
	rules_format(&once, rules, n);
	assert(!once.full);
	assert(rules_parse(&again, &m, a, once.at, once.len, &err) == 0 && m == n);
	rules_format(&twice, again, m);
	assert(once.len == twice.len && !memcmp(once.at, twice.at, once.len));
	buf_release(&once);
	buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct rule *rules;
	struct err err;
	int n;

	if (rules_parse(&rules, &n, &a, (const char *)data, size, &err) < 0) {
		assert(*err.text && !strchr(err.text, '\n'));
	} else {
		assert(n >= 0 && n <= RULE_ROWS_MAX);
		for (int i = 0; i < n; i++)
			assert(rule_check(&rules[i], &err) == 0);
		if (n)
			check_rules(&a, rules, n);
	}
	arena_release(&a);
	return 0;
}
