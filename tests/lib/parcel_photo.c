/*
 * parcel_photo.c - draws a photo of a parcel, as a phone would store it: parcel_photo OUT.jpg
 *
 * The picture lies on its side and its EXIF orientation (6) says so, because that is what phones
 * do.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum { WIDTH = 1200, HEIGHT = 1600 }; /* upright */

struct color {
	uint8_t r, g, b;
};

/* Stored turned by 90 degrees: the pixel (x, y) of the upright picture lies at (y, WIDTH-1-x). */
static void dot(uint8_t *px, int x, int y, struct color c)
{
	uint8_t *p = px + ((size_t)(WIDTH - 1 - x) * HEIGHT + (size_t)y) * 3;
	int grain = (x * 7919 + y * 104729) % 13 - 6;

	p[0] = (uint8_t)(c.r + grain < 0 ? 0 : c.r + grain > 255 ? 255 : c.r + grain);
	p[1] = (uint8_t)(c.g + grain < 0 ? 0 : c.g + grain > 255 ? 255 : c.g + grain);
	p[2] = (uint8_t)(c.b + grain < 0 ? 0 : c.b + grain > 255 ? 255 : c.b + grain);
}

static void box(uint8_t *px, const int at[4], struct color c)
{
	for (int y = at[1]; y < at[1] + at[3]; y++)
		for (int x = at[0]; x < at[0] + at[2]; x++)
			dot(px, x, y, c);
}

static void draw(uint8_t *px)
{
	static const uint32_t bars = 0xd3a65b1du;
	const struct color floor = { 128, 124, 120 }, card = { 176, 132, 84 },
			   tape = { 205, 178, 132 }, paper = { 244, 243, 238 },
			   ink = { 30, 30, 34 };

	box(px, (int[]){ 0, 0, WIDTH, HEIGHT }, floor);
	box(px, (int[]){ 130, 240, 940, 1120 }, card);
	box(px, (int[]){ 540, 240, 120, 1120 }, tape);
	box(px, (int[]){ 250, 560, 700, 480 }, paper);
	for (int i = 0; i < 60; i++)
		if (bars >> (i * 5 % 31) & 1u)
			box(px, (int[]){ 300 + i * 10, 840, 6, 140 }, ink);
	for (int i = 0; i < 4; i++)
		box(px, (int[]){ 300, 610 + i * 50, 420 - i * 60, 16 }, ink);
	box(px, (int[]){ 780, 600, 120, 120 }, ink);
	box(px, (int[]){ 800, 620, 80, 80 }, paper);
}

/* Exif: one entry, Orientation = 6 (turn right to see it upright). */
static const uint8_t exif[] = {
	0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
	1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, 6,   0,   0,  0, 0, 0, 0, 0,
};

int main(int argc, char **argv)
{
	unsigned char *jpeg = NULL;
	unsigned long len = 0;
	tjhandle tj = tjInitCompress();
	uint8_t *px = malloc((size_t)WIDTH * HEIGHT * 3);
	FILE *out;

	if (argc != 2 || !tj || !px || !(out = fopen(argv[1], "wb")))
		return EXIT_FAILURE;
	draw(px);
	if (tjCompress2(tj, px, HEIGHT, 0, WIDTH, TJPF_RGB, &jpeg, &len, TJSAMP_420, 85, 0) < 0)
		return EXIT_FAILURE;
	fwrite(jpeg, 1, 2, out); /* start of image, then Exif, then the rest */
	fwrite(exif, 1, sizeof exif, out);
	fwrite(jpeg + 2, 1, len - 2, out);
	tjFree(jpeg);
	tjDestroy(tj);
	free(px);
	return fclose(out) ? EXIT_FAILURE : EXIT_SUCCESS;
}
