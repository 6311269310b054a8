"""The lists that can be taken away as workbooks."""

from litestar import Router
from litestar.di import Provide

from yipanqi_api.exports import columns
from yipanqi_api.exports.route import export_of
from yipanqi_api.findings.routes import list_findings
from yipanqi_api.issues.looking import provide_issues_wanted
from yipanqi_api.issues.routes import list_issues
from yipanqi_api.letters.looking import provide_filter
from yipanqi_api.letters.routes import list_letters
from yipanqi_api.projects.routes import WANTED, list_projects
from yipanqi_api.records.routes import list_records
from yipanqi_api.scores.routes import list_scores
from yipanqi_api.tasks.routes import list_tasks

_ISSUES = {"wanted": Provide(provide_issues_wanted, sync_to_thread=False)}
_LETTERS = {"wanted": Provide(provide_filter, sync_to_thread=False)}

exports_router = Router(
    "/v1",
    route_handlers=[
        export_of(list_projects, "/projects/export", "项目", columns.PROJECTS, WANTED),
        export_of(list_letters, "/letters/export", "文书", columns.LETTERS, _LETTERS),
        export_of(list_issues, "/issues/export", "问题", columns.ISSUES, _ISSUES),
        export_of(list_findings, "/findings/export", "检查发现", columns.FINDINGS),
        export_of(list_scores, "/scores/export", "单位得分", columns.SCORES),
        export_of(list_tasks, "/tasks/export", "任务", columns.TASKS),
        export_of(list_records, "/records/export", "工作记录", columns.RECORDS),
    ],
    tags=["exports"],
)
