#include "lib/sandbox/fault.h"

#include <stdlib.h>
#include <string.h>

#include "lib/sandbox/http.h"
#include "lib/sandbox/script.h"

/* In the carrier's language as far as it goes. */
static void put_junk(struct reply *rp)
{
	text_puts(&rp->body,
		  strstr(rp->content_type, "xml")
			  ? "<tracking-detail><pin>70\x01\xff\xfe</pin><significant-events"
			  : "{\"trackingNumber\": \"94\x01\xff\xfe, \"status\": [[[ junk");
}

void fault_answer(struct reply *rp, const struct step *step)
{
	switch (step->kind) {
	case STEP_CUT:
		rp->fault = "cut";
		rp->ending = ENDS_CUT;
		text_puts(&rp->body,
			  "[{\"trackingNumber\": \"cut here, and the rest never comes\"}]");
		break;
	case STEP_HANGUP:
		rp->fault = "hangup";
		rp->ending = ENDS_HANGUP;
		break;
	case STEP_JUNK:
		rp->fault = "junk";
		put_junk(rp);
		break;
	case STEP_HTML:
		rp->fault = "html";
		rp->content_type = "text/html";
		text_puts(&rp->body,
			  "<!DOCTYPE html><title>Sign in</title><p>We will be back.</p>");
		break;
	case STEP_EMPTY:
		rp->fault = "empty";
		break;
	case STEP_HUGE:
		rp->fault = "huge";
		rp->ending = ENDS_NEVER;
		break;
	case STEP_REDIRECT:
		rp->fault = "redirect";
		rp->status = 302;
		rp->location = step->text;
		break;
	default:
		abort();
	}
}
