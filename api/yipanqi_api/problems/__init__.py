"""Every refusal as RFC 9457 problem+json: what kinds there are, which error becomes which, how each is written."""
