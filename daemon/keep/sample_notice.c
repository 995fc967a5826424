#include "daemon/keep/sample-internal.h"

struct notice_input sample_notice(struct arena *a, const struct campaign *c, enum sample sample)
{
	bool merged = sample == SAMPLE_NOTICE_MERGED;
	struct stored_work *w = arena_alloc(a, sizeof *w);
	struct view_file *files = arena_alloc(a, 2 * sizeof *files);
	*w = (struct stored_work){.receipt = "22-0137-4",
	        .campaign = c->id,
	        .sub_project = c->sub_projects.n ? c->sub_projects.v[0].id : "",
	        .roster_unit = "",
	        .missing = merged ? "contact" : "",
	        .state = merged ? "open" : "complete",
	        .folder = "folder",
	        .values = {"新北街道总工会", "张伟", merged ? "" : "13802012345", "晨光里的守护者"}};
	files[0] = (struct view_file){.folder = "folder",
	        .name = "新北街道总工会+张伟+13802012345+晨光里的守护者.mp4",
	        .size = 18874368};
	files[1] = (struct view_file){.folder = "folder", .name = "脚本.docx", .size = 20480};
	return (struct notice_input){.campaign = c,
	        .verb = merged ? "merge" : "set",
	        .label = merged ? "" : "contact",
	        .other = merged ? "22-0138-2" : "",
	        .say = merged ? "两封来信是同一件作品。" : "",
	        .subject = "报送作品",
	        .received = 1659663000,
	        .works = w,
	        .n_works = 1,
	        .files = files,
	        .n_files = 2};
}
