/*
 * number_formats.h - the facts behind number.h: forms, check-digit methods, operators, meanings
 *
 * Only number*.c and their test include this. Every fact is a row; adding a carrier is adding rows.
 * Forms and methods are those of the public tracking number data collection (trackingnumber.fyi,
 * 2026-08) and of USPS Publication 199; operators are the designated operators of the UPU members.
 *
 * A form is a text of pieces divided by one blank, alternatives by " | ":
 *
 *	'420'	these characters		[0-8A]	one character of the set
 *	d5	five digits			d*	the digits that are left (once a form)
 *	a2	two letters			w6	six letters or digits, w* those left
 *	(GM,LX)	one of these words, all equally long
 *	m	a USPS mailer id: nine digits when it begins with 9, else six
 *	{ }	the check digit is computed over what stands between
 *	< >	what the carrier is asked for, when it is not the whole number
 *
 * "zip=d5" gives a piece its part name, neighbours of one name are one part; the piece named
 * "check" is the check digit and no part.
 */
#ifndef APP_DOMAIN_NUMBER_FORMATS_H
#define APP_DOMAIN_NUMBER_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/number.h"

enum number_method {
	METHOD_NONE,  /* the format has no check digit */
	METHOD_MOD10, /* two weights in turn, up to the next ten; letters count as on a 1Z label */
	METHOD_MOD7,  /* the remainder of the whole by seven */
	METHOD_LUHN,
	METHOD_S10,     /* UPU S10: weights 86423597, modulo 11, 10 is 0 and 11 is 5 */
	METHOD_WEIGHTS, /* own weights, modulo 11, then modulo 10 */
	METHOD_MOD37,   /* ISO 7064 mod 37,36: digits and letters */
	METHOD_NVALUES
};

struct number_check {
	enum number_method method;
	unsigned char even, odd; /* METHOD_MOD10: weights; the first character is even */
	const char *weights;     /* METHOD_WEIGHTS: one digit a character */
	const char *implied;     /* counted in front, unless the number begins with it */
};

struct number_format {
	const char *carrier;
	const char *name;
	uint64_t lengths; /* bit n: a number of n < 64 characters may be this, 420+ZIP aside */
	const char *form;
	struct number_check check;
	bool letter_first;  /* begins with a letter; else with a digit */
	bool zip_prefix;    /* may stand behind 420 and a ZIP of 5 or 9 digits */
	bool s10;           /* the country must be a member with an operator, see below */
	unsigned char rank; /* how little the form says by chance: 0 .. 100 */
	const char *groups; /* for reading aloud: one digit a group; NULL: fours */
};

enum { NUMBER_NFORMATS = 40 };
extern const struct number_format number_formats[];
extern const char *const number_method_names[METHOD_NVALUES];

/* Countries of S10 numbers, in the order of their codes; "name" is NULL where we know of none. */
struct number_operator {
	const char *country; /* ISO 3166 alpha-2 */
	const char *name;
	const char *carrier; /* our code, when this post is one of our carriers */
};

extern const struct number_operator number_operators[];
extern const size_t number_noperators;
const struct number_operator *number_operator_find(const char *country); /* two letters */

/* What a coded part says, where its value begins with the code. One row a format and value. */
struct number_meaning {
	const char *format;
	const char *part; /* the coded part */
	const char *code;
	const char *as; /* name of the part that says it in words */
	const char *text;
};

extern const struct number_meaning number_meanings[];
extern const size_t number_nmeanings;

/* A piece of a number, by place. */
struct number_slice {
	const char *name; /* not ended: name_len characters */
	unsigned char name_len, at, len;
};

/* How a number fits a format. All places count from the start of the whole number. */
struct number_fit {
	enum check_digit check_digit;
	unsigned char prefix;                  /* length of 420+ZIP: 0, 8 or 12 */
	struct number_slice asked, sum, check; /* sum and check are empty without a check digit */
	struct number_slice part[PARTS_MAX];
	int nparts;
	/* Bit n: the form holds whatever digit, or whatever digit or letter, stands at place n. */
	uint64_t any_digit, any;
};

/* Whether a number of n characters, the first of which is "first", may be of this format at all. */
static inline bool number_may_fit(const struct number_format *f, char first, size_t n)
{
	uint64_t lengths = f->lengths;

	if (f->zip_prefix)
		lengths |= lengths << (3 + 5) | lengths << (3 + 9);
	return n < 64 && (lengths >> n & 1) && (first > '9') == f->letter_first;
}

/*
 * Does the number fit? With several ways to read it, one whose check digit is right wins. "s" holds
 * capitals and digits, at most NUMBER_MAX of them. No allocation.
 */
bool number_fit(struct number_fit *fit, const struct number_format *f, const char *s, size_t n);

/* The check digit that belongs behind s[0..n-1]; '\0' when the format has none. */
char number_check_digit(const struct number_check *c, const char *s, size_t n);

/* How many implied characters count in front of s[0..n-1]. */
size_t number_implied(const struct number_check *c, const char *s, size_t n);

struct number_found {
	const struct number_format *format;
	struct number_fit fit;
};

/*
 * Every format that s[0..n-1] fits, best first, at most CANDIDATES_MAX; returns how many. Zeros
 * alone fit many forms and are nobody's number.
 */
int number_formats_of(struct number_found *found, const char *s, size_t n);

/* The ASCII character that stands for cp, '\0' to leave it out, -1 when there is none. */
int number_fold(uint32_t cp);

/* Lists in out->repair the numbers one slip away from out->number that are right. */
void number_repair(struct number *out, struct arena *a, const struct number_found *found, int n);

#endif
