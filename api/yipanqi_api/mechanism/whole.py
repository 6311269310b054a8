"""The whole mechanism of a county on a day, read in a fixed number of statements."""

from datetime import date

from yipanqi_api.cases.views import CaseKindView
from yipanqi_api.colours import UNRATED
from yipanqi_api.inspections.views import InspectionKindView
from yipanqi_api.mechanism import figure_views, grammar
from yipanqi_api.mechanism.acting import acting
from yipanqi_api.mechanism.clauses import clauses_of, structure_of
from yipanqi_api.mechanism.declared import further
from yipanqi_api.mechanism.duty_views import duty
from yipanqi_api.mechanism.framework_views import FrameworkView
from yipanqi_api.mechanism.keeping_view import KeepingView
from yipanqi_api.mechanism.parameter_views import parameters_of, schema_of, settings_of
from yipanqi_api.mechanism.pushing import pushing
from yipanqi_api.mechanism.seat_views import project_seats_of, seats_of
from yipanqi_api.mechanism.supervision_views import BodyKindView, FastLaneView, TeamKindView
from yipanqi_api.mechanism.views import CheckView, EditionView, ItemsView, MechanismView, TaskKindView
from yipanqi_api.push_list.views import PushListKindView
from yipanqi_api.rates.views import RateKindView
from yipanqi_api.references import Word
from yipanqi_api.registers.views import RegisterView
from yipanqi_api.reviews.views import ReviewKindView
from yipanqi_core.assessments import reading_queries as assessed
from yipanqi_core.assessments.parameter_dates import earliest_from
from yipanqi_core.auth.identity import Identity
from yipanqi_core.inspections.guards import hidden_from
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.seats import seats_of as seats_held
from yipanqi_core.schedule.upcoming import upcoming
from yipanqi_core.tenants import reading_queries
from yipanqi_core.tenants.parameters import in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Colour, Level, Nature, Urgency


async def whole(scope: Scope, identity: Identity, on: date | None) -> MechanismView:
    """Show the mechanism in force on a day, by default the county's own today. Raises NotInForceError."""
    connection, tenant = scope.connection, scope.tenant_id
    county = await read_county(connection, tenant)
    day = on or county.today
    mechanism, edition = installed().mechanism(county.mechanism), installed().in_force(county.mechanism, day)
    rows = await reading_queries.setting_rows(connection, tenant)
    settings = settings_of(rows)
    parameters = in_force(edition, settings, day)
    coming = {one.schedule.code: one for one in await upcoming(scope, edition, county, settings)}
    earliest = earliest_from(await assessed.last_assessed_day(connection, tenant))
    seats = seats_of(edition, await reading_queries.bound_seats(connection, tenant, day))
    hidden = hidden_from(edition, await seats_held(scope, edition, identity))
    return MechanismView(
        code=mechanism.code,
        title=mechanism.title,
        county=mechanism.county,
        on=day,
        edition=edition.name,
        document=edition.document,
        in_force_from=edition.in_force_from,
        editions=[EditionView.of(one, in_force=one is edition) for one in mechanism.editions],
        structure=structure_of(edition),
        frameworks=[FrameworkView.of(one, edition) for one in edition.frameworks],
        clauses=clauses_of(edition),
        tracks=[grammar.track(edition.track)],
        items=_items(edition),
        keeping=KeepingView.of(edition),
        parameters=parameters_of(edition, rows, day, identity, earliest),
        project_fields=schema_of(edition.project_fields),
        seats=seats,
        project_seats=project_seats_of(edition),
        cases=[CaseKindView.of(one, edition, parameters, day) for one in edition.cases],
        rates=[RateKindView.of(one) for one in edition.rates],
        push_list=PushListKindView(edition.push_list.title, edition.push_list.clause, edition.push_list.start),
        reviews=[ReviewKindView.of(one, edition, parameters) for one in edition.reviews],
        clocks=[grammar.clock(one, parameters) for one in edition.clocks],
        checks=[CheckView(one.code, one.title, one.clause) for one in (*edition.checks, *edition.register_checks)],
        records=[grammar.record(one, parameters) for one in edition.records],
        letters=[grammar.letter(one, edition, parameters) for one in edition.letters],
        teams=[TeamKindView.of(one) for one in edition.teams],
        bodies=[BodyKindView.of(one, edition) for one in edition.bodies],
        inspections=[InspectionKindView.of(one, edition) for one in edition.inspections if one.code not in hidden],
        fast_lane=FastLaneView.maybe(edition.fast_lane),
        tasks=[TaskKindView(one.code, one.title, one.clause, one.closed_by) for one in edition.tasks],
        duties=[duty(one, parameters) for one in edition.duties],
        scoring=grammar.scoring(edition.scoring, parameters),
        classifications=[grammar.classification(one) for one in edition.classifications],
        breakdowns=[grammar.breakdown(one) for one in edition.breakdowns],
        orders=[grammar.order(one) for one in edition.orders],
        **acting(edition, parameters),
        **pushing(edition, parameters),
        schedules=[grammar.schedule(one, coming) for one in edition.schedules],
        **figure_views.declared(edition),
        registers=[RegisterView.of(one, edition) for one in edition.registers],
        further=further(edition, parameters),
        issue_categories=list(edition.issue_categories or edition.items.guarantees),
        urgencies=[Word.of(one) for one in Urgency],
        natures=[Word.of(one) for one in Nature],
        levels=[Word.of(one) for one in Level],
        colours=[*(Word.of(one) for one in Colour), UNRATED],
    )


def _items(edition: Edition) -> ItemsView:
    items = edition.items
    return ItemsView(list(items.nodes), list(items.guarantees), list(items.procedures))
