"""The OpenAPI document: drawn from the routes, and made to say exactly what goes over the wire."""
