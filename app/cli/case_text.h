/*
 * case_text.h - a case for people, part by part
 *
 * Each takes the tree of one case (view/case_doc.h) and prints one part of it, or nothing when the
 * case has nothing of the kind. What a claim needs and is not known is said in plain sight.
 */
#ifndef APP_CLI_CASE_TEXT_H
#define APP_CLI_CASE_TEXT_H

#include "cli/print.h"

/* "Case 12: lost, USPS Ground Advantage, contacted" and the number in groups. */
void case_head(struct cli *cli, const struct node *doc);
/*
 * Dates, addresses, contents, money. "all": what a claim does not need is said to be unknown, too.
 */
void case_parcel(struct cli *cli, const struct node *doc, bool all);
void case_windows(struct cli *cli, const struct node *doc);
void case_missing(struct cli *cli, const struct node *doc);
/* What to do next and the command for it. */
void case_next(struct cli *cli, const struct node *doc);
/* "open_only": what is still owed. */
void case_promises(struct cli *cli, const struct node *doc, bool open_only);
void case_contacts(struct cli *cli, const struct node *doc);
void case_requests(struct cli *cli, const struct node *doc);
void case_evidence(struct cli *cli, const struct node *doc);
/* What must still be kept. */
void case_kept(struct cli *cli, const struct node *doc);
void case_holds(struct cli *cli, const struct node *doc);
/* cli/claim_text.c: claims with what came, what the customer got, what we owe. */
void case_claims(struct cli *cli, const struct node *doc);
void case_remedies(struct cli *cli, const struct node *doc);
void case_duties(struct cli *cli, const struct node *doc);
/* One claim: its headline and the facts below. "payouts": the list that has its payments. */
void claim_text(struct cli *cli, const struct node *claim, const struct node *payouts);
/*
 * Gaps between scans, what the carrier took back, and until when it keeps the rest: nothing when
 * all is as it should be.
 */
void case_silence(struct cli *cli, const struct node *doc);
/* The same as facts among others, for the call. */
void case_silence_facts(struct cli *cli, const struct node *doc);
/* At most "limit" events, newest first, then how many more there are. */
void case_events(struct cli *cli, const struct node *doc, int limit);

/* "phone to carrier, reached, 2026-11-23 10:04", and below it whom and what was said. */
const char *contact_words(struct cli *cli, const struct node *contact);
void contact_text(struct cli *cli, const struct node *contact);
/* One promise in words: "call back with result, by carrier, due Sat 2026-11-28 (in 5 days)". */
const char *promise_words(struct cli *cli, const struct node *promise);

/* "claim, carrier" for a window; "open: Mon 2026-11-16 to Thu 2026-12-31, 38 days left". */
const char *window_title(struct cli *cli, const struct node *window);
const char *window_words(struct cli *cli, const struct node *window);
enum ink window_ink(const struct node *window);

#endif
