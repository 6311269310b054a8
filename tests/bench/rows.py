"""The rows that are rates: ours against the bare server's, by turns in one run."""

import statistics
from collections.abc import Sequence

from tests.bench.load import Ask, Server, rate

ROUNDS = 3

Rows = dict[str, tuple[str, float, Ask, Ask]]
"""By the name that a command line may give: what it is, its aim, and what is asked of either server."""


async def compare(ours: Server, bare: Server, our_ask: Ask, bare_ask: Ask) -> tuple[float, float, float]:
    """Measure both by turns; give the medians of ours, of the bare one, and of the ratio."""
    pairs = [(await rate(ours, our_ask), await rate(bare, bare_ask)) for _ in range(ROUNDS)]
    middle = statistics.median
    return middle(a for a, _ in pairs), middle(b for _, b in pairs), middle(a / b for a, b in pairs)


async def compared(rows: Rows, wanted: Sequence[str], port: int, bare_port: int) -> None:
    """Print the rows that are wanted."""
    if not rows.keys() & {*wanted}:
        return
    print(f"| {'8 clients':<50} | ours/s | bare/s | share | aim |\n|{'-' * 52}|-------:|-------:|------:|----:|")
    for name, aim, our_ask, bare_ask in (rows[key] for key in wanted if key in rows):
        a, b, share = await compare(Server(port, ""), Server(bare_port, ""), our_ask, bare_ask)
        print(f"| {name:<50} | {a:6.0f} | {b:6.0f} | {share:5.2f} | {aim:.2f} |", flush=True)
