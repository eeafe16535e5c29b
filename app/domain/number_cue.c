#include "domain/number_cue.h"

#include <string.h>

/* clang-format off */
#define NUMBER(w)        { w, false, NULL, CUE_NUMBER, NULL }
#define NUMBER_WHOLE(w)  { w, true, NULL, CUE_NUMBER, NULL }
#define NUMBER_AS(v, w)  { w, false, v, CUE_NUMBER, NULL }
#define PARCEL(w)        { w, false, NULL, CUE_PARCEL, NULL }
#define OTHER(w)         { w, false, NULL, CUE_OTHER, NULL }
#define OTHER_WHOLE(w)   { w, true, NULL, CUE_OTHER, NULL }
#define CARRIER(w, c)    { w, true, NULL, CUE_CARRIER, c }
#define CARRIER_AS(v, w, c) { w, true, v, CUE_CARRIER, c }

/* The first that fits counts: names of two words stand before their second word. */
const struct number_cue number_cues[] = {
	/* "trk" and those with a name like tLabels stand in the links of carriers. */
	NUMBER("track"), NUMBER("trk"), NUMBER("tlabel"), NUMBER("inquirynum"), NUMBER("waybill"),
	NUMBER("airbill"), NUMBER("airwaybill"), NUMBER("consign"), NUMBER("certified"),
	NUMBER("barcode"), NUMBER("suivi"), NUMBER("sendung"), NUMBER("rastreo"),
	NUMBER("seguimiento"), NUMBER_WHOLE("awb"), NUMBER_WHOLE("pro"), NUMBER_WHOLE("pin"),
	NUMBER_AS("delivery", "confirm"), NUMBER_AS("signature", "confirm"),
	NUMBER_AS("air", "bill"), NUMBER_AS("way", "bill"),

	CARRIER("usps", "usps"), CARRIER_AS("postal", "service", "usps"), CARRIER("ups", "ups"),
	CARRIER("fedex", "fedex"), CARRIER_AS("federal", "express", "fedex"), CARRIER("dhl", "dhl"),
	CARRIER("globalmail", "dhl_ecommerce"), CARRIER("canadapost", "canada_post"),
	CARRIER("postescanada", "canada_post"), CARRIER_AS("canada", "post", "canada_post"),
	CARRIER("royalmail", "royal_mail"), CARRIER_AS("royal", "mail", "royal_mail"),
	CARRIER("amazon", "amazon"), CARRIER("canpar", "canpar"), CARRIER("dpd", "dpd"),
	CARRIER("gofo", "gofo"), CARRIER_AS("landmark", "global", "landmark"),
	CARRIER("lasership", "lasership"), CARRIER("ontrac", "ontrac"),
	CARRIER("odfl", "old_dominion"), CARRIER_AS("old", "dominion", "old_dominion"),
	CARRIER("purolator", "purolator"), CARRIER("speedee", "speedee"),
	CARRIER_AS("spee", "dee", "speedee"), CARRIER("yodel", "yodel"),
	CARRIER("yunexpress", "yunexpress"), CARRIER_AS("yun", "express", "yunexpress"),

	PARCEL("parcel"), PARCEL("package"), PARCEL("pkg"), PARCEL("ship"), PARCEL("deliver"),
	PARCEL("label"), PARCEL("carrier"), PARCEL("courier"), PARCEL("colis"), PARCEL("paket"),
	PARCEL("paquete"), PARCEL("transit"), PARCEL("dispatch"), PARCEL("freight"),

	OTHER("phone"), OTHER("telephone"), OTHER_WHOLE("tel"), OTHER_WHOLE("fax"), OTHER("call"),
	OTHER("mobile"), OTHER_WHOLE("cell"), OTHER("dial"), OTHER_WHOLE("ext"), OTHER("hotline"),
	OTHER("whatsapp"), OTHER_WHOLE("sms"), OTHER("order"), OTHER("invoice"), OTHER_WHOLE("inv"),
	OTHER("purchase"), OTHER_WHOLE("po"), OTHER("account"), OTHER("acct"), OTHER_WHOLE("card"),
	OTHER("visa"), OTHER("mastercard"), OTHER_WHOLE("amex"), OTHER("payment"), OTHER("paypal"),
	OTHER("transaction"), OTHER("routing"), OTHER_WHOLE("iban"), OTHER_WHOLE("vat"),
	OTHER_WHOLE("ein"), OTHER_WHOLE("ssn"), OTHER("customer"), OTHER("member"),
	OTHER_WHOLE("case"), OTHER("claim"), OTHER("ticket"), OTHER("refer"), OTHER_WHOLE("ref"),
	OTHER("confirm"), OTHER_WHOLE("sku"), OTHER_WHOLE("upc"), OTHER_WHOLE("ean"),
	OTHER_WHOLE("gtin"), OTHER_WHOLE("isbn"), OTHER_WHOLE("asin"), OTHER_WHOLE("imei"),
	OTHER("serial"), OTHER_WHOLE("item"), OTHER("model"), OTHER("zip"), OTHER("postal"),
	OTHER("price"), OTHER_WHOLE("total"), OTHER("amount"), OTHER_WHOLE("usd"),
	OTHER_WHOLE("eur"), OTHER_WHOLE("cad"), OTHER_WHOLE("value"), OTHER_WHOLE("date"),
	OTHER_WHOLE("timestamp"), OTHER("policy"), OTHER("license"), OTHER_WHOLE("crid"),
	OTHER_WHOLE("mid"),
	{ NULL, false, NULL, CUE_NONE, NULL }
};
/* clang-format on */

enum { LETTERS_MAX = 24, OWN_DIGITS = 4 };

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct word {
	char s[LETTERS_MAX + 1]; /* lower case; its beginning, when it is longer */
	size_t n;
};

static bool same(const struct word *w, const char *text)
{
	return w->n == strlen(text) && memcmp(w->s, text, w->n) == 0;
}

static const struct number_cue *cue_of(const struct word *w, const struct word *before)
{
	for (const struct number_cue *c = number_cues; c->word; c++) {
		size_t n;

		if (*c->word != *w->s) /* mostly */
			continue;
		n = strlen(c->word);
		if (n <= w->n && (!c->whole || n == w->n) && memcmp(c->word, w->s, n) == 0 &&
		    (!c->behind || same(before, c->behind)))
			return c;
	}
	return NULL;
}

static size_t take_word(struct word *w, const char *s, size_t n)
{
	size_t len = 0;

	w->n = 0;
	for (; len < n && is_letter(s[len]); len++)
		if (w->n < LETTERS_MAX)
			w->s[w->n++] = (char)(s[len] | 0x20);
	return len;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct cue_found look(const char *s, size_t n, bool first)
{
	struct cue_found out = { 0 };
	struct word before = { .n = 0 }, word;
	size_t digits = 0;

	for (size_t at = 0; at < n;) {
		size_t len = take_word(&word, s + at, n - at);
		const struct number_cue *c = word.n > 1 ? cue_of(&word, &before) : NULL;

		digits = c ? 0 : digits + is_digit(s[at]);
		if (!first && digits >= OWN_DIGITS && (out.cue == CUE_OTHER || s[at] == '\n'))
			out = (struct cue_found){ 0 };
		at += len ? len : 1;
		if (len)
			before = word;
		if (!c || (first && out.cue))
			continue;
		out.cue = c->cue;
		if (c->carrier)
			out.carrier = c->carrier;
	}
	return out;
}

struct cue_found number_cue_last(const char *s, size_t n)
{
	return look(s, n, false);
}

struct cue_found number_cue_first(const char *s, size_t n)
{
	return look(s, n, true);
}
