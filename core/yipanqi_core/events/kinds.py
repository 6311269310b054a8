"""Of which subjects the stream of events tells, and of which it keeps silent."""

from enum import StrEnum


class EventKind(StrEnum):
    """What is told of: the part of an audit line's subject before the colon."""

    AGENDA_ITEM = "agenda_item"
    ALLOTMENT = "allotment"
    ASSESSMENT = "assessment"
    BULLETIN = "bulletin"
    CASE = "case"
    CHAIN = "chain"
    CONSEQUENCE = "consequence"
    ENTRY = "entry"
    EVIDENCE = "evidence"
    FIGURE = "figure"
    ISSUE = "issue"
    ITEM = "item"
    ITEMS = "items"
    LEDGER = "ledger"
    LETTER = "letter"
    LETTERS = "letters"
    MEETING = "meeting"
    PARAMETER = "parameter"
    POOL = "pool"
    PROJECT = "project"
    PROJECTS = "projects"
    PROPOSAL = "proposal"
    RATING = "rating"
    RECORD = "record"
    RECTIFICATION = "rectification"
    REFERRAL = "referral"
    REMINDERS = "reminders"
    REPORT = "report"
    REVIEW = "review"
    TARGET = "target"
    TEAM = "team"
    UNIT = "unit"
    WORKBOOK = "workbook"


TOLD = frozenset(EventKind)

SILENT = {
    "city": "the installation's own affair",
    "county": "the installation's own affair",
    "diary": "the demonstration's own affair",
    "inbox": "that someone has read a letter concerns that person alone",
    "inspection": "an inspection may be made without notice",
    "inspections": "an inspection may be made without notice",
    "ladder": "each issue that climbs is found in its own history; the line tells of the whole day's climb",
    "webhook": "where the county's events go is for the audit trail alone",
    "user": "who signs in, and whose password changed, is for the audit trail alone",
}
"""Kinds that are not told, and why."""


def kind_of(subject: str) -> str:
    """Give the kind of a subject, `issue` of `issue:0190…`."""
    return subject.partition(":")[0]
