"""The database as Yipanqi uses it: one schema, every row under a tenant, row-level security in every transaction."""
