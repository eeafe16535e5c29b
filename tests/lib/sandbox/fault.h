/*
 * fault.h - answers that are broken in the same way whoever the carrier is
 */
#ifndef TESTS_LIB_SANDBOX_FAULT_H
#define TESTS_LIB_SANDBOX_FAULT_H

struct reply;
struct step;

/* A step of script.h from STEP_CUT on. */
void fault_answer(struct reply *rp, const struct step *step);

#endif
