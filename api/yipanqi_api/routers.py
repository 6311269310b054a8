"""All routes of the application; an area's router is named here."""

from typing import Any

from yipanqi_api.assessments.ratings import ratings_router
from yipanqi_api.assessments.routes import assessments_router
from yipanqi_api.audit.routes import audit_router
from yipanqi_api.auth.routes import auth_router
from yipanqi_api.batches.routes import batches_router
from yipanqi_api.boards.routes import boards_router
from yipanqi_api.breakdowns.routes import breakdowns_router
from yipanqi_api.bulletins.routes import bulletins_router
from yipanqi_api.cases.routes import cases_router
from yipanqi_api.chains.routes import chains_router
from yipanqi_api.classes.routes import classes_router, project_classes_router
from yipanqi_api.consequences.routes import consequences_router
from yipanqi_api.duties.routes import duties_router
from yipanqi_api.events.routes import events_router
from yipanqi_api.evidence.routes import evidence_router
from yipanqi_api.exports.routes import exports_of
from yipanqi_api.fast_lane.routes import fast_lane_router
from yipanqi_api.figures.routes import figures_router
from yipanqi_api.findings.routes import findings_router
from yipanqi_api.goals.routes import goals_router
from yipanqi_api.health import live, ready
from yipanqi_api.inbox.routes import inbox_router
from yipanqi_api.inspections.routes import inspections_router
from yipanqi_api.issues.routes import issues_router
from yipanqi_api.items.routes import items_router, replans_router
from yipanqi_api.keys import read_keys
from yipanqi_api.ledgers.routes import ledgers_router, ten_day_reports_router
from yipanqi_api.letters.routes import letters_router
from yipanqi_api.lists.routes import lists_router, tracks_router
from yipanqi_api.mechanism.routes import mechanism_router
from yipanqi_api.meetings.item_routes import agenda_items_router
from yipanqi_api.meetings.reminder_routes import reminders_router
from yipanqi_api.meetings.routes import meetings_router
from yipanqi_api.openapi.pages import schema_routes
from yipanqi_api.orders.routes import orders_router
from yipanqi_api.pools.routes import allotments_router, pools_router
from yipanqi_api.posts.routes import posts_router
from yipanqi_api.problems.routes import list_problems, read_problem
from yipanqi_api.projects.routes import projects_router
from yipanqi_api.promotions.routes import promotions_router
from yipanqi_api.proposals.routes import proposals_router
from yipanqi_api.push_list.routes import push_list_router
from yipanqi_api.rates.routes import rates_router
from yipanqi_api.records.routes import records_router
from yipanqi_api.rectifications.routes import rectifications_router
from yipanqi_api.referrals.routes import referrals_router
from yipanqi_api.registers.routes import registers_router
from yipanqi_api.responsibilities.routes import responsibilities_router
from yipanqi_api.reviews.routes import points_router, reviews_router
from yipanqi_api.schedule.routes import schedule_router
from yipanqi_api.scores.routes import scores_router
from yipanqi_api.targets.routes import targets_router
from yipanqi_api.tasks.routes import tasks_router
from yipanqi_api.teams.bodies import bodies_router
from yipanqi_api.teams.routes import teams_router
from yipanqi_api.today.routes import today_router
from yipanqi_api.unit_books.routes import unit_books_router
from yipanqi_api.units.routes import units_router
from yipanqi_api.webhooks.routes import webhooks_router
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
    classes_router,
    project_classes_router,
    breakdowns_router,
    orders_router,
    rates_router,
    push_list_router,
    audit_router,
    events_router,
    webhooks_router,
    inbox_router,
    records_router,
    tasks_router,
    duties_router,
    projects_router,
    proposals_router,
    lists_router,
    tracks_router,
    issues_router,
    ledgers_router,
    ten_day_reports_router,
    referrals_router,
    units_router,
    posts_router,
    chains_router,
    meetings_router,
    agenda_items_router,
    reminders_router,
    responsibilities_router,
    teams_router,
    bodies_router,
    inspections_router,
    mechanism_router,
    schedule_router,
    workbooks_router,
    items_router,
    replans_router,
    reviews_router,
    points_router,
    cases_router,
    pools_router,
    allotments_router,
    bulletins_router,
    consequences_router,
    rectifications_router,
    batches_router,
    evidence_router,
    today_router,
    figures_router,
    targets_router,
    registers_router,
    goals_router,
    promotions_router,
    unit_books_router,
    fast_lane_router,
]
ROUTES.append(exports_of(ROUTES))
