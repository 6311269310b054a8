"""All routes of the application; an area's router is named here."""

from typing import Any

from yipanqi_api.assessments.ratings import ratings_router
from yipanqi_api.assessments.routes import assessments_router
from yipanqi_api.audit.routes import audit_router
from yipanqi_api.auth.routes import auth_router
from yipanqi_api.boards.routes import boards_router
from yipanqi_api.findings.routes import findings_router
from yipanqi_api.health import live, ready
from yipanqi_api.inbox.routes import inbox_router
from yipanqi_api.issues.routes import issues_router
from yipanqi_api.keys import read_keys
from yipanqi_api.letters.routes import letters_router
from yipanqi_api.lists.routes import lists_router, tracks_router
from yipanqi_api.mechanism.routes import mechanism_router
from yipanqi_api.openapi.pages import schema_routes
from yipanqi_api.posts.routes import posts_router
from yipanqi_api.problems.routes import list_problems, read_problem
from yipanqi_api.projects.routes import projects_router
from yipanqi_api.records.routes import records_router
from yipanqi_api.schedule.routes import schedule_router
from yipanqi_api.scores.routes import scores_router
from yipanqi_api.tasks.routes import tasks_router
from yipanqi_api.units.routes import units_router
from yipanqi_api.workbooks.routes import workbooks_router

ROUTES: list[Any] = [
    auth_router,
    live,
    ready,
    read_keys,
    list_problems,
    read_problem,
    *schema_routes,
    letters_router,
    assessments_router,
    ratings_router,
    scores_router,
    boards_router,
    findings_router,
    audit_router,
    inbox_router,
    records_router,
    tasks_router,
    projects_router,
    lists_router,
    tracks_router,
    issues_router,
    units_router,
    posts_router,
    mechanism_router,
    schedule_router,
    workbooks_router,
]
