/*
 * embed.c - turns files into C arrays at build time: embed OUT.c DIGEST NAME=FILE...
 *
 * SQL and facts stay real files that editors and reviewers see, and the program stays one binary.
 * The text named DIGEST (FNV-1a, 64 bits, over all files) tells one set of files from another.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int embed(FILE *out, unsigned long long *digest, const char *name, const char *path)
{
	FILE *in = fopen(path, "rb");
	int c, n = 0;

	if (!in) {
		perror(path);
		return -1;
	}
	fprintf(out, "extern const char %s[];\nconst char %s[] = {", name, name);
	while ((c = getc(in)) != EOF) {
		*digest = (*digest ^ (unsigned)c) * 1099511628211u;
		fprintf(out, "%s%d,", n++ % 20 ? "" : "\n", c > 127 ? c - 256 : c);
	}
	fputs("\n0};\n", out);
	return fclose(in);
}

int main(int argc, char **argv)
{
	unsigned long long digest = 14695981039346656037u;
	FILE *out;

	if (argc < 4 || !(out = fopen(argv[1], "wb"))) {
		fprintf(stderr, "usage: embed OUT.c DIGEST NAME=FILE...\n");
		return EXIT_FAILURE;
	}
	for (int i = 3; i < argc; i++) {
		char *eq = strchr(argv[i], '=');

		if (!eq)
			return EXIT_FAILURE;
		*eq = 0;
		if (embed(out, &digest, argv[i], eq + 1) < 0)
			return EXIT_FAILURE;
	}
	fprintf(out, "extern const char %s[];\nconst char %s[] = \"%016llx\";\n", argv[2], argv[2],
		digest);
	return fclose(out) ? EXIT_FAILURE : EXIT_SUCCESS;
}
