"""What can be refused about an assessment."""


class AssessmentError(ValueError):
    """The period cannot be assessed or shown; the message says why and what to do."""


class NotAssessedError(LookupError):
    """There is no stored assessment of the period."""
