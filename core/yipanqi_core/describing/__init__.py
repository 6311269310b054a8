"""A mechanism described for people from its plugin alone: ways, calendar, parameters, clauses."""
