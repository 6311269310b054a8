"""New counties: a plugin made from a template, which conforms from its first minute."""
