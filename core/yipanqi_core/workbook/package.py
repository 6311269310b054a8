"""The zip container of a workbook, checked before anything parses what is inside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from yipanqi_core.workbook.limits import MIB, FileLimits
from yipanqi_core.workbook.raw import WorkbookFileError

SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传"
CHUNK = 64 * 1024

_BROKEN = f"文件已损坏或不完整；{SAVE_AS}"
_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
_SHARED = ("sharedStrings", "styles")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_XML_ENDINGS = (".xml", ".rels", ".vml")

StartElement = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's title and where in the container its cells are."""

    title: str
    path: str


class Package:
    """An opened container whose entries, sizes and declarations are within bounds."""

    def __init__(self, data: bytes, limits: FileLimits) -> None:
        """Check the container; raises WorkbookFileError."""
        if data.count(b"PK\x01\x02") > limits.entries:
            raise WorkbookFileError(f"文件内部件超过 {limits.entries} 个；{SAVE_AS}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise WorkbookFileError(_BROKEN, repr(error)) from None
        self._entries = {entry.filename.lower(): entry for entry in self._zip.infolist()}
        _check_entries(self._zip.infolist(), len(data), limits)
        self._check_kind()
        self._refuse_declarations()
        self.date1904 = False
        self._relationships = self._read_relationships()
        self.shared = {k: p for _, k, p in self._relationships if k in _SHARED and self.has(p)}
        self.sheets = self._find_sheets(limits)

    def has(self, path: str) -> bool:
        """Tell whether the container holds that part."""
        return path.lower() in self._entries

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a part's bytes, never more of them than the container declares."""
        try:
            with self._zip.open(self._entries[path.lower()]) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise WorkbookFileError(_BROKEN, repr(error)) from None

    def _check_kind(self) -> None:
        if self.has("[Content_Types].xml") and self.has(_WORKBOOK):
            return
        kinds = {"xl/workbook.bin": "xlsb 二进制工作簿", "word/document.xml": "Word 文档"}
        kinds |= {"ppt/presentation.xml": "PowerPoint 演示文稿", "content.xml": "OpenDocument 文档"}
        kind = next((name for path, name in kinds.items() if self.has(path)), "压缩包")
        raise WorkbookFileError(f"这是{kind}，不是 .xlsx 工作簿；{SAVE_AS}")

    def _refuse_declarations(self) -> None:
        """Refuse document types and entities in any part, in UTF-8 as in UTF-16."""
        for name in self._entries:
            tail = b""
            for chunk in self.chunks(name) if name.endswith(_XML_ENDINGS) else ():
                window = tail + chunk.replace(b"\0", b"")
                if any(mark in window for mark in _DECLARATIONS):
                    raise WorkbookFileError(f"文件内含有不允许的 XML 声明（DTD 或实体）；{SAVE_AS}")
                tail = window[-16:]

    def _find_sheets(self, limits: FileLimits) -> tuple[SheetPart, ...]:
        """Return the worksheets in the workbook's order, other kinds of sheets left out."""
        found: list[tuple[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) == "workbookPr":
                self.date1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
            elif local(name) == "sheet":
                link = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                found.append((attributes.get("name", ""), link))

        parse_xml(self.chunks(_WORKBOOK), start)
        if len(found) > limits.sheets:
            raise WorkbookFileError(f"工作表有 {len(found)} 张，最多 {limits.sheets} 张；请删去无关的工作表")
        worksheets = {link: path for link, kind, path in self._relationships if kind == "worksheet"}
        sheets = tuple(SheetPart(title.strip(), worksheets[link]) for title, link in found if link in worksheets)
        if not sheets or not all(self.has(sheet.path) for sheet in sheets):
            raise WorkbookFileError(f"文件内没有完整的工作表；{SAVE_AS}")
        return sheets

    def _read_relationships(self) -> list[tuple[str, str, str]]:
        """Return the id, kind and path of each part that the workbook refers to."""
        found: list[tuple[str, str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) == "Relationship":
                path = posixpath.join("/xl", attributes.get("Target", "").replace("\\", "/"))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append((attributes.get("Id", ""), kind, posixpath.normpath(path).lstrip("/")))

        if self.has(_RELATIONSHIPS):
            parse_xml(self.chunks(_RELATIONSHIPS), start)
        return found


def check_envelope(data: bytes, limits: FileLimits) -> None:
    """Refuse at once what is too large or visibly not a workbook; raises WorkbookFileError."""
    if not data:
        raise WorkbookFileError("文件是空的；请重新选择文件")
    if len(data) > limits.file_bytes:
        size, most = len(data) / MIB, limits.file_bytes // MIB
        raise WorkbookFileError(f"文件有 {size:.1f} MB，最多 {most} MB；请删去图片和无关的工作表")
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookFileError("文件设有打开密码；请取消密码后重新保存再上传")
        raise WorkbookFileError(f"这是旧版 .xls（或 .et）文件；{SAVE_AS}")
    raise WorkbookFileError(f"这是{_guess(data)}，不是 .xlsx 工作簿；{SAVE_AS}")


def parse_xml(chunks: Iterator[bytes], start: StartElement) -> None:
    """Call `start` for each element of a part; raises WorkbookFileError when it is not XML."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    feed(parser, chunks)


def feed(parser: expat.XMLParserType, chunks: Iterator[bytes]) -> None:
    """Run the chunks through a parser; raises WorkbookFileError when they are not XML."""
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, WorkbookFileError):
            raise
        raise WorkbookFileError(_BROKEN, repr(error)) from None


def local(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2]


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, limits: FileLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    most = limits.unzipped_bytes // MIB
    if unpacked > limits.unzipped_bytes:
        raise WorkbookFileError(f"文件解压后有 {unpacked // MIB} MB，最多 {most} MB；请删去无关的内容")
    swollen = any(e.file_size > MIB and e.file_size > limits.ratio * e.compress_size for e in entries)
    if swollen or unpacked > limits.ratio * packed:
        raise WorkbookFileError(f"文件的压缩比超过 {limits.ratio} 倍，疑为压缩炸弹；{SAVE_AS}")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise WorkbookFileError(_BROKEN, "two parts have one name")
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookFileError("文件已加密；请取消密码后重新保存再上传")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise WorkbookFileError(f"文件的压缩方式不受支持；{SAVE_AS}")


def _guess(data: bytes) -> str:
    head = data[:4096]
    if b"<html" in head.lower() or b"<table" in head.lower():
        return "网页表格（改了扩展名的 HTML）"
    if head.startswith(b"%PDF"):
        return "PDF 文件"
    if b"\0" in head:
        return "其他格式的文件"
    for encoding in ("utf-8", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                continue
        return "文本或 CSV 文件"
    return "其他格式的文件"
