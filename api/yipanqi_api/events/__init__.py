"""What happens in the county, as it happens: a stream that goes on where it broke off."""
