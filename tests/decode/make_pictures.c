/*
 * make_pictures DIR - writes one picture of each kind into DIR, broken ones and a bomb, for tests
 *
 * Taken on 2026-11-20 at 14:22:05 +01:00 by a camera held on its side, where the kind can say so.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "decode/rare_pictures.h"

static int put(const char *dir, const char *name, struct made m)
{
	struct arena a = ARENA_INIT;
	struct err err = { .code = ERR_NONE };
	int ret = file_write(path_join(&a, dir, name), m.bytes, m.len, 0600, &err);

	if (ret < 0)
		fprintf(stderr, "make_pictures: %s\n", err.text);
	arena_release(&a);
	made_release(&m);
	return ret;
}

static struct made cut(struct made m)
{
	m.len = m.len / 3;
	return m;
}

static struct made bomb(void)
{
	struct made m = made_gif(8, 8, 0, 0);

	made_gif_lie(&m, 60000, 60000);
	return m;
}

int main(int argc, char **argv)
{
	static const char taken[] = "2026:11:20 14:22:05", zone[] = "+01:00";
	const struct made_said said = { 6, taken, zone };
	const char *to = argc == 2 ? argv[1] : NULL;

	if (!to) {
		fprintf(stderr, "usage: make_pictures DIR\n");
		return 2;
	}
	if (put(to, "photo.jpg", made_photo_at(900, 1200, 6, taken, zone)) < 0 ||
	    put(to, "future.jpg", made_photo_at(90, 120, 6, "2027:01:02 08:00:00", NULL)) < 0 ||
	    put(to, "photo.png", made_png(300, 400, 255)) < 0 ||
	    put(to, "photo.heic", made_heic(900, 1200, &said)) < 0 ||
	    put(to, "photo.webp", made_webp(900, 1200, &said)) < 0 ||
	    put(to, "photo.gif", made_gif(300, 400, 1, 0)) < 0 ||
	    put(to, "scan.tif", made_tiff(330, 440, &said)) < 0 ||
	    put(to, "photo.avif", made_avif(64, 64)) < 0 ||
	    put(to, "cut.heic", cut(made_heic(900, 1200, &said))) < 0 ||
	    put(to, "cut.webp", cut(made_webp(900, 1200, &said))) < 0 ||
	    put(to, "bomb.gif", bomb()) < 0)
		return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
