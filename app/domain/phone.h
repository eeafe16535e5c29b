/*
 * phone.h - telephone numbers as people write them
 */
#ifndef APP_DOMAIN_PHONE_H
#define APP_DOMAIN_PHONE_H

#include <stdbool.h>

/*
 * Is it the same number, however it is written? "1-800-275-8777", "(800) 275 8777" and
 * "+18002758777 option 2" are. Numbers of fewer than nine digits are the same only digit by digit.
 * NULL is the same as nothing.
 */
bool phone_same(const char *a, const char *b);

#endif
