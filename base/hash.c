#include "base/hash.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct hasher {
	struct sha256_ctx ctx;
};

struct hasher *hasher_new(void)
{
	struct hasher *h = malloc(sizeof *h);
	if (!h)
		memory_exhausted("hasher");
	sha256_init(&h->ctx);
	return h;
}

void hasher_add(struct hasher *h, const void *bytes, size_t len)
{
	sha256_update(&h->ctx, len, bytes);
}

void hasher_finish(struct hasher **h, struct hash *hash_r)
{
	sha256_digest(&(*h)->ctx, sizeof hash_r->bytes, hash_r->bytes);
	hasher_close(h);
}

void hasher_close(struct hasher **h)
{
	free(*h);
	*h = NULL;
}

void hash_bytes(const void *bytes, size_t len, struct hash *hash_r)
{
	struct sha256_ctx ctx;
	sha256_init(&ctx);
	sha256_update(&ctx, len, bytes);
	sha256_digest(&ctx, sizeof hash_r->bytes, hash_r->bytes);
}

enum outcome hash_file(int fd, uint64_t offset, uint64_t len, struct hash *hash_r, struct reason *why)
{
	char block[64 * 1024];
	struct sha256_ctx ctx;
	sha256_init(&ctx);
	while (len > 0) {
		size_t want = len < sizeof block ? (size_t)len : sizeof block;
		ssize_t got = pread(fd, block, want, (off_t)offset);
		if (got < 0)
			return fail_errno(why, LATER, "cannot read for hashing");
		if (got == 0)
			return fail(why, REFUSED, "the file is shorter than was said");
		sha256_update(&ctx, (size_t)got, (const uint8_t *)block);
		offset += (uint64_t)got;
		len -= (uint64_t)got;
	}
	sha256_digest(&ctx, sizeof hash_r->bytes, hash_r->bytes);
	return DONE;
}

void hash_keyed(const void *key, size_t key_len, const void *bytes, size_t len, struct hash *hash_r)
{
	struct hmac_sha256_ctx ctx;
	hmac_sha256_set_key(&ctx, key_len, key);
	hmac_sha256_update(&ctx, len, bytes);
	hmac_sha256_digest(&ctx, sizeof hash_r->bytes, hash_r->bytes);
}

void hash_to_hex(const struct hash *hash, char hex_r[HASH_HEX_SIZE])
{
	for (size_t i = 0; i < HASH_SIZE; i++)
		snprintf(hex_r + 2 * i, 3, "%02x", hash->bytes[i]);
}
