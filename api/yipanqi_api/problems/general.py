"""Kinds of problems that any route may answer with."""

from yipanqi_api.problems.kinds import kind

INVALID_REQUEST = kind(
    "invalid_request",
    400,
    ("请求不符合要求", "The request does not fit"),
    (
        "请求的参数或内容与接口说明不符，errors 指明了位置。",
        "A parameter or the body does not fit; errors names the place.",
    ),
    ("按 errors 所指位置修改后重发。", "Mend what errors points at and send it again."),
)
MALFORMED_JSON = kind(
    "malformed_json",
    400,
    ("内容不是合法的 JSON", "The body is not JSON"),
    ("请求内容不能按 UTF-8 编码的 JSON 解析。", "The body cannot be read as JSON in UTF-8."),
    ("检查括号、引号、逗号与编码。", "Check brackets, quotes, commas and encoding."),
)
UNKNOWN_PARAMETER = kind(
    "unknown_parameter",
    400,
    ("不认识的查询参数", "Unknown query parameter"),
    (
        "查询中有该接口没有的参数，或一个参数给了多次。",
        "The query has a parameter this route lacks, or one given more than once.",
    ),
    ("按 detail 中列出的可用参数修改。", "Use the parameters that detail names."),
)
INVALID_CURSOR = kind(
    "invalid_cursor",
    400,
    ("翻页游标无效", "The cursor is not good"),
    ("游标残缺，或来自另一种筛选、排序。", "The cursor is damaged or belongs to another filter or order."),
    (
        "去掉 cursor 从第一页重新开始，翻页时保持其他参数不变。",
        "Start again without cursor and keep the other parameters while paging.",
    ),
)
INVALID_IDEMPOTENCY_KEY = kind(
    "invalid_idempotency_key",
    400,
    ("Idempotency-Key 不合规", "The Idempotency-Key is not well formed"),
    ("应为 1–200 个可见的 ASCII 字符。", "It should be 1 to 200 visible ASCII characters."),
    ("每个新操作生成一个 UUID 作为键。", "Make a UUID for each new act."),
)
SIGN_IN_REQUIRED = kind(
    "sign_in_required",
    401,
    ("需要登录", "Sign in first"),
    ("请求没有有效的访问令牌。", "The request carries no valid access token."),
    (
        "用 POST /v1/auth/token 登录，或用 POST /v1/auth/refresh 换取新令牌。",
        "Use POST /v1/auth/token or POST /v1/auth/refresh.",
    ),
)
PERMISSION_REFUSED = kind(
    "permission_refused",
    403,
    ("没有权限", "Not allowed to this role"),
    ("登录者的角色不能进行此操作。", "The role of the signed-in user may not do this."),
    ("由 detail 所列角色的人员办理。", "Someone of the roles named in detail may."),
)
WRONG_ACTOR = kind(
    "wrong_actor",
    403,
    ("应由他人办理", "Someone else must do this"),
    (
        "角色有此权限，但此事归其他单位或人员。",
        "The role may do this in general, but this one belongs to someone else.",
    ),
    ("由 detail 所指的单位或人员办理。", "The unit or person named in detail may."),
)
NOT_FOUND = kind(
    "not_found",
    404,
    ("没有找到", "Not found"),
    ("本县没有这一对象，或没有这一地址。", "This county has no such thing, or there is no such address."),
    ("核对地址与编号。", "Check the address and the id."),
)
METHOD_NOT_ALLOWED = kind(
    "method_not_allowed",
    405,
    ("该地址不支持这一方法", "The address does not take this method"),
    (
        "地址存在，但不接受这一 HTTP 方法；可用的见 Allow 响应头。",
        "The address exists but not for this method; see the Allow header.",
    ),
    ("改用 Allow 中的方法。", "Use a method named in Allow."),
)
RULE_REFUSES = kind(
    "rule_refuses",
    409,
    ("机制规定不允许", "A rule refuses"),
    (
        "按本县机制的条款（见 clause）或对象的当前状态，此事现在不能办。",
        "A clause of the mechanism, or the present state, does not allow this now.",
    ),
    ("按 detail 的说明补齐条件后再办。", "Meet what detail asks for, then try again."),
)
ALREADY_EXISTS = kind(
    "already_exists",
    409,
    ("已经存在或正被引用", "It exists already or is referred to"),
    (
        "同名、同号的对象已经存在，或所引用的对象不存在。",
        "Something with this name or number exists, or what is referred to does not.",
    ),
    ("换一个名称或编号，或先取得最新内容。", "Choose another, or read the latest state first."),
)
REQUEST_IN_FLIGHT = kind(
    "request_in_flight",
    409,
    ("同一请求正在办理", "The same request is under way"),
    (
        "使用同一 Idempotency-Key 的上一个请求尚未办完。",
        "The first request with this Idempotency-Key has not finished.",
    ),
    ("按 Retry-After 稍候，用同一个键重试。", "Wait for Retry-After, then repeat with the same key."),
)
STALE_VERSION = kind(
    "stale_version",
    412,
    ("内容已被他人更新", "Someone changed it meanwhile"),
    ("If-Match 给出的版本不是当前版本，未作更改。", "If-Match is not the present version; nothing was changed."),
    ("重新读取，在新版本上修改后再提交。", "Read it again and apply the change to the new version."),
)
TOO_LARGE = kind(
    "too_large",
    413,
    ("内容过大", "The body is too large"),
    ("一般请求不超过 1 MiB，上传工作簿不超过 16 MiB。", "A request may have 1 MiB, an uploaded workbook 16 MiB."),
    ("分批提交或缩小文件。", "Send it in parts or make it smaller."),
)
UNSUPPORTED_MEDIA_TYPE = kind(
    "unsupported_media_type",
    415,
    ("内容类型不支持", "Unsupported content type"),
    ("该接口不接受这种 Content-Type。", "The route does not take this Content-Type."),
    ("一般请求用 application/json。", "Use application/json."),
)
IDEMPOTENCY_KEY_REUSED = kind(
    "idempotency_key_reused",
    422,
    ("Idempotency-Key 已用于另一请求", "The Idempotency-Key was used for another request"),
    ("同一个键此前用于内容不同的请求。", "The same key came with different content before."),
    ("新的操作换一个新键。", "Use a new key for a new act."),
)
VERSION_REQUIRED = kind(
    "version_required",
    428,
    ("需要 If-Match", "If-Match is needed"),
    ("更改对象须说明所依据的版本，以免覆盖他人的更改。", "A change must name the version it rests on."),
    ("先读取对象，把响应头 ETag 原样放入 If-Match。", "Read the item and send its ETag as If-Match."),
)
INTERNAL_ERROR = kind(
    "internal_error",
    500,
    ("服务内部错误", "Internal error"),
    ("服务出错，本次操作没有生效。", "The service failed; nothing was changed."),
    (
        "可用同一 Idempotency-Key 重试；仍出错请把 trace_id 告知管理员。",
        "Retry with the same Idempotency-Key; if it persists report trace_id.",
    ),
)
UNAVAILABLE = kind(
    "unavailable",
    503,
    ("暂时不能服务", "Temporarily unavailable"),
    (
        "数据库暂时连不上或正忙，本次操作的结果未能确认。",
        "The database is away or busy; the outcome was not confirmed.",
    ),
    (
        "按 Retry-After 稍候重试；写操作用同一 Idempotency-Key。",
        "Retry after Retry-After, writes with the same Idempotency-Key.",
    ),
)
RATE_LIMITED = kind(
    "rate_limited",
    429,
    ("请求过于频繁", "Too many requests"),
    (
        "一个人每分钟的请求数有限（见 RateLimit-Limit），本次未办理。",
        "A person has so many requests a minute (RateLimit-Limit); this one was not carried out.",
    ),
    (
        "按 Retry-After 稍候再发；成批的事用 …/batch，随时更新的用 GET /v1/events。",
        "Wait for Retry-After; use the batch routes for many acts and GET /v1/events to stay up to date.",
    ),
)
OVERLOADED = kind(
    "overloaded",
    503,
    ("服务正忙", "Too busy"),
    ("正在办理的请求已满，本次未办理。", "As much is under way as the service takes on; this was not carried out."),
    ("按 Retry-After 稍候重试。", "Try again after Retry-After."),
)
TOO_MANY_STREAMS = kind(
    "too_many_streams",
    429,
    ("同时订阅的事件流太多", "Too many streams of events"),
    ("一个人同时打开的事件流有限，或服务打开的已满。", "A person, and the service, hold only so many streams open."),
    (
        "关掉不用的页面，按 Retry-After 稍候再连；一个前端共用一条流。",
        "Close what is not used and try again after Retry-After; share one stream in a front end.",
    ),
)
