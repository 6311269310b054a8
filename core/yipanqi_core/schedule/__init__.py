"""Work that happens by itself: slots that take effect once, what arrives in inboxes."""
