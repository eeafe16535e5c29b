#include "cli/commands.h"

/* clang-format off */

#define WHICH \
	"CASE/N is one claim, as show prints it: 12/1. A case alone means its only live claim; " \
	"with several, they are listed. "

#define ANYWAY \
	{ "--anyway", NULL, "record it although it is late, early or odd", false, 0 }
#define ON(what) \
	{ "--on", "DATE", "the day " what ", if not today", false, 0 }
#define NUMBER \
	{ "--number", "NUMBER", "the number that they gave the claim", false, 0 }

#define SUM_OPTS \
	{ "--amount", "MONEY", "what is asked for, when it is not to be worked out", false, 0 }, \
	{ "--goods", "MONEY", "what the goods were worth; the case's value when not given", \
	  false, 0 }, \
	{ "--discount", "MONEY", "what the buyer got off that price", false, 0 }, \
	{ "--postage", "MONEY", "what the label cost, where it is paid back", false, 0 }, \
	{ "--repair", "MONEY", "what a repair costs: the lesser counts", false, 0 }, \
	{ "--salvage", "MONEY", "what is left of the goods", false, 0 }

const struct opt opts_claim_file[] = {
	{ "--route", "DOOR", "whom you claim from: carrier (as a rule), insurance, platform, "
	  "marketplace or card", false, 0 },
	{ "--door", "CODE", "which of them, as the facts call it", false, 0 },
	SUM_OPTS,
	NUMBER,
	{ "--how", "TEXT", "how it was filed: online, by e-mail, by letter", false, 0 },
	ON("it was filed"),
	{ "--until", "DATE", "the day by which they say they answer", false, 0 },
	{ "--draft", NULL, "only work out the amount; file it later", false, 0 },
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_edit[] = {
	{ "--door", "CODE", "whom exactly, as the facts call it", false, 0 },
	SUM_OPTS,
	NUMBER,
	{ "--how", "TEXT", "how it was filed", false, 0 },
	{ "--on", "DATE", "the day it was filed after all", false, 0 },
	{ "--until", "DATE", "the day by which they say they answer", false, 0 },
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_ack[] = {
	NUMBER,
	ON("they said so"),
	{ "--until", "DATE", "the day by which they say they answer", false, 0 },
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_info[] = {
	{ "--said", "TEXT", "what they want", false, 0 },
	{ "--until", "DATE", "the last day for it", false, 0 },
	NUMBER,
	ON("they asked"),
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_approve[] = {
	{ "--amount", "MONEY", "how much; all that was asked when not given", false, 0 },
	{ "--until", "DATE", "the day by which they say they pay", false, 0 },
	NUMBER,
	ON("of the decision"),
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_deny[] = {
	{ "--reason", "REASON", "late-filing, insufficient-value-proof ...: 'claim denials' lists "
	  "them", false, 0 },
	{ "--said", "TEXT", "their own words", false, 0 },
	NUMBER,
	ON("of the decision, not of the letter's coming"),
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_appeal[] = {
	NUMBER,
	ON("it was sent"),
	{ "--until", "DATE", "the day by which they say they answer", false, 0 },
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_withdraw[] = {
	{ "--said", "TEXT", "why, or what they said", false, 0 },
	NUMBER,
	ON("it happened"),
	ANYWAY,
	{ 0 }
};

const struct opt opts_claim_expire[] = {
	{ "--said", "TEXT", "why", false, 0 },
	ON("it ran out"),
	ANYWAY,
	{ 0 }
};

const struct opt opts_paid[] = {
	ON("the money came"),
	{ "--how", "TEXT", "check, bank, credit on an invoice", false, 0 },
	{ "--ref", "NUMBER", "the number of the check, transfer or invoice", false, 0 },
	ANYWAY,
	{ 0 }
};

const struct opt opts_remedy[] = {
	{ "--amount", "MONEY", "what it came to", false, 0 },
	ON("the customer got it"),
	{ "--ref", "NUMBER", "of the refund, or the number of the parcel sent again", false, 0 },
	{ "--note", "TEXT", "anything else worth knowing", false, 0 },
	{ 0 }
};

const struct opt opts_duty_done[] = {
	{ "--note", "TEXT", "how it was settled: whom you told, what was agreed", false, 0 },
	{ "--duty", "N", "which, when the case has several", false, 0 },
	ON("it was settled"),
	{ 0 }
};

const struct opt opts_import_payouts[] = {
	{ "--dry-run", NULL, "only say what each row would do", false, 0 },
	{ "--refusals", "FILE", "where rows of no claim go; else FILE.refused.csv", false, 0 },
	{ "--currency", "CODE", "the currency, where the file does not say it", false, 0 },
	{ "--dates", "ORDER", "mdy or dmy, where 4/5/2026 may be either", false, 0 },
	{ 0 }
};

const char help_claim_file[] =
	"Waylaid files nothing by itself: it notes that you did, when, where and for how "
	"much, and watches for the answer. The first claim of case 12 is 12/1. The number "
	"that they gave it may follow later.\n\n"
	"Without --amount the claim is worked out, "
	"and the sum is kept with it: the value after discount, or the repair where that "
	"costs less; less what is left of the goods; at most the cover that was bought or "
	"is included; and the postage. USPS pays postage back for lost items only. What is "
	"not given comes from the case.\n\n"
	"It exits 4 and says why when the window is not "
	"open yet or closed, when a search or inquiry must end first, or when a claim "
	"through the same door is still alive. With --anyway it is recorded all the "
	"same.\n\n"
	"The day from which to ask for the answer is counted from what the "
	"carrier says it takes, the longer figure where it gives two. Where nobody says, "
	"no day is shown.\n\n" HELP_DATES;

const char help_claim_edit[] =
	WHICH
	"Give only what changes; an empty value ('') takes a sum away, and the amount is "
	"worked out anew unless --amount says it. The earlier version stays in the journal.";

const char help_claim_ack[] =
	WHICH
	"Also when they have what they wanted: then the claim waits for its decision "
	"again, or the appeal for its own. The day by which they should decide is counted "
	"anew.";

const char help_claim_no_record[] =
	WHICH
	"The silent way to lose a claim: it was sent and never entered. It comes on the "
	"list at once. Send them your confirmation and note 'claim ack' when they found "
	"it, or file it again with 'claim file CASE/N'.";

const char help_claim_info[] =
	WHICH
	"The claim stands still until they have it. When you have sent it, note that with "
	"'claim ack'.";

const char help_claim_approve[] =
	WHICH
	"Less than was asked is an approval in part: the rest may be appealed, and what "
	"was approved stays approved. Approved is not paid: until the money is noted with "
	"paid, the claim stays on the list.";

const char help_claim_deny[] =
	WHICH
	"The clock of the appeal runs from the day of the decision or of its letter, not "
	"from the day you got it. A denial is step one: the answer says what speaks "
	"against this reason and until when. 'claim denials' lists the reasons.";

const char help_claim_appeal[] =
	WHICH
	"An appeal answers a claim that was denied, or approved in part. How many there "
	"may be, and until when, follows from the rules; what they do not know is said. "
	"The answer to an appeal is noted with approve or deny.\n\n"
	"No source known here says how long an appeal takes. Unless you give the day that they "
	"named (--until), none is shown, and the claim is on the list two weeks later: that is our "
	"own habit.";

const char help_claim_withdraw[] =
	WHICH
	"It stays in the record as withdrawn, and another may be filed through the same "
	"door.";

const char help_claim_expire[] =
	WHICH
	"For a claim that ends because nobody answered, sent the papers or appealed in "
	"time. Say why: it is worth knowing later.";

const char help_claim_denials[] =
	"Lists the reasons for which claims are denied, what answers each, which papers "
	"prove it, and how your own appeals went: won means that an appeal brought money, "
	"all or in part. A rate is given from 10 decided appeals on; below that the "
	"figures alone. What says 'unconfirmed' comes from one source only.\n\n"
	"With a "
	"carrier, only your own claims against it count.";

const char help_paid[] =
	WHICH
	"The claim is paid when all that was approved is there; what is short or too much "
	"is said. Money may come in parts, and before any letter. Many payments at once: "
	"'import payouts'.";

const char help_remedy[] =
	"KIND is refund, reship or credit. What the customer gets is a track of its own "
	"beside the claim: who paid twice sees it here. Some doors refuse a claim when the "
	"customer was paid before; where a rule says so, it warns.";

const char help_duty_done[] =
	"When tracking shows a parcel after its claim was paid or its customer was "
	"refunded, the case owes somebody a word: the carrier or insurer that paid, the "
	"customer who has both. The duty stays on the case, closed or not, until it is "
	"settled here.";

const char help_import_payouts[] =
	"FILE is a CSV list of a bank, a carrier or an insurer, one payment a row; '-' is "
	"standard input. Columns are found by their headings: an amount (Amount, Credit, "
	"Paid ...), a day (Date, Payment date ...), a currency if there is one, and "
	"whatever names the claim (Claim number, Tracking number, Reference, Description "
	"...).\n\n"
	"A row belongs to the claim whose number, tracking number or case it "
	"names. A row that names none belongs to the only approved claim that waits for "
	"just this sum and was decided in the 120 days before. What came is matched, short "
	"or over; what is noted already is double and nothing is written. Rows of no claim "
	"go to FILE.refused.csv with the reason beside each. Approved claims that should "
	"have been paid by now and are not in the list are named.\n\n"
	"The whole list is one "
	"act: 'waylaid undo' takes it back. At most 5,000 rows.";

/* clang-format on */
