"""What a route asks for is provided one by one, and the transaction last.

Litestar provides what does not depend on each other in tasks of their own, which costs more than any of it takes;
and a transaction would be opened for a request whose other parameters are refused.
"""

from litestar import Litestar
from litestar.routes import HTTPRoute


def one_by_one(app: Litestar, last: str) -> None:
    """Let every route have its dependencies one after another; what is named `last` is opened after its like."""
    for route in app.routes:
        for _, model in route.route_handler_map.values() if isinstance(route, HTTPRoute) else ():
            model.dependency_batches = [
                {each}
                for batch in model.dependency_batches
                for each in sorted(batch, key=lambda one: (one.key == last, one.key))
            ]
