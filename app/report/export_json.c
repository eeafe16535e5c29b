#include "report/export.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "view/doc.h"

enum { EXPORT_MAX = 512 << 20, EXPORT_MODE = 0600 };

int export_json(const char *path, const struct node *const cases[], int n, struct err *err)
{
	struct json_out o;
	struct buf b;
	int ret = -1;

	if (n < 1)
		return err_set(err, ERR_INPUT, "an export needs at least one case");
	buf_init(&b, EXPORT_MAX);
	json_out_init(&o, &b, true);
	if (n == 1) {
		node_json(&o, cases[0]);
	} else {
		json_begin_object(&o);
		json_name(&o, "items");
		json_begin_array(&o);
		for (int i = 0; i < n; i++)
			node_json(&o, cases[i]);
		json_end_array(&o);
		json_name(&o, "count");
		json_number(&o, n);
		json_end_object(&o);
	}
	buf_putc(&b, '\n');
	if (buf_check(&b, "the export", err) == 0)
		ret = file_write(path, b.at, b.len, EXPORT_MODE, err);
	buf_release(&b);
	return ret;
}
