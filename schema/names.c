/* The names of enum values, as they stand in JSON, in the database and in the log. */
#include "schema/claims.h"
#include "schema/messages.h"
#include "schema/verdict.h"

const char *label_name(enum label label)
{
	static const char *const names[LABEL_COUNT] = {"unit", "name", "contact", "title"};
	invariant(label < LABEL_COUNT);
	return names[label];
}

const char *place_name(enum place place)
{
	static const char *const names[PLACE_COUNT] = {
	        "answer", "form", "file-name", "folder", "body", "subject", "signature", "sender"};
	invariant(place < PLACE_COUNT);
	return names[place];
}

const char *fault_name(enum fault fault)
{
	static const char *const names[FAULT_COUNT] = {
	        "none", "empty", "placeholder", "too-short", "too-long", "letters", "no-number"};
	invariant(fault < FAULT_COUNT);
	return names[fault];
}

const char *examined_name(enum examined how)
{
	static const char *const names[] = {"done", "refused", "crashed", "deadline", "overrun", "later"};
	invariant(how < sizeof names / sizeof names[0]);
	return names[how];
}

const char *unread_name(enum unread unread)
{
	static const char *const names[UNREAD_COUNT] = {"", "partly", "unknown-format", "protected", "broken",
	        "too-large", "too-deep", "no-text", "volume"};
	invariant(unread < UNREAD_COUNT);
	return names[unread];
}

const char *purpose_name(enum purpose purpose)
{
	static const char *const names[PURPOSE_COUNT] = {
	        "unknown", "media", "container", "work", "form", "summary", "statistics", "report", "notice"};
	invariant(purpose < PURPOSE_COUNT);
	return names[purpose];
}

const char *automatic_name(enum automatic automatic)
{
	static const char *const names[AUTOMATIC_COUNT] = {
	        "no", "responder", "bounce", "receipt", "list", "own", "system", "spam"};
	invariant(automatic < AUTOMATIC_COUNT);
	return names[automatic];
}

const char *expiry_name(enum expiry expiry)
{
	static const char *const names[EXPIRY_COUNT] = {"unknown", "date", "never"};
	invariant(expiry < EXPIRY_COUNT);
	return names[expiry];
}

const char *authentication_name(enum authentication authentication)
{
	static const char *const names[AUTHENTICATION_COUNT] = {"none", "passed", "neutral", "failed"};
	invariant(authentication < AUTHENTICATION_COUNT);
	return names[authentication];
}

const char *command_name(enum mail_command command)
{
	static const char *const names[COMMAND_COUNT] = {"none", "query", "withdraw"};
	invariant(command < COMMAND_COUNT);
	return names[command];
}

const char *state_name(enum state state)
{
	static const char *const names[STATE_COUNT] = {"filed", "asked", "staff", "ignored", "quarantined"};
	invariant(state < STATE_COUNT);
	return names[state];
}

const char *reply_name(enum reply reply)
{
	static const char *const names[REPLY_COUNT] = {"none", "acknowledge", "correct", "staff"};
	invariant(reply < REPLY_COUNT);
	return names[reply];
}
