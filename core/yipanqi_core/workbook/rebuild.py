"""Copies a checked workbook into a container of plain shape, scanning each sheet on the way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from yipanqi_core.workbook.limits import FileLimits
from yipanqi_core.workbook.package import Package, SheetPart
from yipanqi_core.workbook.scan import SheetScan, SheetScanner

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rebuild(package: Package, limits: FileLimits) -> tuple[IO[bytes], list[SheetScan]]:
    """Copy what was checked, and nothing else, into a container of plain shape for the parser.

    Two zip readers may see two different files in one; the parser is shown only the one that was checked.
    """
    clean, scans, left = io.BytesIO(), list[SheetScan](), limits.cells
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for index, part in enumerate(package.sheets, 1):
            scans.append(_copied_sheet(package, part, target, index, SheetScanner(part.title, limits, left)))
            left -= scans[-1].cells
        for kind, path in package.shared.items():
            with target.open(f"xl/{kind}.xml", "w") as copy:
                copy.writelines(package.chunks(path))
        _write_plan(target, package)
    clean.seek(0)
    return clean, scans


def _copied_sheet(
    package: Package, part: SheetPart, target: zipfile.ZipFile, index: int, scanner: SheetScanner
) -> SheetScan:
    with target.open(f"xl/worksheets/sheet{index}.xml", "w") as copy:

        def teed() -> Iterator[bytes]:
            for chunk in package.chunks(part.path):
                copy.write(chunk)
                yield chunk

        return scanner.run(teed())


def _write_plan(target: zipfile.ZipFile, package: Package) -> None:
    """Write the parts that tell a parser which sheets there are and where."""
    numbers = range(1, len(package.sheets) + 1)
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    workbook = f'<workbookPr date1904="{int(package.date1904)}"/><sheets>{sheets}</sheets>'
    links = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    links += [(name, name, f"{name}.xml") for name in package.shared]
    relations = "".join(f'<Relationship Id="{i}" Type="{_LINKS}/{kind}" Target="{to}"/>' for i, kind, to in links)
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    target.writestr("[Content_Types].xml", f'<Types xmlns="{types}"/>')
    root = f'<Relationship Id="r0" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    target.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
    target.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{workbook}</workbook>')
    target.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>')
