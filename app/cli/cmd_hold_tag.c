#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/show.h"
#include "view/hold_doc.h"

enum { TAGS_MAX = 16 * 1024 * 1024 };

static void tag_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "%s written to %s",
				show_plural(cli, node_num(doc, "tags"), "tag", "tags"),
				node_str(doc, "file")));
}

static int form_of(enum tag_form *out, const char *path, struct err *err)
{
	const char *dot = strrchr(path_base(path), '.');
	int form = dot ? name_find(tag_form_names, TAG_NVALUES, dot + 1) : -1;

	if (form < 0)
		return err_set(err, ERR_INPUT,
			       "'%.200s': the ending of the file says what to write: .txt, .html "
			       "or .svg",
			       path);
	*out = (enum tag_form)form;
	return 0;
}

static int no_hold(int64_t id, int64_t hold, struct err *err)
{
	if (hold)
		return err_set(err, ERR_NOT_FOUND, "hold %" PRId64 " is not kept for case %" PRId64,
			       hold, id);
	return err_set(err, ERR_NOT_FOUND,
		       "nothing is on hold for case %" PRId64 ": waylaid hold %" PRId64
		       " --where PLACE",
		       id, id);
}

int cmd_hold_tag(struct cli *cli, struct err *err)
{
	const char *path = arg_value(&cli->args, "--output");
	struct arena *a = &cli->arena;
	struct node *one, *doc = node_root(a);
	enum tag_form form = TAG_TXT;
	struct buf tags;
	long long hold = 0;
	int64_t id;
	int n, ret = -1;

	if (text_blank(path))
		return err_set(err, ERR_INPUT, "say where to write the tag: -o tag.html");
	if (form_of(&form, path, err) < 0 ||
	    opt_number(&hold, cli, "--hold", 1, INT64_MAX, err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 || show_read(&one, cli, id, err) < 0)
		return -1;
	buf_init(&tags, TAGS_MAX);
	n = hold_tags(&tags, a, one, hold, form);
	if (n == 0)
		ret = no_hold(id, hold, err);
	else if (buf_check(&tags, "the tag", err) == 0)
		ret = file_write(path, tags.at, tags.len, 0644, err);
	buf_release(&tags);
	if (ret < 0)
		return -1;
	node_int(a, doc, "case", id);
	node_text(a, doc, "file", path);
	node_int(a, doc, "tags", n);
	return cli_show(cli, doc, tag_text, err);
}
