/*
 * file_swap.h - a file made beside the one whose place it takes
 *
 * For files that are not in memory as a whole, or that must be known before they are seen: the new
 * one is made under "temp", in the same folder and with the same ending, and takes the place of
 * "path" in one step. Until then, and when anything fails, what was there stays.
 */
#ifndef APP_BASE_FILE_SWAP_H
#define APP_BASE_FILE_SWAP_H

struct arena;
struct err;

struct file_swap {
	const char *path; /* links followed: they stay links */
	const char *temp;
};

/* ERR_INPUT: a folder or a device has that name. ERR_FAILED: no such folder. Makes no file. */
int file_swap_begin(struct file_swap *s, struct arena *a, const char *path, struct err *err);

/* rc 0: temp, which is finished, takes its place; else it is removed. 0 or -1. */
int file_swap_end(const struct file_swap *s, int rc, struct err *err);

#endif
