/* 查询 or 撤回 with receipt numbers, and nothing else: a command by mail. */
#ifndef UNDERSTAND_COMMAND_H
#define UNDERSTAND_COMMAND_H

#include "parsers/understand/works/drafts.h"

/* Fills claims.command and claims.receipts. Call it when the letters were read: a mail that brings anything is no command. */
void command_read(struct reading *rd, const struct document *d);

#endif
