#include "decode/made_pdf.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { OBJECTS_MAX = 1200, ROOM = 1 << 20 };

/* Nobody's password makes these two. */
static const char locked[] = " /ID [(0123456789012345) (0123456789012345)]"
			     " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
			     " /O (01234567890123456789012345678901)"
			     " /U (01234567890123456789012345678901) >>";

struct making {
	struct buf out;
	size_t at[OBJECTS_MAX];
	int n; /* objects begun; numbers from 1 */
};

static int object(struct making *m)
{
	m->at[++m->n] = m->out.len;
	buf_printf(&m->out, "%d 0 obj\n", m->n);
	return m->n;
}

static void put_catalog(struct making *m, enum made_pdf_kind kind)
{
	object(m);
	buf_puts(&m->out, "<< /Type /Catalog /Pages 2 0 R");
	if (kind == PDF_ACTING)
		buf_puts(&m->out, " /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
				  " /Names << /JavaScript << /Names [(x) << /S /JavaScript"
				  " /JS (app.alert\\(2\\)) >>] >> >>");
	buf_puts(&m->out, " >>\nendobj\n");
}

static void put_tree(struct making *m, enum made_pdf_kind kind, int pages)
{
	object(m);
	buf_puts(&m->out, "<< /Type /Pages /MediaBox [0 0 300 200] /Kids [");
	for (int i = 0; i < pages; i++)
		buf_printf(&m->out, "%d 0 R ", 4 + 2 * i);
	if (kind == PDF_LOOPED)
		buf_puts(&m->out, "2 0 R ");
	buf_printf(&m->out, "] /Count %d /Resources << /Font << /F 3 0 R >> >> >>\nendobj\n",
		   pages);
	object(m);
	buf_puts(&m->out, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
}

static void put_page(struct making *m, enum made_pdf_kind kind, struct arena *a, int nth,
		     const char *words)
{
	const char *content =
		arena_printf(a, "BT /F 18 Tf 20 100 Td (%s page %d) Tj ET", words, nth);
	int page = object(m);

	buf_printf(&m->out, "<< /Type /Page /Parent 2 0 R /Contents %d 0 R", page + 1);
	if (kind == PDF_ACTING)
		buf_puts(&m->out, " /AA << /O << /S /JavaScript /JS (app.alert\\(3\\)) >> >>"
				  " /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99]"
				  " /A << /S /Launch /F (cmd.exe) >> >>]");
	buf_puts(&m->out, " >>\nendobj\n");
	object(m);
	buf_printf(&m->out, "<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n", strlen(content),
		   content);
}

const char *made_pdf(struct arena *a, enum made_pdf_kind kind, int pages, const char *words)
{
	struct making *m = arena_alloc(a, sizeof(*m));
	const char *made;
	size_t xref;

	buf_init(&m->out, ROOM);
	buf_puts(&m->out, "%PDF-1.4\n");
	put_catalog(m, kind);
	put_tree(m, kind, pages);
	for (int i = 0; i < pages; i++)
		put_page(m, kind, a, i + 1, words);
	xref = m->out.len;
	buf_printf(&m->out, "xref\n0 %d\n0000000000 65535 f \n", m->n + 1);
	for (int i = 1; i <= m->n; i++)
		buf_printf(&m->out, "%010zu 00000 n \n", m->at[i]);
	buf_printf(&m->out, "trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%zu\n%%%%EOF\n",
		   m->n + 1, kind == PDF_LOCKED ? locked : "", xref);
	made = arena_strdup(a, m->out.at);
	buf_release(&m->out);
	return made;
}
