"""The daemon against real servers, from a mailbox to an archive and answers."""
