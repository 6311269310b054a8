"""The county's schedule: what fell due, what it brought, what comes next."""
