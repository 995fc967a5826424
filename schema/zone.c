#include "schema/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ZONES "/usr/share/zoneinfo/"

/* "+08:00" */
static bool read_fixed(const char *s, int *seconds_east_r)
{
	int hours, minutes, used = 0;
	if ((*s != '+' && *s != '-') || sscanf(s + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 ||
	        used != 5 || s[6])
		return false;
	if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
		return false;
	*seconds_east_r = (*s == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return true;
}

/* The POSIX rule at the end of a TZif file: "CST-8" or "<+08>-8". A second name is daylight saving. */
static bool read_rule(const char *rule, int *seconds_east_r)
{
	const char *s = rule;
	if (*s == '<')
		s += strcspn(s, ">") + (strchr(s, '>') != NULL);
	else
		while ((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
			s++;
	int hours, minutes = 0, used = 0;
	bool east = *s == '-';
	s += *s == '-' || *s == '+';
	if (sscanf(s, "%2d%n:%2d%n", &hours, &used, &minutes, &used) < 1 || s[used] || hours < 0)
		return false;
	*seconds_east_r = (east ? 1 : -1) * (hours * 3600 + minutes * 60);
	return true;
}

static bool is_zone_name(const char *name)
{
	return *name != '/' && !strstr(name, "..") &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/") ==
	               strlen(name);
}

enum outcome zone_offset(const char *name, int *seconds_east_r, struct reason *why)
{
	char path[256], tail[128];
	*seconds_east_r = 0;
	if (read_fixed(name, seconds_east_r))
		return DONE;
	if (!is_zone_name(name) || snprintf(path, sizeof path, ZONES "%s", name) >= (int)sizeof path)
		return fail(why, REFUSED,
		        "\"%.64s\" is no time zone; allowed are names like Asia/Shanghai and offsets like "
		        "+08:00",
		        name);
	FILE *f = fopen(path, "rb");
	if (!f)
		return fail(why, REFUSED,
		        "\"%.64s\" is not in the tz database (" ZONES "); an offset like +08:00 needs none",
		        name);
	size_t n = fseek(f, -(long)(sizeof tail - 1), SEEK_END) == 0 ? fread(tail, 1, sizeof tail - 1, f) : 0;
	fclose(f);
	while (n > 0 && tail[n - 1] == '\n')
		n--;
	tail[n] = '\0';
	size_t start = n;
	while (start > 0 && tail[start - 1] != '\n')
		start--;
	if (n == 0 || !read_rule(tail + start, seconds_east_r))
		return fail(why, REFUSED,
		        "\"%.64s\" has daylight saving time or no fixed offset; write an offset like +08:00",
		        name);
	return DONE;
}

bool zone_read_day(const char *text, int64_t *midnight_r)
{
	struct tm tm = {0};
	int year, month, day, used = 0;
	if (strlen(text) != 10 || sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
	        used != 10)
		return false;
	tm.tm_year = year - 1900;
	tm.tm_mon = month - 1;
	tm.tm_mday = day;
	time_t t = timegm(&tm);
	*midnight_r = t;
	/* timegm repairs 31 June to 1 July: such a day was not meant */
	return tm.tm_mon == month - 1 && tm.tm_mday == day;
}
