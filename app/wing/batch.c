#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/wing.h"
#include "report/batch.h"
#include "report/batch_map.h"
#include "view/doc.h"
#include "wing/parts.h"

static int take_kind(enum csv_flavour *out, struct cli *cli, const char *extension, struct err *err)
{
	static const char *const kinds[] = {
		[CSV_FOR_MACHINES] = "machines", [CSV_FOR_EXCEL] = "excel"
	};
	int kind;

	if (opt_code(&kind, cli, "--csv", (struct code_table){ kinds, 2 }, err) < 0)
		return -1;
	if (kind >= 0 && strcmp(extension, "csv") != 0)
		return err_set(err, ERR_INPUT, "--csv is for a file that ends in .csv");
	*out = kind < 0 ? CSV_FOR_MACHINES : (enum csv_flavour)kind;
	return 0;
}

int batch_take(struct batch_how *out, struct cli *cli, const char *path, struct err *err)
{
	const char *name = arg_value(&cli->args, "--map");
	const struct batch_sheet sheet = { arg_value(&cli->args, "--template"),
					   wing_decoder(&cli->arena) };
	const char *extension = path_extension(&cli->arena, path);
	struct batch_map *map;

	*out = (struct batch_how){ 0 };
	if (take_kind(&out->flavour, cli, extension, err) < 0)
		return -1;
	if (!name)
		return sheet.path ? err_set(err, ERR_INPUT,
					    "--template needs --map: which field goes where")
				  : 0;
	if (strcmp(extension, "csv") != 0 && strcmp(extension, "xlsx") != 0)
		return err_set(err, ERR_INPUT, "%s: a batch file ends in .csv or .xlsx", path);
	out->form = strcmp(extension, "csv") == 0 ? BATCH_CSV : BATCH_XLSX;
	if (batch_map_find(&map, &cli->arena, name, err) < 0 ||
	    (sheet.path && batch_map_fit(map, &cli->arena, &sheet, err) < 0))
		return -1;
	out->map = map;
	return 0;
}

void batch_report(const struct batch_made *made, struct arena *a, struct node *doc)
{
	struct node *list = node_list(a, doc, "items");

	for (int i = 0; i < made->nrefused; i++) {
		struct node *n = node_map(a, list, NULL);

		node_int(a, n, "case", made->refused[i].casefile_id);
		node_text(a, n, "refused", made->refused[i].reason);
	}
	node_int(a, doc, "count", made->nrefused);
	node_int(a, doc, "rows", made->rows);
	list = node_list(a, doc, "empty_columns");
	for (int i = 0; i < made->nempty; i++)
		node_text(a, list, NULL, made->empty[i]);
}

void batch_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;

	for (const struct node *n = node_get(doc, "items")->first; n; n = n->next)
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  case %lld is not in it: %s",
					(long long)node_num(n, "case"), node_str(n, "refused")));
	for (const struct node *n = node_get(doc, "empty_columns")->first; n; n = n->next)
		print_line(cli, INK_PLAIN,
			   arena_printf(a,
					"  the column '%s' is empty: the map has no field for it",
					n->text));
}
