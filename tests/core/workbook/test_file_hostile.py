"""Whatever a file is, the service lives and says what is wrong with it."""

import asyncio
import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yipanqi_core.workbook.child import read_workbook, read_workbook_async
from yipanqi_core.workbook.limits import MIB, READING
from yipanqi_core.workbook.raw import RawWorkbook, WorkbookFileError

SAMPLE = (Path(__file__).parents[2] / "data" / "shimian-2024.xlsx").read_bytes()
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>单位名称</t></is></c></row>'
MANY_ATTRIBUTES = " ".join(f"a{n}=''" for n in range(9999))
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "haha"}">' for n in range(12))


def sheet(cells: str = CELL, before: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{head}<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{cells}</sheetData></worksheet>'


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def parts_of(*sheets: str | bytes, **others: str | bytes) -> dict[str, str | bytes]:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(sheets, 1)},
        **others,
    }


def is_read_or_refused(data: bytes) -> bool:
    try:
        return isinstance(read_workbook(data), RawWorkbook)
    except WorkbookFileError as refusal:
        return "请" in str(refusal)


def a_million_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return packed(parts_of(sheet(), sheet(rows)))


def a_bomb() -> bytes:
    return packed(parts_of(sheet(" " * (100 * MIB))))


def a_lying_bomb() -> bytes:
    """Declare 1,000 bytes for a part that unfolds to 50 MB."""
    data = packed(parts_of(sheet("<row/>" + " " * (50 * MIB))))
    size = len(sheet("<row/>" + " " * (50 * MIB)).encode())
    return data.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def encrypted_entry() -> bytes:
    data = bytearray(packed(parts_of(sheet())))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


CRAFTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing at all": (lambda: b"", "空的"),
    "random bytes": (lambda: random.Random(1).randbytes(5000), "不是 .xlsx"),
    "a csv in UTF-8": (lambda: "单位名称,类别\n县发改局,县直部门\n".encode() * 300, "CSV"),
    "a csv in GBK": (lambda: "单位名称,类别\n县发改局,县直部门\n".encode("gbk") * 300, "CSV"),
    "a web page": (lambda: b"<html><table></table></html>", "网页"),
    "a PDF": (lambda: b"%PDF-1.7 ...", "PDF"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), r"旧版 \.xls.*另存为"),
    "a workbook with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "取消密码",
    ),
    "too large a file": (lambda: b"PK\x03\x04" + bytes(17 * MIB), "最多 16 MB"),
    "a zip of something else": (lambda: packed({"a.txt": "x"}), "压缩包"),
    "a Word document": (lambda: packed({"[Content_Types].xml": "", "word/document.xml": ""}), "Word"),
    "a binary workbook": (lambda: packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb"),
    "an OpenDocument sheet": (lambda: packed({"mimetype": "x", "content.xml": ""}), "OpenDocument"),
    "a truncated file": (lambda: SAMPLE[: len(SAMPLE) // 2], "损坏"),
    "a file without its end": (lambda: SAMPLE[:-10], "损坏"),
    "a part that is not XML": (lambda: packed(parts_of(b"\xff\xfejunk" * 99)), "损坏"),
    "no sheet": (lambda: packed(parts_of()), "没有完整的工作表"),
    "a sheet that is not there": (
        lambda: packed({k: v for k, v in parts_of(sheet()).items() if "sheet1" not in k}),
        "没有完整的工作表",
    ),
    "65 sheets": (lambda: packed(parts_of(*[sheet()] * 65)), "最多 64 张"),
    "201 parts": (lambda: packed(parts_of(sheet(), **{f"x{n}": "" for n in range(200)})), "超过 200 个"),
    "100,000 parts": (lambda: packed({f"x{n}": "" for n in range(100_000)}), "超过 200 个"),
    "two parts of one name": (lambda: packed({**parts_of(sheet()), "XL/workbook.xml": ""}), "损坏"),
    "an encrypted part": (encrypted_entry, "取消密码"),
    "a rare compression": (lambda: packed(parts_of(sheet()), zipfile.ZIP_LZMA), "压缩方式"),
    "a million rows": (a_million_rows, "“表2”用到第 100001 行，最多 100000 行"),
    "a claim of every cell there is": (
        lambda: packed(parts_of(sheet(before='<dimension ref="A1:XFD1048576"/>'))),
        "“表1”用到第 1048576 行",
    ),
    "a claim of every column": (lambda: packed(parts_of(sheet(before='<dimension ref="A1:XFD9"/>'))), "16384 列"),
    "one cell at the far corner": (lambda: packed(parts_of(sheet('<c r="XFD1048576"><v>1</v></c>'))), "1048576 行"),
    "one cell in the last column": (lambda: packed(parts_of(sheet('<c r="XFD1"><v>1</v></c>'))), "16384 列"),
    "one cell in a far row by number": (lambda: packed(parts_of(sheet('<row r="999999999"><c/></row>'))), "行"),
    "corners that span too much": (
        lambda: packed(parts_of(sheet('<c r="A1"><v>1</v></c><c r="GA99999"><v>1</v></c>'))),
        "数据区有 99999 行 183 列",
    ),
    "a reference that is none": (lambda: packed(parts_of(sheet('<c r="A0"><v>1</v></c>'))), "无效的单元格位置"),
    "a prefixed element": (
        lambda: packed(parts_of(f'<x:worksheet xmlns:x="{NAMESPACE}"><x:c r="XFD1"/></x:worksheet>')),
        "16384 列",
    ),
    "a zip bomb": (a_bomb, "压缩比|解压后"),
    "a bomb that lies about its size": (a_lying_bomb, "损坏"),
    "300 MB of content": (
        lambda: packed(parts_of(sheet()) | {f"p{n}.bin": random.Random(1).randbytes(100) * 30_000 for n in range(99)}),
        "解压后有",
    ),
    "an entity bomb": (lambda: packed(parts_of(sheet("&e11;", head=f"<!DOCTYPE x [{ENTITIES}]>"))), "DTD"),
    "an entity bomb in UTF-16": (
        lambda: packed(parts_of(sheet("&e11;", head=f"<!DOCTYPE x [{ENTITIES}]>").encode("utf-16"))),
        "DTD",
    ),
    "an entity that reads a file": (
        lambda: packed(parts_of(sheet("&x;", head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))),
        "DTD",
    ),
    "an entity in the texts": (
        lambda: packed(parts_of(sheet(), **{"xl/sharedStrings.xml": f"<!DOCTYPE x [{ENTITIES}]><sst>&e11;</sst>"})),
        "DTD",
    ),
}


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_file_is_refused_with_its_reason(name: str) -> None:
    build, because = CRAFTED[name]
    with pytest.raises(WorkbookFileError, match=because):
        read_workbook(build())


@pytest.mark.parametrize("name", ["a claim of every cell there is", "one cell at the far corner"])
def test_a_file_of_one_kilobyte_that_claims_every_cell_is_refused_at_once(name: str) -> None:
    data = CRAFTED[name][0]()
    assert len(data) < 2048
    started = time.perf_counter()
    with pytest.raises(WorkbookFileError):
        read_workbook(data)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "junk",
    [
        sheet("<a>" * 100_000 + "</a>" * 100_000),
        sheet('<c r="A1" t="s"><v>4000000000</v></c>'),
        sheet('<c r="A1" t="s"><v>-1</v></c>'),
        sheet('<c r="A1" s="99999"><v>1e999</v></c>'),
        sheet(f'<c r="A1" {MANY_ATTRIBUTES}><v>1</v></c>'),
        sheet('<c r="A1" t="d"><v>not a day</v></c><c r="B1" t="zz"><v>?</v></c>'),
        "<worksheet/>",
    ],
)
def test_junk_inside_a_sheet_gives_a_workbook_or_a_refusal_and_nothing_else(junk: str) -> None:
    assert is_read_or_refused(packed(parts_of(junk)))


def test_a_text_used_half_a_million_times_ends_the_child_and_not_the_service() -> None:
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 90_001))
    links = f'<Relationship Id="s" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = parts_of(sheet(cells))
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{NAMESPACE}"><si><t>{"字" * 30_000}</t></si></sst>'
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("</", links + "</")
    with pytest.raises(WorkbookFileError, match="内存"):
        read_workbook(packed({**parts, "xl/_rels/workbook.xml.rels": relations}))


def test_a_child_out_of_processor_time_is_a_refusal() -> None:
    cells = "".join(f"<row>{f'<c><v>{n}</v></c>' * 6}</row>" for n in range(90_000))
    with pytest.raises(WorkbookFileError, match="超时"):
        read_workbook(packed(parts_of(sheet(cells))), replace(READING, cpu_seconds=1))


def test_a_child_that_does_not_end_is_killed_and_refused() -> None:
    with pytest.raises(WorkbookFileError, match="超时"):
        read_workbook(SAMPLE, replace(READING, wall_seconds=0.01))


def test_an_answer_too_long_is_a_refusal() -> None:
    with pytest.raises(WorkbookFileError, match="内存"):
        read_workbook(SAMPLE, replace(READING, output_bytes=10_000))


def test_mutilated_files_give_a_workbook_or_a_refusal_and_nothing_else() -> None:
    chance = random.Random(2024)
    for _ in range(30):
        data = bytearray(SAMPLE)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert is_read_or_refused(bytes(data))


async def test_files_are_read_beside_a_running_event_loop() -> None:
    good, bad = await asyncio.gather(
        read_workbook_async(SAMPLE), read_workbook_async(SAMPLE[:999]), return_exceptions=True
    )
    assert isinstance(good, RawWorkbook)
    assert isinstance(bad, WorkbookFileError)
