#include "decode/picture.h"

#include <stddef.h>

static const struct picture_reader *const rare[] = { &heic_reader, &webp_reader, &gif_reader,
						     &tiff_reader, NULL };
const struct probe_kinds probe_rare = { rare, "the file is neither a HEIC, WebP, GIF nor a TIFF",
					NULL };
