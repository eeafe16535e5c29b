/*
 * bench_photos - photos as phones make them, and the least it takes to make them small
 *
 *	bench_photos make DIR N		N photos of 12 megapixels and at least 4 MB
 *	bench_photos loop DIR N EDGE	reads each, decodes it no larger than it must, writes a JPEG
 *
 * The loop is the measure for a packet: TurboJPEG alone, in one process, nothing thrown away.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "bench/bench.h"

enum { WIDTH = 4000, HEIGHT = 3000, BYTES_MIN = 4000000, QUALITY_FIRST = 70, QUALITY_SMALL = 85 };

static int fail(const char *what, const char *why)
{
	fprintf(stderr, "bench_photos: %s: %s\n", what, why);
	return -1;
}

static void photo_path(char out[PATH_ROOM], const char *dir, int i)
{
	snprintf(out, PATH_ROOM, "%s/photo-%02d.jpg", dir, i);
}

/* Slopes of light and the grain of a sensor: it compresses as badly as a photo does. */
static void draw(uint8_t *px, uint32_t seed)
{
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++, px += 3) {
			seed = seed * 1664525u + 1013904223u;
			px[0] = (uint8_t)(40 + x * 160 / WIDTH + (seed >> 28));
			px[1] = (uint8_t)(60 + y * 150 / HEIGHT + (seed >> 24 & 15));
			px[2] = (uint8_t)(200 - (x + y) * 150 / (WIDTH + HEIGHT) +
					  (seed >> 20 & 15));
		}
}

static int write_file(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "we");
	size_t done = f ? fwrite(bytes, 1, n, f) : 0;

	if (!f || fclose(f) != 0 || done != n)
		return fail(path, "cannot be written");
	return 0;
}

static int make(const char *dir, int n)
{
	uint8_t *px = malloc((size_t)WIDTH * HEIGHT * 3);
	tjhandle tj = tjInitCompress();
	int rc = px && tj ? 0 : fail("make", "no memory");

	for (int i = 0; i < n && rc == 0; i++) {
		unsigned char *jpeg = NULL;
		unsigned long len = 0;
		char path[PATH_ROOM];

		draw(px, (uint32_t)i + 1);
		for (int quality = QUALITY_FIRST; quality <= 100 && len < BYTES_MIN; quality += 2)
			if (tjCompress2(tj, px, WIDTH, 0, HEIGHT, TJPF_RGB, &jpeg, &len, TJSAMP_420,
					quality, 0) < 0)
				rc = fail("make", tjGetErrorStr2(tj));
		photo_path(path, dir, i);
		if (rc == 0)
			rc = write_file(path, jpeg, len);
		tjFree(jpeg);
	}
	tjDestroy(tj);
	free(px);
	return rc;
}

static unsigned char *read_file(size_t *len, const char *path)
{
	FILE *f = fopen(path, "re");
	unsigned char *bytes = NULL;
	long size;

	if (f && fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) > 0) {
		rewind(f);
		*len = (size_t)size;
		bytes = malloc(*len);
		if (bytes && fread(bytes, 1, *len, f) != *len) {
			free(bytes);
			bytes = NULL;
		}
	}
	if (f)
		fclose(f);
	return bytes;
}

/* The smallest size that the library decodes to and that fills the edge. */
static tjscalingfactor scale_for(int longest, int edge)
{
	int n, best = longest;
	tjscalingfactor *f = tjGetScalingFactors(&n), pick = { 1, 1 };

	for (int i = 0; i < n; i++)
		if (TJSCALED(longest, f[i]) >= edge && TJSCALED(longest, f[i]) < best) {
			best = TJSCALED(longest, f[i]);
			pick = f[i];
		}
	return pick;
}

static int shrink(tjhandle in, tjhandle out, const char *path, int edge)
{
	int width, height, sub, colours, rc = -1;
	unsigned char *small = NULL, *px = NULL;
	unsigned long n = 0;
	tjscalingfactor f;
	size_t len = 0;
	unsigned char *jpeg = read_file(&len, path);

	if (!jpeg || tjDecompressHeader3(in, jpeg, len, &width, &height, &sub, &colours) < 0)
		goto out;
	f = scale_for(width, edge);
	width = TJSCALED(width, f);
	height = TJSCALED(height, f);
	px = malloc((size_t)width * height * 3);
	if (px && tjDecompress2(in, jpeg, len, px, width, 0, height, TJPF_RGB, 0) == 0 &&
	    tjCompress2(out, px, width, 0, height, TJPF_RGB, &small, &n, TJSAMP_444, QUALITY_SMALL,
			0) == 0)
		rc = 0;
out:
	if (rc < 0)
		fail(path, "cannot be made small");
	tjFree(small);
	free(px);
	free(jpeg);
	return rc;
}

static int loop(const char *dir, int n, int edge)
{
	tjhandle in = tjInitDecompress(), out = tjInitCompress();
	char path[PATH_ROOM];
	int rc = 0;

	for (int i = 0; i < n && rc == 0; i++) {
		photo_path(path, dir, i);
		rc = shrink(in, out, path, edge);
	}
	tjDestroy(in);
	tjDestroy(out);
	return rc;
}

int main(int argc, char **argv)
{
	int n = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 0;

	if (argc == 4 && strcmp(argv[1], "make") == 0 && n > 0)
		return make(argv[2], n) < 0;
	if (argc == 5 && strcmp(argv[1], "loop") == 0 && n > 0)
		return loop(argv[2], n, (int)strtol(argv[4], NULL, 10)) < 0;
	fputs("usage: bench_photos make DIR N | loop DIR N EDGE\n", stderr);
	return 2;
}
