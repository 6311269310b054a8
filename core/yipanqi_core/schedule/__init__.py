"""Work that happens by itself: slots that take effect once, what leaves by the outbox, what arrives in inboxes."""
