#include "decode/picture.h"

#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "base/err.h"

static bool webp_is(const uint8_t *bytes, size_t len)
{
	return len >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0;
}

/* Twice the edge is enough to shrink from: the library leaves out the rest as it decodes. */
static void scale_for(WebPDecoderConfig *config, int edge)
{
	int width = config->input.width, height = config->input.height;
	int longest = width > height ? width : height;

	if (longest <= 2 * edge)
		return;
	width = (int)((int64_t)width * 2 * edge / longest);
	height = (int)((int64_t)height * 2 * edge / longest);
	config->options.use_scaling = 1;
	config->options.scaled_width = width ? width : 1;
	config->options.scaled_height = height ? height : 1;
}

static int decode_frame(struct picture *p, const WebPData *frame, const struct probe_file *file,
			struct err *err)
{
	WebPDecoderConfig config;
	int width, height;

	if (!WebPInitDecoderConfig(&config) ||
	    WebPGetFeatures(frame->bytes, frame->size, &config.input) != VP8_STATUS_OK)
		return err_set(err, ERR_INPUT, "the WebP has no readable header");
	if (picture_check(file, config.input.width, config.input.height, err) < 0)
		return -1;
	scale_for(&config, file->edge);
	width = config.options.use_scaling ? config.options.scaled_width : config.input.width;
	height = config.options.use_scaling ? config.options.scaled_height : config.input.height;
	/* Four bytes a pixel: a third more than three. */
	p->rgb = picture_room(width, ((int64_t)height * 4 + 2) / 3, err);
	if (!p->rgb)
		return -1;
	config.output.colorspace = MODE_RGBA;
	config.output.is_external_memory = 1;
	config.output.u.RGBA.rgba = p->rgb;
	config.output.u.RGBA.stride = width * 4;
	config.output.u.RGBA.size = (size_t)width * height * 4;
	if (WebPDecode(frame->bytes, frame->size, &config) != VP8_STATUS_OK)
		return err_set(err, ERR_INPUT, "the WebP is broken");
	picture_on_white(p->rgb, (size_t)width * height);
	p->width = width;
	p->height = height;
	p->full_width = config.input.width;
	p->full_height = config.input.height;
	return 0;
}

static void read_exif(struct picture_said *said, WebPDemuxer *demuxer)
{
	WebPChunkIterator chunk;

	if (WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk))
		exif_read_block(said, chunk.chunk.bytes, chunk.chunk.size);
	WebPDemuxReleaseChunkIterator(&chunk);
}

/* Of a moving picture the first frame, as large as it is itself. */
static int webp_read(struct picture *out, struct picture_said *said, const struct probe_file *file,
		     struct err *err)
{
	const WebPData data = { file->bytes, file->len };
	WebPDemuxer *demuxer = WebPDemux(&data);
	struct picture p = { 0 };
	WebPIterator frame;
	int ret = -1;

	if (!demuxer)
		return err_set(err, ERR_INPUT, "the WebP is broken or ends early");
	if (!WebPDemuxGetFrame(demuxer, 1, &frame)) {
		err_set(err, ERR_INPUT, "the WebP has no picture in it");
		goto out;
	}
	ret = decode_frame(&p, &frame.fragment, file, err);
	WebPDemuxReleaseIterator(&frame);
	if (ret < 0)
		goto out;
	read_exif(said, demuxer);
	*out = p;
out:
	if (ret < 0)
		picture_release(&p);
	WebPDemuxDelete(demuxer);
	return ret;
}

const struct picture_reader webp_reader = { webp_is, webp_read };
