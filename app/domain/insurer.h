/*
 * insurer.h - which insurer a name means
 *
 * Insurance that was bought with a label is claimed from its insurer, by the insurer's own rules.
 * The codes are those of the routes in the facts.
 */
#ifndef APP_DOMAIN_INSURER_H
#define APP_DOMAIN_INSURER_H

/*
 * The code of the route for an insurer as people and label platforms write it ("EasyPost
 * Insurance", "UPS Capital", "Shipcover (PIP)"); NULL for NULL, and for one of which we know
 * nothing. Capitals, signs and what else stands around the name do not matter.
 */
const char *insurer_code(const char *name);

#endif
