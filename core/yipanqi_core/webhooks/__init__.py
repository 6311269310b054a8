"""What other systems subscribe to: the county's events, posted to an address that the installation allows."""
