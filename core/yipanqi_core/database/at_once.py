"""Readings of several statements answered in one round trip, without being written as one.

A reading calls query functions one after another. Those marked `@at_once` are remembered by the reading's name: from
the second time on, their statements are put together, sent as one, and every call is given its rows. What is called
with other arguments is asked by itself, so an answer never depends on what was remembered.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from hashlib import blake2b
from inspect import signature
from typing import Any, NoReturn, ParamSpec, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, Uuid, bindparam, literal
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import BindParameter, ClauseList, Grouping
from sqlalchemy.sql.visitors import replacement_traverse

from yipanqi_core.database.bundle_queries import Bundle, OneOf, fit_for_a_bundle, with_arrays
from yipanqi_core.database.direct import Listening

P = ParamSpec("P")
T = TypeVar("T")
_Call = tuple[Callable[..., Any], tuple[Any, ...]]  # with its arguments: constants, or roles of given values
_MOST = 64  # readings remembered, and calls of one
_CONSTANT = frozenset({str, int, bool})
_DAYS = ((None, 1), (1, 1), (12, 1), (12, 31))  # (month, day)s that statements may take from a day


class _Role(str):
    """The name of a value that a reading was given."""

    __slots__ = ()


class _Told(Exception):  # noqa: N818  # not an error: it carries the statement out of the query function
    def __init__(self, statement: Select[Any]) -> None:
        super().__init__()
        self.statement = statement


class _Listener(Listening):
    def tell(self, statement: Any, values: Mapping[str, Any]) -> NoReturn:
        if not isinstance(statement, Select):
            raise TypeError("only what is selected can be put together")
        raise _Told(_with_values(statement, values))

    async def execute(self, statement: Any, values: Mapping[str, Any] | None = None) -> None:
        self.tell(statement, values or {})


class _Day(BindParameter[date]):
    """A day as a parameter; its year, and first and last days, are parameters of their own."""

    inherit_cache = True

    @property
    def year(self) -> Any:
        return bindparam(f"{self.key}__year", type_=Integer())

    def replace(self, *, month: int | None = None, day: int) -> Any:
        if (month, day) not in _DAYS:
            raise TypeError("only the first and last days of month and year")
        return bindparam(f"{self.key}__{month}_{day}", type_=Date())


def at_once(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Mark a query function that does nothing but run one statement and list its rows."""
    rest = list(signature(function).parameters.values())[1:]

    @wraps(function)
    async def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        reading = args[0]
        if not isinstance(reading, AtOnce):
            return await function(*args, **kwargs)
        left = rest[len(args) - 1 :]
        given = [*args[1:], *[kwargs.get(each.name, each.default) for each in left]] if left else args[1:]
        return cast("T", await reading.ask(function, given))

    return ask


