#include "daemon/keep/reply/sample-internal.h"

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

static struct view_order *add_order(struct arena *a, view_orders *orders, const char *verb, const char *state)
{
	struct view_order *v = list_add(a, orders);
	*v = (struct view_order){.order = {.who = "",
	                                 .why = "",
	                                 .verb = verb,
	                                 .target = "22-0137-4",
	                                 .argument = "",
	                                 .value = "",
	                                 .say = ""},
	        .state = state,
	        .result = ""};
	return v;
}

struct transcript_input sample_transcript(struct arena *a, const struct campaign *c)
{
	view_orders orders = {0};
	struct view_order *v = add_order(a, &orders, "set", "done");
	v->order.argument = "作品名称";
	v->order.value = "晨光里的守护者";
	v->order.tell = true;
	*list_add(a, &v->changes) =
	        (struct order_change){1, "22-0137-4", "title", "晨光里的守户者", "晨光里的守护者"};
	v = add_order(a, &orders, "refile", "refused");
	v->order.argument = "电影";
	v->result = "\"电影\" is no sub-project: song, video";
	v = add_order(a, &orders, "ignore", "done");
	v->order.target = "12";
	*list_add(a, &v->changes) = (struct order_change){12, "", "mail-state", "staff", "ignored"};
	v = add_order(a, &orders, "", "refused");
	v->order.target = "";
	v->order.value = "通过那件摄影作品";
	return (struct transcript_input){.campaign = c,
	        .orders = orders.v,
	        .n = orders.n,
	        .subject = "【每日汇总】8月5日：2封邮件等人处理",
	        .token = "K7Q2M-9XDTB",
	        .now = 1659669060};
}
