"""What people do in bulk."""

from litestar import Router

from yipanqi_api.batches.route import batch_of
from yipanqi_api.figures.routes import record_figure
from yipanqi_api.issues import acting as issues
from yipanqi_api.items.replans import request_replan
from yipanqi_api.items.routes import add_item, change_item, complete_item
from yipanqi_api.ledgers.routes import make_report
from yipanqi_api.records.routes import create_record
from yipanqi_api.rectifications.routes import confirm_rectification, report_rectification
from yipanqi_api.registers.routes import write_entry
from yipanqi_api.reports.routes import report_progress
from yipanqi_api.targets.routes import set_target

batches_router = Router(
    "/v1",
    route_handlers=[
        batch_of(issues.raise_issue, "/issues/batch"),
        batch_of(issues.change_issue, "/issues/changes/batch"),
        batch_of(issues.escalate_issue, "/issues/escalation/batch"),
        batch_of(issues.resolve_issue, "/issues/resolution/batch"),
        batch_of(issues.strike_off_issue, "/issues/strike-off/batch"),
        batch_of(add_item, "/items/batch"),
        batch_of(change_item, "/items/changes/batch"),
        batch_of(complete_item, "/items/completion/batch"),
        batch_of(request_replan, "/items/replans/batch"),
        batch_of(report_progress, "/projects/reports/batch"),
        batch_of(create_record, "/records/batch"),
        batch_of(make_report, "/ten-day-reports/batch"),
        batch_of(report_rectification, "/rectifications/measure/batch"),
        batch_of(confirm_rectification, "/rectifications/confirmation/batch"),
        batch_of(record_figure, "/figures/batch"),
        batch_of(set_target, "/targets/batch"),
        batch_of(write_entry, "/registers/entries/batch"),
    ],
    tags=["batches"],
)
