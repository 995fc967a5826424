#include "parsers/sheet/numfmt.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

struct moment {
	int year, month, day, weekday; /* weekday: 0 is Sunday */
	int hour, minute, second;
	long long seconds; /* since day 0, for formats of durations */
};

enum { DAY_SECONDS = 86400, LAST_SERIAL = 2958465 }; /* 9999-12-31 */

/* Days since 1970-01-01 to a date of the Gregorian calendar. */
static void set_date(struct moment *m, long long days)
{
	long long shifted = days + 719468, era = shifted / 146097, of_era = shifted % 146097;
	long long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365,
	          of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
	m->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	m->month = (int)(month < 10 ? month + 3 : month - 9);
	m->year = (int)(year + era * 400 + (m->month <= 2));
	m->weekday = (int)((days % 7 + 11) % 7);
}

/* Day 60 of the 1900 epoch is a 29 February that never was; the days before it are one off. */
static bool set_moment(struct moment *m, double serial, bool epoch_1904)
{
	if (!(serial >= 0 && serial < LAST_SERIAL + 1))
		return false;
	long long seconds = llround(serial * DAY_SECONDS), day = seconds / DAY_SECONDS,
	          of_day = seconds % DAY_SECONDS;
	m->seconds = seconds;
	m->hour = (int)(of_day / 3600);
	m->minute = (int)(of_day / 60 % 60);
	m->second = (int)(of_day % 60);
	if (epoch_1904) {
		set_date(m, day - 24107);
	} else {
		set_date(m, day - 25569 + (day < 60));
		if (day == 60) {
			m->month = 2;
			m->day = 29;
		} else if (day == 0) {
			m->year = 1900;
			m->month = 1;
			m->day = 0;
		}
	}
	return true;
}

enum unit { LITERAL, YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, HALF, WEEKDAY, ELAPSED, FRACTION };

struct token {
	enum unit unit;
	size_t len;        /* letters in the code, or bytes of the literal */
	const char *bytes; /* of a literal, or of the code */
};

enum { MOST_TOKENS = 64 };

static size_t run_of(const char *s)
{
	size_t n = 1;
	while (tolower((unsigned char)s[n]) == tolower((unsigned char)*s))
		n++;
	return n;
}

static size_t take_bracket(const char *s, struct token *t)
{
	size_t len = strcspn(s, "]");
	size_t whole = len + (s[len] == ']');
	int letter = tolower((unsigned char)s[1]);
	if (letter == 'h' || letter == 'm' || letter == 's')
		*t = (struct token){ELAPSED, len - 1, s + 1};
	else
		*t = (struct token){LITERAL, 0, s};
	return whole;
}

static size_t take_word(const char *s, struct token *t)
{
	static const char *const halves[] = {"am/pm", "a/p", "上午/下午"};
	bool may_be = *s == 'a' || *s == 'A' || *s == halves[2][0];
	for (size_t i = 0; may_be && i < sizeof halves / sizeof halves[0]; i++)
		if (strncasecmp(s, halves[i], strlen(halves[i])) == 0) {
			*t = (struct token){HALF, strlen(halves[i]), s};
			return t->len;
		}
	static const char letters[] = "ymdhsea";
	static const enum unit units[] = {YEAR, MONTH, DAY, HOUR, SECOND, YEAR, WEEKDAY};
	const char *letter = strchr(letters, tolower((unsigned char)*s));
	size_t n = run_of(s);
	if (letter && *letter)
		*t = (struct token){units[letter - letters], n, s};
	if (t->unit == DAY && n > 2)
		t->unit = WEEKDAY;
	if (tolower((unsigned char)*s) == 'e')
		t->len = 4;
	return t->unit == LITERAL ? 0 : n;
}

static size_t take_token(const char *s, struct token *t)
{
	*t = (struct token){LITERAL, 1, s};
	if (*s == '"') {
		size_t len = strcspn(s + 1, "\"");
		*t = (struct token){LITERAL, len, s + 1};
		return 1 + len + (s[1 + len] == '"');
	}
	if (*s == '[')
		return take_bracket(s, t);
	if ((*s == '\\' || *s == '!') && s[1]) {
		*t = (struct token){LITERAL, 1, s + 1};
		return 2;
	}
	if ((*s == '_' || *s == '*') && s[1]) {
		*t = (struct token){LITERAL, 0, s};
		return 2;
	}
	if (*s == '.' && s[1] == '0') {
		*t = (struct token){FRACTION, 0, s};
		return 1 + strspn(s + 1, "0");
	}
	size_t n = take_word(s, t);
	return n ? n : 1;
}

/* An "m" beside hours or seconds means minutes. */
static void tell_minutes(struct token *tokens, size_t n)
{
	enum unit before = LITERAL;
	for (size_t i = 0; i < n; i++) {
		if (tokens[i].unit == LITERAL || tokens[i].unit == HALF)
			continue;
		if (tokens[i].unit == MONTH && tokens[i].len <= 2) {
			size_t next = i + 1;
			while (next < n && tokens[next].unit == LITERAL)
				next++;
			if (before == HOUR || before == ELAPSED || (next < n && tokens[next].unit == SECOND))
				tokens[i].unit = MINUTE;
		}
		before = tokens[i].unit;
	}
}

