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

int probe_picture(struct probe_thumb *out, const struct probe_kinds *kinds,
		  const struct probe_file *file, struct err *err)
{
	const struct picture_reader *const *reader = kinds->reader;
	struct picture_said said = { .orientation = PICTURE_UPRIGHT };
	struct picture p = { 0 };
	int ret = -1;

	assert(file->edge >= PROBE_EDGE_MIN && file->edge <= PROBE_EDGE_MAX);
	memset(out, 0, sizeof(*out));
	while (*reader && !(*reader)->is(file->bytes, file->len))
		reader++;
	if (!*reader)
		return err_set(err, ERR_INPUT, "%s", kinds->none);
	if ((*reader)->read(&p, &said, file, err) < 0 || picture_shrink(&p, file->edge, err) < 0 ||
	    picture_turn(&p, said.orientation, err) < 0 ||
	    jpeg_write(&out->jpeg, &out->len, &p, err) < 0)
		goto out;
	memcpy(out->taken, said.taken, sizeof(out->taken));
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
