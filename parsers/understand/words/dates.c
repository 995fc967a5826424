#include "parsers/understand/words/dates.h"

#include <time.h>

/* Serial numbers of the years 2009 to 2036: days since 1899-12-30. */
enum { SERIAL_FIRST = 40000, SERIAL_LAST = 50000, SERIAL_OF_1970 = 25569 };

static const uint32_t han_year = 0x5e74, han_month = 0x6708, han_day = 0x65e5, han_number = 0x53f7;

static bool is_day(struct day d)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days[d.month - 1];
}

static size_t skip_blanks(const struct runes *r, size_t i, size_t to)
{
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	return i;
}

/* Digits without a fraction or 万: what "7.15" is made of. */
static bool number_at(const struct runes *r, size_t at, size_t to, int *n_r, size_t *end_r)
{
	struct figure f;
	size_t end = at;
	while (end < to && rune_is_digit(r->cp[end]) && end < at + 9)
		end++;
	if (end == at && at < to && !rune_is_digit(r->cp[at])) { /* Chinese numerals, as far as they go */
		end = at;
		while (end < to && end < at + 8 && figure_at(r, end, end + 1, &f))
			end++;
	}
	if (end == at || end - at > 8 || !figure_at(r, at, end, &f))
		return false;
	*n_r = (int)f.value;
	*end_r = end;
	return true;
}

static bool is_parting(uint32_t c)
{
	return c == '.' || c == '/' || c == '-' || c == 0x3001;
}

/* The sign between two numbers of a date: its own Han sign, or a dot and the like. */
static bool part_at(const struct runes *r, size_t *i, size_t to, uint32_t han, uint32_t *sign_r)
{
	size_t k = skip_blanks(r, *i, to);
	if (k >= to || (r->cp[k] != han && (!is_parting(r->cp[k]) || r->cp[k] == 0x3001)))
		return false;
	*sign_r = r->cp[k];
	*i = skip_blanks(r, k + 1, to);
	return true;
}

/* 20220715 */
static bool packed_at(const struct runes *r, size_t at, size_t to, struct day *day_r, size_t *end_r)
{
	int n;
	if (!number_at(r, at, to, &n, end_r) || *end_r - at != 8 || !rune_is_digit(r->cp[at]))
		return false;
	*day_r = (struct day){n / 10000, n / 100 % 100, n % 100};
	return day_r->year >= 2000 && day_r->year < 2100 && is_day(*day_r);
}

bool date_at(const struct runes *r, size_t at, size_t to, int year, struct day *day_r, size_t *end_r)
{
	int n[3];
	size_t i = at, end;
	uint32_t first, second = 0;
	if (packed_at(r, at, to, day_r, end_r))
		return true;
	if (!number_at(r, i, to, &n[0], &i))
		return false;
	bool years = n[0] >= 2000 && n[0] < 2100;
	if (!part_at(r, &i, to, years || n[0] > 12 ? han_year : han_month, &first) ||
	        !number_at(r, i, to, &n[1], &i))
		return false;
	size_t two = i;
	bool third = part_at(r, &i, to, han_month, &second) && number_at(r, i, to, &n[2], &end);
	bool same = first == second || (first == han_year && second == han_month) || years;
	if (third && same && (years || (first != han_month && n[0] > 12 && n[0] < 60))) {
		*day_r = (struct day){years ? n[0] : 2000 + n[0], n[1], n[2]};
	} else {
		if (years)
			return false;
		*day_r = (struct day){year, n[0], n[1]};
		end = two;
	}
	if (!is_day(*day_r))
		return false;
	size_t sign = skip_blanks(r, end, to);
	*end_r = sign < to && (r->cp[sign] == han_day || r->cp[sign] == han_number) ? sign + 1 : end;
	return true;
}

/* - ~ 至 到 、 , 和 及 & */
static bool joins(uint32_t c)
{
	return c == '-' || c == '~' || c == 0x301c || c == 0x81f3 || c == 0x5230 || c == 0x3001 || c == ',' ||
	       c == 0x548c || c == 0x53ca || c == '&' || c == '/' || c == ';';
}

/* 14:30, 9时, 2点 */
static bool is_hour(const struct runes *r, size_t end, size_t to)
{
	end = skip_blanks(r, end, to);
	return end < to && (r->cp[end] == ':' || r->cp[end] == 0x65f6 || r->cp[end] == 0x70b9);
}

/* Behind the first day another one follows, joined by a sign: several days. */
static bool goes_on(const struct runes *r, size_t from, size_t to, struct day first)
{
	bool joined = false;
	struct day other;
	int n;
	for (size_t i = from, end; i < to;) {
		if (r->cp[i] == '(') { /* （周五） */
			while (i < to && r->cp[i] != ')')
				i++;
			continue;
		}
		if (date_at(r, i, to, first.year, &other, &end) && !is_hour(r, end, to)) {
			if (other.month != first.month || other.day != first.day)
				return true;
			i = end;
		} else if (number_at(r, i, to, &n, &end)) {
			if (joined && n >= 1 && n <= 31 && n != first.day && !is_hour(r, end, to) &&
			        (i == from || r->cp[i - 1] != ':'))
				return true;
			i = end;
			joined = false;
		} else {
			joined = joins(r->cp[i]) || (joined && rune_is_blank(r->cp[i]));
			i++;
		}
	}
	return false;
}

static const char *print_day(struct arena *a, struct day d)
{
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* The whole cell is a bare serial number, perhaps with a time behind the point. */
static bool serial_read(const struct runes *r, struct span s, struct day *day_r)
{
	struct figure f;
	s = runes_trim(r, s);
	if (!figure_at(r, s.from, s.to, &f) || f.span.to != s.to || f.digits != 5 || f.value < SERIAL_FIRST ||
	        f.value > SERIAL_LAST)
		return false;
	time_t seconds = (time_t)(f.value - SERIAL_OF_1970) * 86400;
	struct tm tm;
	gmtime_r(&seconds, &tm);
	*day_r = (struct day){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
	return true;
}

const char *date_read(struct arena *a, const struct runes *r, struct span s, int year)
{
	struct day d;
	size_t end;
	if (serial_read(r, s, &d))
		return print_day(a, d);
	for (size_t i = s.from; i < s.to; i++) {
		bool inside = i > s.from && (rune_is_digit(r->cp[i]) || r->cp[i] == 0x5341) &&
		              (rune_is_digit(r->cp[i - 1]) || r->cp[i - 1] == '.');
		if (!inside && date_at(r, i, s.to, year, &d, &end) && !is_hour(r, end, s.to))
			return goes_on(r, end, s.to, d) ? "" : print_day(a, d);
	}
	return "";
}

int date_year_of_mail(const struct reading *rd)
{
	time_t when = rd->claims->date ? rd->claims->date : rd->claims->received;
	struct tm tm;
	if (when <= 0)
		return rd->campaign->year;
	when += rd->campaign->utc_offset;
	gmtime_r(&when, &tm);
	return tm.tm_year + 1900;
}
