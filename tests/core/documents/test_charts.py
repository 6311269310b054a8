"""Charts: the same drawing in both forms, in words for who cannot see it, and refused when it cannot be drawn."""

import io
from datetime import date

import docx
import pytest

from yipanqi_core.documents.charts import chart_picture, chart_words
from yipanqi_core.documents.docx import render_docx
from yipanqi_core.documents.model import Chart, DocumentContentError, OfficialDocument, Series
from yipanqi_core.documents.pdf import render_pdf
from yipanqi_core.letters.frozen import freeze, thaw

CHART = Chart("各月颜色（个）", ("4月", "5月"), (Series("红", "C00000", (8, 0)), Series("#绿*", "70AD47", (0, 12))))


def bulletin(chart: Chart = CHART) -> OfficialDocument:
    return OfficialDocument(
        "县发展和改革局", "石发改通〔2024〕1号", "通报", "县委", (chart,), "县发展和改革局", date(2024, 7, 3)
    )


@pytest.mark.clause("SM-4.3")
def test_a_chart_stands_in_both_forms_the_same_bytes_each_time() -> None:
    assert chart_picture(CHART).startswith(b"\x89PNG")
    assert render_docx(bulletin()) == render_docx(bulletin())
    assert render_pdf(bulletin()) == render_pdf(bulletin())
    (picture,) = docx.Document(io.BytesIO(render_docx(bulletin()))).inline_shapes
    assert picture._inline.docPr.get("descr") == chart_words(CHART)


def test_a_chart_is_told_in_words_with_every_figure() -> None:
    assert chart_words(CHART) == "各月颜色（个）。4月：红 8、#绿* 0；5月：红 0、#绿* 12"


def test_a_chart_without_a_single_figure_above_zero_can_be_drawn() -> None:
    nothing = Chart("空", ("4月",), (Series("红", "C00000", (0,)),))
    assert render_pdf(bulletin(nothing)).startswith(b"%PDF")
    assert render_docx(bulletin(nothing))


def test_a_frozen_chart_comes_back_as_it_was() -> None:
    assert thaw(freeze(bulletin())) == bulletin()


@pytest.mark.parametrize("values", [(1,), (1, -1)])
def test_a_series_that_does_not_fit_the_categories_is_refused(values: tuple[int, ...]) -> None:
    with pytest.raises(DocumentContentError, match="每个类别一个不小于 0 的数"):
        Chart("图", ("4月", "5月"), (Series("红", "C00000", values),))


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(DocumentContentError, match="没有内容"):
        Chart("图", (), ())
