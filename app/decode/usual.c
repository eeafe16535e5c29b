#include "decode/picture.h"

#include <stddef.h>

#include "decode/bare.h"

static const struct picture_reader *const usual[] = { &jpeg_reader, &png_reader, NULL };
const struct probe_kinds probe_usual = { usual, "the file is neither a JPEG nor a PNG", bare_make };
