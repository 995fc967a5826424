#include "daemon/fetch/private.h"

#include <time.h>

struct mailimap_set *set_of_uids(const uint32_t *v, size_t n)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	invariant(set && n > 0);
	for (size_t i = 0; i < n;) {
		size_t end = i + 1;
		while (end < n && v[end] == v[end - 1] + 1)
			end++;
		invariant(mailimap_set_add_interval(set, v[i], v[end - 1]) == MAILIMAP_NO_ERROR);
		i = end;
	}
	return set;
}

static int64_t epoch_of(const struct mailimap_date_time *d)
{
	struct tm tm = {.tm_year = d->dt_year - 1900,
	        .tm_mon = d->dt_month - 1,
	        .tm_mday = d->dt_day,
	        .tm_hour = d->dt_hour,
	        .tm_min = d->dt_min,
	        .tm_sec = d->dt_sec};
	int zone = d->dt_zone; /* hhmm */
	time_t t = timegm(&tm);
	return t == (time_t)-1 ? 0 : (int64_t)t - ((zone / 100) * 60 + zone % 100) * 60;
}

/* Servers answer with more than was asked for, and in any order: take what is known. */
struct listed listed_read(const struct mailimap_msg_att *m, unsigned *bodies_r, bool *body_is_nil_r)
{
	struct listed l = {0};
	*bodies_r = 0;
	*body_is_nil_r = true;
	for (clistiter *i = clist_begin(m->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);
		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
			continue;
		const struct mailimap_msg_att_static *s = item->att_data.att_static;
		if (s->att_type == MAILIMAP_MSG_ATT_UID)
			l.uid = s->att_data.att_uid;
		else if (s->att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
			l.bytes = s->att_data.att_rfc822_size;
		else if (s->att_type == MAILIMAP_MSG_ATT_INTERNALDATE && s->att_data.att_internal_date)
			l.date = epoch_of(s->att_data.att_internal_date);
		else if (s->att_type == MAILIMAP_MSG_ATT_BODY_SECTION) {
			(*bodies_r)++;
			*body_is_nil_r = !s->att_data.att_body_section->sec_body_part;
		}
	}
	return l;
}