class AtOnce:
    """Stands in for a connection while a reading runs; `given` are the values that its calls have in common."""

    def __init__(self, connection: Any, name: Hashable, given: Mapping[str, Any]) -> None:
        self.connection = connection
        self._given = {_Role(role): value for role, value in given.items() if value is not None}
        self._roles = {_plain(value): role for role, value in self._given.items()}
        self._met: dict[int, tuple[Any, _Role]] = {}  # values that came as arguments, by what they are
        self._name = name, frozenset(role for role, value in self._given.items() if _is_one(value))
        self._plan: _Plan | None = None
        self._texts: Mapping[str, str] = {}
        self._rows: dict[_Call, list[Any]] = {}
        self._beyond = False  # something was asked by itself
        self._learnt: dict[_Call, Select[Any]] = {}

    def __getattr__(self, name: str) -> Any:
        """Be the connection in everything else."""
        self._beyond = True
        return getattr(self.connection, name)

    async def __aenter__(self) -> AsyncConnection:
        """Ask all that is remembered of the reading."""
        plan = self._plan = _plans.get(self._name)
        if plan is not None:
            self._texts = await plan.bundle.texts(self.connection, **_values(self._given))
        return cast("AsyncConnection", self)

    def seen(self) -> bytes | None:
        """Give a digest of all that was read at once; None when there was more to ask.

        Whoever has the same digest, and asked nothing by itself either, has read the very same rows.
        """
        if self._plan is None or self._beyond:
            return None
        return blake2b("\0".join(self._texts.values()).encode(), digest_size=16).digest()

    async def __aexit__(self, *_: object) -> None:
        """Remember what was not remembered yet."""
        if _learning.get(self._name) is self:
            del _learning[self._name]
        known = _plans.get(self._name)
        if not self._learnt or (known is not None and known.statements.keys() >= self._learnt.keys()):
            return  # nothing new, or someone else has learnt it meanwhile
        before = _plans.pop(self._name, None)
        if len(_plans) >= _MOST:
            _plans.pop(next(iter(_plans)))
        statements = (before.statements if before else {}) | self._learnt
        _plans[self._name] = _Plan(dict(list(statements.items())[:_MOST]))

    def _role_of(self, value: Any) -> Any:
        """Name a value by its role; a constant stays what it is. Raises LookupError."""
        if value is None or type(value) in _CONSTANT:
            return value
        if (met := self._met.get(id(value))) is not None:
            return met[1]
        plain = _plain(value)
        if plain is None or isinstance(plain, bool | int | str):
            return plain
        if isinstance(plain, UUID | date | tuple):
            if (role := self._roles.get(plain)) is not None:
                self._met[id(value)] = value, role  # held, so that no other value takes its address
                return role
            if isinstance(plain, tuple) and all(isinstance(each, str) for each in plain):
                return plain
        raise LookupError("neither constant nor given")

    async def ask(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """Give the rows of a call: those already here, or those that it finds itself."""
        try:
            call = function, tuple([self._role_of(each) for each in arguments])
        except LookupError:
            self._beyond = True
            return await function(self.connection, *arguments)
        if (rows := self._rows.get(call)) is not None:
            return rows
        if self._plan is not None and (name := self._plan.names.get(call)) is not None:
            rows = self._rows[call] = self._plan.bundle.rows(name, self._texts[name])
            return rows
        self._beyond = True
        if call not in _alone:
            self._learn(call)
        return await function(self.connection, *arguments)

    def _learn(self, call: _Call) -> None:
        if _learning.setdefault(self._name, self) is not self:
            return  # of those that began at the same time one learns
        function, arguments = call
        told = [_parameter(each, self._given[each]) if isinstance(each, _Role) else each for each in arguments]
        with suppress(Exception):  # whatever hinders learning, the call is answered as if it were not marked
            try:
                function(_Listener(), *told).send(None)
            except _Told as heard:
                self._learnt[call] = fit_for_a_bundle(with_arrays(heard.statement))
        if call not in self._learnt and len(_alone) < _MOST * _MOST:
            _alone.add(call)


@dataclass(frozen=True)
class _Plan:
    statements: dict[_Call, Select[Any]]

    @cached_property
    def names(self) -> dict[_Call, str]:
        return {call: f"q{place}" for place, call in enumerate(self.statements)}

    @cached_property
    def bundle(self) -> Bundle:
        return Bundle({self.names[call]: statement for call, statement in self.statements.items()})


_plans: dict[Hashable, _Plan] = {}
_learning: dict[Hashable, AtOnce] = {}
_alone: set[_Call] = set()  # calls whose statement cannot be told beforehand: each is asked by itself


def _plain(value: Any) -> Any:
    """Give a value as it can be looked up; lists count by what they hold."""
    return tuple(value) if isinstance(value, (list, tuple)) else value


def _parameter(role: str, value: Any) -> Any:
    if isinstance(value, UUID):
        return bindparam(role, type_=Uuid())
    if isinstance(value, date):
        return _Day(role, type_=Date())
    return [bindparam(role, type_=Uuid()) if _is_one(value) else OneOf(role, type_=Uuid())]


def _is_one(value: Any) -> bool:
    """Tell whether a list is of one: asked for by `=`, which the planner can judge, and not as an array."""
    return isinstance(value, list | tuple) and len(value) == 1


def _values(given: Mapping[_Role, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {str(role): value for role, value in given.items()}
    for role, value in given.items():
        if _is_one(value):
            values[role] = value[0]
        if isinstance(value, date):
            values[f"{role}__year"] = value.year
            for month, day in _DAYS:
                values[f"{role}__{month}_{day}"] = value.replace(month=month or value.month, day=day)
    return values


def _with_values(statement: Select[Any], values: Mapping[str, Any]) -> Select[Any]:
    def replaced(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter) or element.key not in values:
            return None
        value = values[element.key]
        if isinstance(value, list):
            return value[0] if isinstance(value[0], OneOf) else Grouping(ClauseList(*value))
        return value if isinstance(value, ColumnElement) else literal(value, element.type)

    return cast("Select[Any]", replacement_traverse(statement, {}, replaced))
