"""The grammar of a mechanism: the few words in which every county's document can be written down as data."""
