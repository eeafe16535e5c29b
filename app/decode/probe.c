#include "decode/probe.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "decode/picture.h"

enum { FIRST_ROOM = 1 << 20 };

int probe_read(uint8_t **out, size_t *len, int fd, struct err *err)
{
	size_t room = FIRST_ROOM, n = 0;
	uint8_t *bytes = malloc(room);

	while (bytes) {
		ssize_t got = read(fd, bytes + n, room - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(bytes);
			return err_set_errno(err, ERR_INPUT, "the file cannot be read");
		}
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > PROBE_BYTES_MAX) {
			free(bytes);
			return err_set(err, ERR_INPUT, "the file is larger than %d MiB",
				       PROBE_BYTES_MAX >> 20);
		}
		if (n == room) {
			uint8_t *more = realloc(bytes, room * 2);

			if (!more)
				free(bytes);
			bytes = more;
			room *= 2;
		}
	}
	if (!bytes)
		return err_set(err, ERR_INPUT, "the file needs more memory than it is given");
	if (n == 0) {
		free(bytes);
		return err_set(err, ERR_INPUT, "the file is empty");
	}
	*out = bytes;
	*len = n;
	return 0;
}

int probe_picture(struct probe_thumb *out, const uint8_t *bytes, size_t len, int edge,
		  struct err *err)
{
	struct picture p = { 0 };
	int orientation = PICTURE_UPRIGHT, ret = -1;

	assert(edge >= PROBE_EDGE_MIN && edge <= PROBE_EDGE_MAX);
	memset(out, 0, sizeof(*out));
	if (jpeg_is(bytes, len)) {
		if (jpeg_read(&p, bytes, len, edge, err) < 0)
			goto out;
		exif_read(&orientation, out->taken, bytes, len);
	} else if (png_is(bytes, len)) {
		if (png_read(&p, bytes, len, err) < 0)
			goto out;
	} else {
		err_set(err, ERR_INPUT, "the file is neither a JPEG nor a PNG");
		goto out;
	}
	if (picture_shrink(&p, edge, err) < 0 || picture_turn(&p, orientation, err) < 0)
		goto out;
	if (jpeg_write(&out->jpeg, &out->len, &p, err) < 0)
		goto out;
	out->width = p.width;
	out->height = p.height;
	out->full_width = p.full_width;
	out->full_height = p.full_height;
	out->damaged = p.damaged;
	ret = 0;
out:
	picture_release(&p);
	return ret;
}

void probe_release(struct probe_thumb *thumb)
{
	free(thumb->jpeg);
	thumb->jpeg = NULL;
}

void probe_header(char out[PROBE_HEADER], const struct probe_thumb *t)
{
	char line[PROBE_HEADER];
	int n = snprintf(line, sizeof(line), "waylaid-thumb 1 %d %d %d %d %s %s", t->width,
			 t->height, t->full_width, t->full_height, t->damaged ? "damaged" : "whole",
			 t->taken[0] ? t->taken : "-");

	assert(n > 0 && n < PROBE_HEADER);
	memset(out, ' ', PROBE_HEADER);
	memcpy(out, line, (size_t)n);
	out[PROBE_HEADER - 1] = '\n';
}