/* Year, month, day in this order and in figures: the code can be followed. Other orders are those of other
 * countries and would be read wrongly, so they are turned into ours. */
static bool is_in_our_order(const struct token *tokens, size_t n)
{
	enum unit last = LITERAL;
	for (size_t i = 0; i < n; i++) {
		enum unit unit = tokens[i].unit;
		if (unit == MONTH && tokens[i].len > 2)
			return false;
		if (unit != YEAR && unit != MONTH && unit != DAY)
			continue;
		if (unit < last)
			return false;
		last = unit;
	}
	return true;
}

static void put_weekday(const struct token *t, const struct moment *m, struct buf *out)
{
	static const char *const days[] = {"日", "一", "二", "三", "四", "五", "六"};
	if (t->len > 3 || tolower((unsigned char)*t->bytes) == 'd')
		buf_puts(out, "星期");
	buf_puts(out, days[m->weekday]);
}

static void put_number(int value, const struct token *t, struct buf *out)
{
	buf_put_number(out, (uint64_t)value, t->len > 1 ? 2 : 1);
}

static void put_half(const struct token *t, const struct moment *m, struct buf *out)
{
	if (tolower((unsigned char)*t->bytes) != 'a')
		buf_puts(out, m->hour < 12 ? "上午" : "下午");
	else
		buf_puts(out, m->hour < 12 ? "AM" : "PM");
}

static void put_elapsed(const struct token *t, const struct moment *m, struct buf *out)
{
	int letter = tolower((unsigned char)*t->bytes);
	buf_printf(out, "%lld",
	        letter == 'h'   ? m->seconds / 3600
	        : letter == 'm' ? m->seconds / 60
	                        : m->seconds);
}

static void put_token(const struct token *t, const struct moment *m, bool half, struct buf *out)
{
	switch (t->unit) {
	case YEAR:
		buf_put_number(out, (uint64_t)(t->len > 2 ? m->year : m->year % 100), t->len > 2 ? 4 : 2);
		break;
	case MONTH:
		put_number(m->month, t, out);
		break;
	case DAY:
		put_number(m->day, t, out);
		break;
	case HOUR:
		put_number(half ? (m->hour + 11) % 12 + 1 : m->hour, t, out);
		break;
	case MINUTE:
		put_number(m->minute, t, out);
		break;
	case SECOND:
		put_number(m->second, t, out);
		break;
	case ELAPSED:
		put_elapsed(t, m, out);
		break;
	case HALF:
		put_half(t, m, out);
		break;
	case WEEKDAY:
		put_weekday(t, m, out);
		break;
	case FRACTION:
		break;
	case LITERAL:
		buf_put(out, t->bytes, t->len);
		break;
	}
}

static bool has(const struct token *tokens, size_t n, enum unit unit)
{
	for (size_t i = 0; i < n; i++)
		if (tokens[i].unit == unit)
			return true;
	return false;
}

static void put_in_our_order(const struct token *tokens, size_t n, const struct moment *m, struct buf *out)
{
	if (has(tokens, n, YEAR))
		buf_printf(out, "%d/", m->year);
	buf_printf(out, "%d", m->month);
	if (has(tokens, n, DAY))
		buf_printf(out, "/%d", m->day);
	if (has(tokens, n, HOUR))
		buf_printf(out, " %d:%02d", m->hour, m->minute);
	if (has(tokens, n, HOUR) && has(tokens, n, SECOND))
		buf_printf(out, ":%02d", m->second);
}

void numfmt_put_date(const char *code, double serial, bool epoch_1904, struct buf *out)
{
	struct moment m = {0};
	struct token tokens[MOST_TOKENS];
	size_t n = 0;
	if (!set_moment(&m, serial, epoch_1904))
		return;
	for (const char *s = code; *s && *s != ';' && *s != '@' && n < MOST_TOKENS; n++)
		s += take_token(s, &tokens[n]);
	tell_minutes(tokens, n);
	if (!is_in_our_order(tokens, n)) {
		put_in_our_order(tokens, n, &m, out);
		return;
	}
	bool half = has(tokens, n, HALF);
	for (size_t i = 0; i < n; i++)
		put_token(&tokens[i], &m, half, out);
}

void numfmt_put_iso_date(const char *value, struct buf *out)
{
	const char *t = strchr(value, 'T');
	buf_put(out, value, t ? (size_t)(t - value) : strlen(value));
	if (t && strncmp(t + 1, "00:00:00", 8) != 0) {
		if (t > value)
			buf_putc(out, ' ');
		buf_put(out, t + 1, strcspn(t + 1, ".Z"));
	}
}
