/* The header of a statistics table: one row or several, their words joined to what each column holds. */
#ifndef UNDERSTAND_COLUMNS_H
#define UNDERSTAND_COLUMNS_H

#include "parsers/understand/table/face.h"
#include "parsers/understand/works/drafts.h"

enum column {
	COLUMN_FOREIGN, /* no word of the campaign, or one of no interest */
	COLUMN_ACTIVITY,
	COLUMN_DATE,
	COLUMN_PARTICIPANTS,
	COLUMN_UNIT,
	COLUMN_UNIONS,
	COLUMN_PROPAGANDISTS,
	COLUMN_ENTERPRISES,
	COLUMN_REACH,
	COLUMN_KINDS
};

enum { COLUMNS_MOST = 64 }; /* further columns are not read */

struct columns {
	uint32_t first, last; /* rows of the header */
	uint32_t n;
	enum column of[COLUMNS_MOST]; /* of each kind one column, of people and days perhaps several parts */
	int64_t scale[COLUMNS_MOST];  /* 10000 where the head says 万人 */
	uint32_t sign
	        [COLUMNS_MOST]; /* 年, 月 or 日 below 活动时间: what the figure in the cell counts; else 0 */
	bool has[COLUMN_KINDS];
	bool sure; /* says activities and people, so that no title is needed to know it */
};

/* A header that begins in this row. */
bool columns_read(struct reading *rd, const struct face *f, uint32_t row, struct columns *c_r);

#endif
