#include "report/portal_text.h"

#include <inttypes.h>

#include "base/buf.h"
#include "report/profile.h"
#include "view/doc.h"

static void put_fact(struct buf *b, const char *name, const char *value)
{
	if (value)
		buf_printf(b, "%-12s %s\n", name, value);
}

static void put_file(struct buf *b, const struct portal_file *f)
{
	const char *name = node_str(f->evidence, "name"), *hash = node_str(f->evidence, "sha256");

	buf_printf(b, "\n%s\n", f->member ? f->member : "LEFT OUT");
	put_fact(b, "  original", name);
	put_fact(b, "  SHA-256", hash);
	if (f->member)
		buf_printf(b, "%-12s %" PRId64 "\n", "  bytes", f->bytes);
	put_fact(b, f->member ? "  copy" : "  why", f->done);
}

void put_portal_text(struct buf *b, const struct portal_made *made, const struct profile *profile)
{
	put_fact(b, "Made for", profile->title);
	put_fact(b, "Profile", profile->name);
	put_fact(b, "Source", profile->source);
	put_fact(b, "of the day", profile->source_date);
	put_fact(b, "checked on", profile->checked_on);
	put_fact(b, "confidence", profile->confidence);
	buf_puts(b,
		 "\nThese are copies that fit what this portal takes, as far as it is known. The "
		 "originals\nare kept unchanged on the desk under their SHA-256. MANIFEST.sha256 "
		 "has the SHA-256\nof each copy.\n");
	for (int i = 0; i < made->n; i++)
		put_file(b, &made->file[i]);
}
