#include "base/sha256_x86.h"

#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#define HAVE_SHA_X86 1
#endif
#endif

#ifdef HAVE_SHA_X86

#include <immintrin.h>
#include <sys/platform/x86.h>

/* clang-format off */
/* FIPS 180-4, 4.2.2 */
static const _Alignas(16) uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
/* clang-format on */

bool sha256_x86_here(void)
{
	return CPU_FEATURE_PRESENT(SHA) && CPU_FEATURE_PRESENT(SSE4_1);
}

/* The instructions want the state as abef and cdgh. */
__attribute__((target("sha,sse4.1"))) void sha256_x86_blocks(uint32_t state[8],
							     const uint8_t *bytes, size_t n)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i abcd = _mm_loadu_si128((const void *)state);
	__m128i efgh = _mm_loadu_si128((const void *)(state + 4));
	__m128i cdab = _mm_shuffle_epi32(abcd, 0xb1), hgfe = _mm_shuffle_epi32(efgh, 0x1b);
	__m128i abef = _mm_alignr_epi8(cdab, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, cdab, 0xf0);

	for (; n; n--, bytes += 64) {
		const __m128i abef_before = abef, cdgh_before = cdgh;
		__m128i w[4];

		for (int i = 0; i < 4; i++)
			w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(bytes + 16 * i)),
						swap);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) {
			const __m128i w0 = w[i & 3], w1 = w[(i + 1) & 3], w2 = w[(i + 2) & 3];
			const __m128i w3 = w[(i + 3) & 3];
			__m128i k = _mm_add_epi32(
				w0, _mm_load_si128((const void *)(constants + 4 * i)));

			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0e));
			if (i < 12)
				w[i & 3] = _mm_sha256msg2_epu32(
					_mm_add_epi32(_mm_sha256msg1_epu32(w0, w1),
						      _mm_alignr_epi8(w3, w2, 4)),
					w3);
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}
	hgfe = _mm_shuffle_epi32(abef, 0x1b);
	cdab = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((void *)state, _mm_blend_epi16(hgfe, cdab, 0xf0));
	_mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(cdab, hgfe, 8));
}

#else

#include <assert.h>

bool sha256_x86_here(void)
{
	return false;
}

void sha256_x86_blocks(uint32_t state[8], const uint8_t *bytes, size_t n)
{
	(void)state;
	(void)bytes;
	(void)n;
	assert(!"asked for what this machine does not have");
}

#endif
