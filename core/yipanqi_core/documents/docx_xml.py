"""The few WordprocessingML elements that python-docx has no words for."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

LATIN = "Times New Roman"

# Word refuses a file whose properties stand in another order than its schema gives them.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc",
}


def qualified(name: str) -> str:
    """Return the namespaced form of `name`, an element or attribute of WordprocessingML."""
    return qn(f"w:{name}")


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return a new element with its attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qualified(key), value)
    return made


def put(properties: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    """Set a property where the schema wants it, in place of one that is there, and return it."""
    made = element(name, **attributes)
    for present in properties.findall(qualified(name)):
        properties.remove(present)
    order = _ORDER[properties.tag.rpartition("}")[2]].split()
    followers = [f"w:{later}" for later in order[order.index(name) + 1 :]]
    properties.insert_element_before(made, *followers)
    return made


def rule(eighths: int, color: str = "000000") -> dict[str, str]:
    """Return the attributes of a single line, its thickness in eighths of a point."""
    return {"val": "single", "sz": str(eighths), "space": "0", "color": color}


def use_font(run_properties: BaseOxmlElement, east_asian: str) -> None:
    """Name the font of Chinese text; quotation marks and dashes go with the Chinese."""
    put(
        run_properties, "rFonts", hint="eastAsia", ascii=LATIN, hAnsi=LATIN, eastAsia=east_asian, cs=LATIN
    )  # fmt: skip
