/* What a case's windows depend on beside the rules. */
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "domain/insurer.h"
#include "domain/window.h"

int64_t window_basis(struct arena *a, const struct shipment *s, enum problem problem,
		     const struct anchors *on, bool scans)
{
	const char *insurer = insurer_code(s->insurer);
	bool insured = money_known(&s->insured) && s->insured.cents > 0;
	const char *text = arena_printf(
		a, "%s|%s|%d|%d|%d|%s|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d", s->carrier ? s->carrier : "",
		s->service ? s->service : "", problem_rule_kind(problem), shipment_scope(s),
		shipment_in_europe(s), insurer ? insurer : "", insured, on->mailed_on,
		on->accepted_on, on->expected_on, on->delivered_on, on->help_request_on,
		on->decided_on, on->appeal_decided_on, scans ? on->last_scan_on : DAY_NONE,
		on->insured_on);
	struct hash sum = hash_of(text, strlen(text));
	uint64_t h = 0;

	for (int i = 0; i < 8; i++)
		h = h << 8 | sum.byte[i];
	return (int64_t)(h >> 1 | 1);
}
