/* What must survive a power cut, and the numbered steps at which tests cut it. */
#ifndef BASE_DURABLE_H
#define BASE_DURABLE_H

#include "base/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks the moment just after something became durable (or just before it is relied upon). In production this
 * does nothing. Where the process was started with the environment variable XUANWANGD_STEP_FD=<n>, descriptor
 * n is one end of a SOCK_SEQPACKET channel: the step writes "<role> <pid> <name>" and waits for one byte, so
 * that a test can count the steps and kill any process at any of them. */
void durable_step(const char *name);
/* Must be called once at the start of a process, before any sandbox. Under such a test it says "<role> <pid>"
 * and hands over the end of a pipe on which this process, and no other, is told to go on. */
void durable_init(const char *role);

/* fsync of a file, and of a folder after a name in it was made or removed. LATER with errno's text. */
MUST_USE enum outcome durable_sync_file(int fd, struct reason *why);
MUST_USE enum outcome durable_sync_folder(int folder_fd, struct reason *why);

/* Writes the whole of `bytes`, and copies a range from one file to another, in blocks. */
MUST_USE enum outcome durable_write(int fd, const void *bytes, size_t len, struct reason *why);
MUST_USE enum outcome durable_copy(int from, uint64_t offset, uint64_t len, int to, struct reason *why);

/* mkdir -p below `folder_fd`, mode 0750. `path` has no ".." and no leading "/". Durable once the caller has
 * synced the file system: one sync for many folders. */
MUST_USE enum outcome durable_make_folders(int folder_fd, const char *path, struct reason *why);

#endif
