/*
 * cases.h - words that name cases, and facts and contacts read from options
 */
#ifndef APP_CLI_CASES_H
#define APP_CLI_CASES_H

#include <stdint.h>

#include "cli/cmd.h"
#include "domain/contact.h"
#include "ops/casefile_ops.h"
#include "ops/claim_ops.h"

enum { CASES_MAX = 100 };

/* "12", "#12" or a tracking number. */
int take_case(int64_t *id, struct cli *cli, const char *word, struct err *err);

/* "12,13": at most CASES_MAX, each once. */
int take_cases(int64_t **ids, int *n, struct cli *cli, const char *word, struct err *err);

/* "12/1": a case and the number of something in it. */
int take_part(int64_t *id, int *number, struct cli *cli, const char *word, struct err *err);

/* "12/1", or a case: its live claim. */
int take_claim(struct claim_name *name, struct cli *cli, const char *word, struct err *err);

/* "7", "#7": the number of a contact or promise; "what" names it in the error. */
int take_id(int64_t *id, const char *word, const char *what, struct err *err);

/* The facts among the options; an option given empty is a fact given as unknown. */
int take_facts(struct case_facts *out, struct cli *cli, struct err *err);

/* The contact among the options and which of it was given (enum contact_fact). */
int take_contact(struct contact *out, unsigned *given, struct cli *cli, struct err *err);

/* Warnings of an operation, one a line: notes on stderr. */
void note_warnings(struct cli *cli, const char *warnings);

#endif
