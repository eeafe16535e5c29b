#include "view/photo_doc.h"

#include "base/arena.h"
#include "view/doc.h"
#include "view/door_doc.h"

bool evidence_is_photo(enum evidence_kind kind)
{
	return kind == EVIDENCE_DAMAGE_PHOTO || kind == EVIDENCE_PACKAGING_PHOTO ||
	       kind == EVIDENCE_LABEL_PHOTO;
}

/* The kind as which a photo for this need is kept; -1: no photo answers it. */
static int photo_kind(const struct need *need)
{
	for (int kind = 0; kind < EVIDENCE_NVALUES; kind++)
		if ((need->kinds & 1u << kind) && evidence_is_photo((enum evidence_kind)kind))
			return kind;
	return -1;
}

int photo_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      struct err *err)
{
	struct case_door_list doors;
	struct case_rows c;
	struct check *check;
	struct node *list;
	int n;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	doors = case_door_list(a, &c);
	n = checks_of(&check, a, &c, doors.main);
	*out = node_root(a);
	node_int(a, *out, "case", case_id);
	list = node_list(a, *out, "shots");
	for (int i = 0; i < n; i++) {
		const struct need *need = check[i].need;
		int kind = photo_kind(need);
		struct node *shot;

		if (kind < 0)
			continue;
		shot = node_map(a, list, NULL);
		node_text(a, shot, "code", need->code);
		node_text(a, shot, "title", need->title);
		node_text(a, shot, "note", need->note);
		node_text(a, shot, "kind", evidence_kind_names[kind]);
		if (need->shot)
			node_int(a, shot, "shot", need->shot);
		else
			node_null(a, shot, "shot");
		node_bool(a, shot, "held", check[i].held);
	}
	return 0;
}
