/* The XML of documents that are cleaned for judges. */
#include "tests/fuzz/clean.h"

static bool rewrite(const char *data, size_t size, struct buf *member, bool *named_r)
{
	static const char *const names[] = {"欧阳修远", "13802012345"};
	const struct clean_names known = {names, 2};
	*named_r = false;
	buf_put(member, data, size);
	return clean_xml(member, &known, named_r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf one = BUF_INIT(16u << 20), two = BUF_INIT(16u << 20);
	char root[32];
	bool named, again;
	if (size && rewrite((const char *)data, size, &one, &named)) {
		clean_xml_root(&one, root);
		/* What was taken for harmless must look so the second time too. */
		if (one.len && (!rewrite(one.data, one.len, &two, &again) || (again && !named) ||
		                       one.len != two.len || memcmp(one.data, two.data, one.len) != 0))
			abort();
	}
	buf_free(&one);
	buf_free(&two);
	return 0;
}
