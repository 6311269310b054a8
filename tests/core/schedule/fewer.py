"""石棉's mechanism with three schedules only: tests of slots stay the same, whatever else a mechanism schedules."""

from dataclasses import replace

from yipanqi_core.mechanism.registry import Registry, installed

MONTHLY = {"monthly_assessment", "monthly_publication", "quarterly_boards"}


def monthly_registry() -> Registry:
    """Give the registry that tests of slots and of workers run on."""
    mechanism = installed().mechanism("shimian")
    editions = (
        replace(one, schedules=tuple(each for each in one.schedules if each.code in MONTHLY))
        for one in mechanism.editions
    )
    return Registry([replace(mechanism, editions=tuple(editions))])
