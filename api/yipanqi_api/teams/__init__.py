"""Teams of projects with their plans, and bodies of the county with their members."""
