"""The closed sets of words that every county shares, each with the Chinese label that data and documents use."""

from enum import StrEnum
from typing import Any, Self, cast


class Labelled(StrEnum):
    """A word with its Chinese label; the word is stored and served, the label is shown and read from workbooks."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make the member `value` carrying `label`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """Give the member of this value. Raises KeyError."""
        found: Any = cls._value2member_map_[value]
        return cast("Self", found)

    @classmethod
    def by_label(cls) -> dict[str, Self]:
        """Map every Chinese label to its member, in the order of declaration."""
        return {member.label: member for member in cls}


class UnitKind(Labelled):
    """单位类别."""

    DEPARTMENT = "department", "县直部门"
    TOWNSHIP = "township", "乡镇"
    ZONE = "zone", "开发区"
    STATE_ENTERPRISE = "state_enterprise", "县属国企"
    OWNER = "owner", "项目业主"
    OFFICE = "office", "办公室"
    OTHER = "other", "其他"


class Role(Labelled):
    """角色: what a user may see and do."""

    LEADER = "leader", "县领导"
    OFFICE = "office", "发改部门"
    DEPARTMENT = "department", "部门"
    CLERK = "clerk", "经办"
    TOWNSHIP = "township", "乡镇"
    OWNER = "owner", "业主"
    INSPECTOR = "inspector", "督查"
    ADMIN = "admin", "管理员"
    AUDIT = "audit", "审计"


class Nature(Labelled):
    """项目性质."""

    INVESTMENT_PROMOTION = "investment_promotion", "招商引资"
    GOVERNMENT_INVESTMENT = "government_investment", "政府投资"
    ENTERPRISE_INVESTMENT = "enterprise_investment", "企业投资"


class Level(Labelled):
    """项目层级."""

    PROVINCE = "province", "省重点"
    CITY = "city", "市重点"
    COUNTY = "county", "县重点"


class ItemKind(Labelled):
    """What a dated item of a project is."""

    NODE = "node", "节点"
    GUARANTEE = "guarantee", "要素"
    PROCEDURE = "procedure", "手续"


class DecidingLevel(Labelled):
    """办理层级: at which level of government an item is decided."""

    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    STATE = "state", "国家级"


class Urgency(Labelled):
    """轻重缓急."""

    URGENT = "urgent", "急"
    IMPORTANT = "important", "重"
    ROUTINE = "routine", "缓"


class Colour(Labelled):
    """四色标识, the gravest first."""

    RED = "red", "红"
    YELLOW = "yellow", "黄"
    BLUE = "blue", "蓝"
    GREEN = "green", "绿"


class ResponsibilityKind(Labelled):
    """责任: which part a unit or post has in a project."""

    LEAD_UNIT = "lead_unit", "责任单位"
    OWNER = "owner", "业主单位"
    LEADER = "leader", "包抓领导"
    CHAIN = "chain", "链长"  # the head of the key industry chain that the project belongs to
    LINE = "line", "线长"
    POINT = "point", "点长"
