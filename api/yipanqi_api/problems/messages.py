"""The decoder's English messages put into Chinese with the place as a JSON pointer."""

import re

NOTHING_SENT = "请求没有内容，请按接口说明填写"
_PLACE = re.compile(r" - at `(?:key in )?\$?([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_TYPES = {
    "int": "整数",
    "str": "文本",
    "bool": "true 或 false",
    "null": "null",
    "object": "对象",
    "array": "数组",
    "float": "数字",
    "uuid": "UUID",
    "date": "日期（YYYY-MM-DD）",
    "datetime": "时刻（RFC 3339）",
    "decimal": "数值",
    "bytes": "字节",
    "number": "数字",
}
_PATTERN = re.compile(r"Expected `str` matching regex '(.+)'$")
_DECIMAL = re.compile(r"\^(-\?)?\[0-9\]\{1,(\d+)\}\(\\\.\[0-9\]\{1,2\}\)\?\$")
_MONTH = "应为月份，如 2024-06"
_PATTERNS = {r"^20[0-9]{2}-(0[1-9]|1[0-2])$": _MONTH, r"^[0-9]{4}-(0[1-9]|1[0-2])$": _MONTH, r"\S": "不能只有空白"}
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Expected `([^`]+)`, got `([^`]+)`$"), "应为{0}，得到{1}"),
    (re.compile(r"Expected `([^`]+)`$"), "应为{0}"),
    (re.compile(r"Object missing required field `([^`]+)`"), "缺少必填字段 {0}"),
    (re.compile(r"Object contains unknown field `([^`]+)`"), "不认识的字段 {0}"),
    (re.compile(r"Invalid enum value (.+)$"), "不在可选值之内：{0}"),
    (re.compile(r"Expected `str` of length >= (\d+)"), "至少 {0} 个字符"),
    (re.compile(r"Expected `str` of length <= (\d+)"), "至多 {0} 个字符"),
    (re.compile(r"Expected `(?:array|object)` of length >= (\d+)"), "至少 {0} 项"),
    (re.compile(r"Expected `array` of length <= (\d+)"), "至多 {0} 项"),
    (re.compile(r"Expected `(?:int|float|decimal)` >= (\S+)"), "不小于 {0}"),
    (re.compile(r"Expected `(?:int|float|decimal)` <= (\S+)"), "不大于 {0}"),
    (re.compile(r"Expected `(?:int|float|decimal)` > (\S+)"), "大于 {0}"),
    (re.compile(r"Expected `(?:int|float|decimal)` < (\S+)"), "小于 {0}"),
    (_PATTERN, ""),
    (re.compile(r"Invalid UUID"), "不是合法的 UUID"),
    (re.compile(r"Invalid RFC3339 encoded date(?!time)"), "不是合法的日期，应为 YYYY-MM-DD"),
    (re.compile(r"Invalid RFC3339 encoded datetime"), "不是合法的时刻，应为 RFC 3339 格式"),
    (re.compile(r"Invalid ISO8601"), "不是合法的日期时间"),
    (re.compile(r"Integer value out of range"), "整数超出范围"),
    (re.compile(r"Number out of range"), "数字超出范围"),
    (re.compile(r"'data'$"), NOTHING_SENT),
    (re.compile(r"Unsupported type"), "应为一个带文件名的上传文件"),
)


def explain(message: str) -> tuple[str, str]:
    """Turn one message into (JSON pointer, Chinese sentence); an unknown message is passed on as it is."""
    place = _PLACE.search(message)
    text = message[: place.start()] if place else message
    pointer = "".join(f"/{step(one[1] or one[2])}" for one in _STEP.finditer(place.group(1))) if place else ""
    missing = re.match(r"Object (?:missing required|contains unknown) field `([^`]+)`", text)
    if missing:
        pointer += f"/{step(missing.group(1))}"
    return pointer, _translate(text)


def _translate(text: str) -> str:
    for pattern, form in _FORMS:
        if found := pattern.match(text):
            if pattern is _PATTERN:
                return _form(found[1].replace("\\\\", "\\"))
            return form.format(*(_words(group) for group in found.groups()))
    return text


def _form(regex: str) -> str:
    """Say a pattern that a text must have, as one would to a clerk."""
    if amount := _DECIMAL.fullmatch(regex):
        sign = "" if amount[1] else "不为负、"
        return f'应为{sign}至多 {amount[2]} 位整数、两位小数的数（金额以万元计），写作文本，如 "1000.50"'
    return _PATTERNS.get(regex, f"格式应符合 {regex}")


def _words(group: str) -> str:
    if not re.fullmatch(r"[a-z]+( \| [a-z]+)*", group):
        return group
    return "或".join(_TYPES.get(word, word) for word in group.split(" | "))


def step(name: str) -> str:
    """Write a name as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")
