"""Letters: lists, one letter with what it rests on, its files, and the reply."""
