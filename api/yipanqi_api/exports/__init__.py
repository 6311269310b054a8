"""Lists as workbooks to keep: the very filters and order of each list, whole."""
