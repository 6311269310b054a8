"""What can be refused about a county as such."""


class UnknownCountyError(LookupError):
    """There is no county of that code here."""


class CountyExistsError(ValueError):
    """A county of that code exists already."""


class CountyCodeError(ValueError):
    """The code is not of the form that county codes have."""


class ParameterError(ValueError):
    """The parameter is unknown to the mechanism or the value does not fit it."""
