/* Snapshots of all that the service remembers, and the way back. */
#include "daemon/keep/backup/backup.h"
#include "daemon/ctl/order.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define USER "xuanwangd"

static enum outcome tell_problems(const struct backup *b, struct reason *why)
{
	for (size_t i = 0; i < b->problems.n; i++)
		fprintf(stderr, "problem: %s\n", b->problems.v[i]);
	return b->problems.n
	               ? fail(why, REFUSED, "%zu problems, see above; all else was saved", b->problems.n)
	               : DONE;
}

static json_t *json_backup(const struct backup *b)
{
	json_t *problems = json_array();
	for (size_t i = 0; i < b->problems.n; i++)
		json_array_append_new(problems, json_string(b->problems.v[i]));
	return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "snapshot", b->snapshot, "mails",
	        (json_int_t)b->mails, "contents", (json_int_t)b->contents, "copied", (json_int_t)b->copied,
	        "copied_bytes", (json_int_t)b->copied_bytes, "removed_snapshots", (json_int_t)b->removed,
	        "last_admitted", (json_int_t)b->admitted, "unsure_answers", (json_int_t)b->unsure, "problems",
	        problems);
}

static enum outcome read_keep(const struct ctl *ctl, size_t *keep_r, struct reason *why)
{
	char *end = NULL;
	long keep = ctl->keep ? strtol(ctl->keep, &end, 10) : 0;
	*keep_r = (size_t)keep;
	return !ctl->keep || (*ctl->keep && !*end && keep > 0)
	               ? DONE
	               : fail(why, REFUSED, "--keep wants a number of snapshots");
}

enum outcome ctl_backup(struct ctl *ctl, struct reason *why)
{
	struct backup b = {0};
	size_t keep = 0;
	enum outcome o = read_keep(ctl, &keep, why);
	if (o == DONE)
		o = ctl_open(ctl, SQL_READ, why);
	if (o == DONE)
		o = backup_make(&ctl->folders, ctl->sql, ctl->config, ctl->operands[0], keep, time(NULL),
		        ctl->arena, &b, why);
	if (o != DONE)
		return o;
	if (ctl->json)
		ctl_print_json(json_backup(&b));
	else
		printf("%s: %lld mails and %lld contents, of them %lld new (%.1f MB); read back and audited; "
		       "%zu old snapshots removed\n",
		        b.snapshot, (long long)b.mails, (long long)b.contents, (long long)b.copied,
		        (double)b.copied_bytes / 1e6, b.removed);
	return tell_problems(&b, why);
}

/* The service must be able to write what is restored. On a new machine there is no state folder yet. */
static enum outcome make_state(const char *folder, struct reason *why)
{
	const struct passwd *user = getpwnam(USER);
	if (mkdir(folder, 0750) == 0 && geteuid() == 0 && user &&
	        chown(folder, user->pw_uid, user->pw_gid) != 0)
		return fail_errno(why, REFUSED, "cannot give %s to " USER, folder);
	return ctl_become_owner(folder, why);
}

static void tell_restored(const struct ctl *ctl, const struct backup *b)
{
	printf("%s: %lld mails and %lld contents are back; the audit holds\n", b->snapshot,
	        (long long)b->mails, (long long)b->contents);
	printf("The last mail of it came in at %s. What came later is fetched and answered again, under the "
	       "same Message-IDs, if it is "
	       "still in the folder %s%s. To file it without answers, set answers.since.\n",
	        ctl_time(ctl, b->admitted), ctl->config->folder,
	        ctl->config->settled_action == SETTLED_MOVE ? " (move it back there first)" : "");
	if (b->unsure)
		printf("%lld answers were about to be sent then and may have been: they are not sent again; "
		       "see the digest.\n",
		        (long long)b->unsure);
}

enum outcome ctl_restore(struct ctl *ctl, struct reason *why)
{
	struct backup b = {0};
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = make_state(ctl->config->state_folder, why);
	if (o == DONE) {
		umask(0027); /* as the service's own files */
		o = backup_restore(ctl->operands[0], ctl->config, time(NULL), ctl->arena, &b, why);
	}
	if (o != DONE) {
		for (size_t i = 0; i < b.problems.n; i++)
			fprintf(stderr, "problem: %s\n", b.problems.v[i]);
		return o;
	}
	if (ctl->json)
		ctl_print_json(json_backup(&b));
	else
		tell_restored(ctl, &b);
	return DONE;
}
