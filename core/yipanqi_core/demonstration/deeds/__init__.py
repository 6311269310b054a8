"""What people do in a demonstration county day by day: each deed through the services and guards of the API."""
