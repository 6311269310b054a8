"""Teams of projects and bodies of the county: who has which part, and what a team plans."""
