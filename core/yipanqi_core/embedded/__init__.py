"""PostgreSQL and Valkey as real servers from their wheels, and the processes that run beside them."""
