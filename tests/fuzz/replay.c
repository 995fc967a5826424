/* A fuzz target without a fuzzer: every file named, or below a folder named, goes through it once. */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FOLDERS_OPEN = 16 };

static size_t replayed;

static int replay(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)at;
	if (kind == FTW_D)
		return 0;
	size_t size = (size_t)st->st_size;
	/* Of the very size, so that a sanitizer sees a read beyond it. */
	uint8_t *data = malloc(size);
	FILE *f = fopen(path, "rb");
	if (kind != FTW_F || (size && !data) || !f || fread(data, 1, size, f) != size) {
		fprintf(stderr, "cannot read %s\n", path);
		exit(EXIT_FAILURE);
	}
	fclose(f);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	replayed++;
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		size_t before = replayed;
		if (nftw(argv[i], replay, FOLDERS_OPEN, FTW_PHYS) != 0 || replayed == before) {
			fprintf(stderr, "no seeds in %s\n", argv[i]);
			return EXIT_FAILURE;
		}
	}
	printf("%zu files\n", replayed);
	return EXIT_SUCCESS;
}
