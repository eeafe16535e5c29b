#include "view/status_words.h"

/* clang-format off */
const struct own_word status_words[STATUS_NVALUES] = {
	[STATUS_UNKNOWN] = {
		"The carrier said nothing that we can read.",
		"Ask the carrier (track), and if nothing comes, call." },
	[STATUS_PRE_TRANSIT] = {
		"A label exists. It does not prove that the carrier has the parcel.",
		"Find the acceptance receipt or scan form; if there is none, look for the parcel "
		"at your own place first." },
	[STATUS_IN_TRANSIT] = {
		"The carrier has it, or had it at the last scan.",
		"Compare the last scan with today; no scan for a week is a reason to ask for a "
		"search." },
	[STATUS_OUT_FOR_DELIVERY] = {
		"It was loaded for delivery that day.",
		"If the day is over, call the delivery office." },
	[STATUS_ATTEMPTED] = {
		"Somebody tried to deliver it and could not.",
		"Arrange a new delivery or pick it up before it goes back." },
	[STATUS_AVAILABLE_FOR_PICKUP] = {
		"It waits to be picked up, as a rule only for some days.",
		"Tell the recipient where and until when." },
	[STATUS_DELIVERED] = {
		"The carrier says that it was delivered. It does not prove to whom.",
		"If nobody has it, open a case with the problem not-received and ask for the "
		"place of the delivery scan." },
	[STATUS_RETURN_TO_SENDER] = {
		"It is on its way back, or is back.",
		"Ask why, and watch for it; as a rule it is no loss while it moves." },
	[STATUS_FAILURE] = {
		"The carrier gave up on it.",
		"Call, and ask what happened to it." },
	[STATUS_CANCELLED] = {
		"The label or shipment was cancelled.",
		"Make sure that the parcel was not handed over; ask the label's money back." },
};

const struct own_word trouble_words[TROUBLE_NVALUES] = {
	[TROUBLE_LOST] = {
		"The carrier's words say that it is lost, given up, destroyed or taken away.",
		"Ask for a search with a description and photos, and look when the claim's "
		"window is open (why)." },
	[TROUBLE_DAMAGED] = {
		"The carrier's words say that it is damaged.",
		"Ask for photos of the goods, the box and the label before anything is thrown "
		"away; claim at once." },
	[TROUBLE_DELAYED] = {
		"The carrier's words say that it is late or held up. No loss is stated.",
		"Tell the customer; compare the last real scan with today." },
	[TROUBLE_RETURNED] = {
		"The carrier's words say that it goes back, or is back.",
		"Find the reason in the event before, and watch for it." },
	[TROUBLE_ADDRESS] = {
		"The carrier's words say that something is wrong with the address.",
		"Ask the customer for the right one and tell the carrier today; it may go back." },
	[TROUBLE_CUSTOMS] = {
		"The carrier's words say that customs has it or wants something.",
		"Ask the customer to look for a letter or a charge; have the invoice ready." },
	[TROUBLE_UNCLEAR] = {
		"The carrier's words alone do not say what happened.",
		"Read the events before and after; ask the carrier if nothing follows in 2 days." },
};
/* clang-format on */
