/* SHA-256 and HMAC-SHA-256, streamed. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/outcome.h"

#include <stddef.h>
#include <stdint.h>

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 2 * HASH_SIZE + 1 };

struct hash {
	uint8_t bytes[HASH_SIZE];
};

struct hasher; /* heap; closed by hasher_close or by hasher_finish */
struct hasher *hasher_new(void);
void hasher_add(struct hasher *h, const void *bytes, size_t len);
void hasher_finish(struct hasher **h, struct hash *hash_r);
void hasher_close(struct hasher **h);

void hash_bytes(const void *bytes, size_t len, struct hash *hash_r);
/* Reads `len` bytes of `fd` from `offset` on, in blocks; the file position does not move. */
MUST_USE enum outcome hash_file(
        int fd, uint64_t offset, uint64_t len, struct hash *hash_r, struct reason *why);
/* The keyed hash behind tokens that only we can make. */
void hash_keyed(const void *key, size_t key_len, const void *bytes, size_t len, struct hash *hash_r);

void hash_to_hex(const struct hash *hash, char hex_r[HASH_HEX_SIZE]);

#endif
