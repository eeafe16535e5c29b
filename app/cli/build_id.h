/*
 * build_id.h - which build this is
 *
 * The id is the version and a hash over the program's own sources, made when building: binaries of
 * one build agree, and a wing left over from another is noticed before it touches a desk.
 */
#ifndef APP_CLI_BUILD_ID_H
#define APP_CLI_BUILD_ID_H

extern const char waylaid_version[];  /* "0.1.0" */
extern const char waylaid_build_id[]; /* "0.1.0-3f9c0a7d51e2" */

#endif
