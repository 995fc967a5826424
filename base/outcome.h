/* Errors named by what the caller must do about them. */
#ifndef BASE_OUTCOME_H
#define BASE_OUTCOME_H

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum outcome {
	DONE,    /* it is done */
	LATER,   /* the environment failed (network, disk, server): retry later */
	REFUSED, /* this input cannot be taken: say why, go on with the next */
	BROKEN,  /* this process cannot continue: stop, be restarted */
};

/* Why an outcome is not DONE: one English sentence for the log, without personal data. */
struct reason {
	char text[512];
};

/* Writes the sentence (`why` may be NULL) and returns `o`, so that a caller can write `return fail(why,
 * LATER, ...)`. */
enum outcome fail(struct reason *why, enum outcome o, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The same with ": " and the text of errno behind the sentence. */
enum outcome fail_errno(struct reason *why, enum outcome o, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* "done", "later", "refused", "broken" */
const char *outcome_name(enum outcome o);

/* Our own invariants; on in release builds too. Never used on input. */
#define invariant(cond) ((cond) ? (void)0 : invariant_broken(#cond, __FILE__, __LINE__))
_Noreturn void invariant_broken(const char *cond, const char *file, int line);

/* Out of memory, or over a cap of it: one log line, then the process ends at once with this exit code, by which its
 * supervisor tells it from a crash. */
enum { EXIT_MEMORY = 3 };
_Noreturn void memory_exhausted(const char *what);

#endif
