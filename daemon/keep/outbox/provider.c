#include "daemon/keep/outbox/provider.h"

#include "schema/limits.h"

#include <string.h>

/* Pieces of replies, in whatever case. A bare "quota exceeded" is not among them: so the recipient's full mailbox is called. */
static const char *const words[] = {
        /* NetEase: of the account, the connection, the address; the time of day; taken for spam */
        "MI:STC", "MI:SFQ", "MI:DMC", "MI:IMF", "RP:QRC", "RP:TRC", "RP:DRC", "RP:RCL", "HL:REP", "HL:ICC",
        "HL:IFC", "HL:MEP", "DT:SPM",
        /* Tencent: "Sender frequency limited", also Ip, Domain, Connection, Content */
        "frequency limit",
        /* Sina, Sohu */
        "too many same size mails", "out of allow rcpt", "anti-spam engine", "user is locked",
        "too many mails", "too many messages", "too many emails", "too many recipients", "too much recipient",
        "sending quota", "sending limit", "sender quota", "submissionquota", "rate limit", "rate-limit",
        "ratelimit", "daily limit", "hourly limit", "limit for today", "message limit", "user suspended",
        "user in blacklist", "sending too fast", "频率", "过于频繁", "频繁", "发信数量", "发送数量", "发信量",
        "发送上限", "发信上限", "超过上限", "限额", "发信限制", "发送限制"};

static bool holds_one(const char *said, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (*v[i] && strcasestr(said, v[i]))
			return true;
	return false;
}

bool provider_wants_less(uint32_t code, const char *said, const struct words *further)
{
	return code >= 400 && (holds_one(said, words, sizeof words / sizeof *words) ||
	                              holds_one(said, further->v, further->n));
}

int64_t provider_pause(int64_t times)
{
	int64_t pause = LIMIT_PAUSE_FIRST;
	for (; times > 1 && pause < LIMIT_PAUSE_MOST; times--)
		pause *= 2;
	return pause < LIMIT_PAUSE_MOST ? pause : LIMIT_PAUSE_MOST;
}
