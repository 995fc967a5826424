#include "parsers/mail/base64.h"

static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

size_t base64_decode(struct base64 *state, const char *in, size_t len, uint8_t *out)
{
	uint8_t *at = out;
	for (size_t i = 0; i < len; i++) {
		int value = value_of(in[i]);
		if (in[i] == '=')
			at += base64_finish(state, at);
		if (value < 0)
			continue;
		state->bits = state->bits << 6 | (uint32_t)value;
		if (++state->held < 4)
			continue;
		*at++ = (uint8_t)(state->bits >> 16);
		*at++ = (uint8_t)(state->bits >> 8);
		*at++ = (uint8_t)state->bits;
		*state = (struct base64){0};
	}
	return (size_t)(at - out);
}

size_t base64_finish(struct base64 *state, uint8_t *out)
{
	size_t n = state->held < 2 ? 0 : state->held - 1;
	uint32_t bits = state->bits << (6 * (4 - state->held));
	if (n >= 1)
		out[0] = (uint8_t)(bits >> 16);
	if (n >= 2)
		out[1] = (uint8_t)(bits >> 8);
	*state = (struct base64){0};
	return n;
}
