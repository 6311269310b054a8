"""Charts: drawn by the typesetter, into the PDF as lines and into the .docx as a picture of the same drawing."""

import json
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from . import layout
from .glyphs import legible
from .model import Chart
from .text import line_of

_FOLDER = Path(__file__).parent
BARS = _FOLDER / "chart.typ"
"""The drawing itself; it is put before each template that uses it."""

_PIXELS_PER_INCH = 200
_DARK_BELOW = 0.6


def chart_fields(chart: Chart) -> dict[str, object]:
    """Give the chart as the typesetter's template reads it."""
    return {
        "kind": "chart",
        "caption": legible(line_of(chart.caption)),
        "categories": [legible(line_of(name)) for name in chart.categories],
        "series": [
            {
                "name": legible(line_of(one.name)),
                "colour": one.colour,
                "dark": _brightness(one.colour) < _DARK_BELOW,
                "values": list(one.values),
            }
            for one in chart.series
        ],
    }


def chart_picture(chart: Chart) -> bytes:
    """Return the chart as a PNG as wide as the text, byte for byte the same for the same chart."""
    data = json.dumps({"width": layout.TEXT_MM[0], "shown": chart_fields(chart)}, ensure_ascii=False)
    page = BARS.read_bytes() + (_FOLDER / "chart_page.typ").read_bytes()
    compiler = typst.Compiler(page, root=_FOLDER, font_paths=fonts(), sys_inputs={"chart": data})
    made = compiler.compile(format="png", ppi=_PIXELS_PER_INCH)
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned pages instead of one picture")
    return made


def chart_words(chart: Chart) -> str:
    """Say in words what the chart shows, for who cannot see it."""
    rows = (
        f"{name}：" + "、".join(f"{one.name} {one.values[place]}" for one in chart.series)
        for place, name in enumerate(chart.categories)
    )
    return f"{line_of(chart.caption)}。{'；'.join(rows)}"


@cache
def fonts() -> typst.Fonts:
    """Give the fonts that come with the program, and no other."""
    folder = pylopdf_fonts_zh_cn.serif_path().parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
