"""The rows that are rates: ours against the bare server's, by turns in one run."""

import statistics
from collections.abc import Mapping, Sequence

from tests.bench.load import Ask, Server, rate, warm

ROUNDS = 3

Rows = dict[str, tuple[str, float, Ask, Ask]]
"""By the name that a command line may give: what it is, its aim, and what is asked of either server."""


async def compare(ours: Server, bare: Server, our_ask: Ask, bare_ask: Ask) -> tuple[float, float, float]:
    """Measure both by turns; give the medians of ours, of the bare one, and of the ratio."""
    for server, ask in ((ours, our_ask), (bare, bare_ask)):
        await warm(server, ask)  # a process that has just started compiles and plans
    pairs = [(await rate(ours, our_ask), await rate(bare, bare_ask)) for _ in range(ROUNDS)]
    middle = statistics.median
    return middle(a for a, _ in pairs), middle(b for _, b in pairs), middle(a / b for a, b in pairs)


async def compared(rows: Rows, wanted: Sequence[str], port: int, bare_port: int, others: Mapping[str, int]) -> None:
    """Print the rows that are wanted; `others` are ports of ours that a row has for itself."""
    if not rows.keys() & {*wanted}:
        return
    print(f"| {'8 clients':<50} | ours/s | bare/s | share | aim |\n|{'-' * 52}|-------:|-------:|------:|----:|")
    for key in (key for key in wanted if key in rows):
        name, aim, our_ask, bare_ask = rows[key]
        a, b, share = await compare(Server(others.get(key, port), ""), Server(bare_port, ""), our_ask, bare_ask)
        print(f"| {name:<50} | {a:6.0f} | {b:6.0f} | {share:5.2f} | {aim:.2f} |", flush=True)
