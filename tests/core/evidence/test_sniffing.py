"""What a file is, its bytes tell; its name never does, and no container is unpacked."""

import io
import random
import struct
import zipfile
import zlib

import pytest

from yipanqi_core.evidence.sniffing import DOCX, JPEG, MAX_BYTES, PDF, PNG, XLSX, kind_of, require_name
from yipanqi_core.refusals import InvalidInputError


def container(*names: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, content)
    return file.getvalue()


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 14)) + chunk(b"IEND", b"")


GOOD = {
    PDF: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n",
    PNG: png(),
    JPEG: b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9",
    DOCX: container("[Content_Types].xml", "word/document.xml"),
    XLSX: container("[Content_Types].xml", "xl/workbook.xml"),
}
BAD = {
    "empty": b"",
    "too large": b"%PDF-1.7" + b"\0" * MAX_BYTES + b"%%EOF",
    "a programme": b"MZ\x90\0" + b"\0" * 100,
    "an ELF": b"\x7fELF" + b"\0" * 100,
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a picture of markup": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "a GIF": b"GIF89a" + b"\0" * 20,
    "text": "情况说明".encode(),
    "half a PDF": b"%PDF-1.7\n1 0 obj",
    "a PDF behind something": b"\n\n%PDF-1.7\n%%EOF",
    "half a PNG": png()[:30],
    "a PNG of a billion pixels": png(100_000, 100_000),
    "a PNG with another first chunk": b"\x89PNG\r\n\x1a\n\0\0\0\rJHDR" + b"\0" * 20 + b"IEND" + b"\0" * 8,
    "half a JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 40,
    "an old .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "any container": container("readme.txt"),
    "a programme library": container("META-INF/MANIFEST.MF", "Main.class"),
    "presentation": container("[Content_Types].xml", "ppt/presentation.xml"),
    "macros in Word": container("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "macros in Excel": container("[Content_Types].xml", "xl/workbook.xml", "xl/VBAPROJECT.BIN"),
    "half a container": GOOD[DOCX][:-30],
    "a directory without an end": GOOD[DOCX].replace(b"PK\x05\x06", b"PK\x05\x07"),
    "two parts of one name": container("[Content_Types].xml", "word/document.xml", "WORD/document.xml"),
    "a bomb": container("[Content_Types].xml", "word/document.xml", content=b"\0" * 30_000_000),
    "thousands of parts": container("[Content_Types].xml", "word/document.xml", *(f"x{n}" for n in range(2001))),
}


@pytest.mark.parametrize(("kind", "data"), GOOD.items(), ids=[kind.endings[0] for kind in GOOD])
def test_each_kind_that_is_taken_is_known_by_its_bytes(kind: object, data: bytes) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_nothing_else_is_taken(data: bytes) -> None:
    with pytest.raises(InvalidInputError) as refused:
        kind_of(data)
    assert refused.value.pointer == "/file"


def test_an_encrypted_container_is_refused() -> None:
    data = bytearray(GOOD[DOCX])
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(InvalidInputError, match="加密"):
        kind_of(bytes(data))


def test_a_name_that_says_something_else_than_the_bytes_is_refused() -> None:
    require_name("批复.PDF", PDF)
    require_name("现场.jpeg", JPEG)
    for name, kind in (("批复.exe", PDF), ("批复.pdf.html", PDF), ("图.png", JPEG), ("表.xlsm", XLSX), ("批复", PDF)):
        with pytest.raises(InvalidInputError, match="文件名"):
            require_name(name, kind)


def test_no_container_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    for name in ("open", "read", "extract", "extractall", "testzip"):
        monkeypatch.setattr(zipfile.ZipFile, name, unpacked)
    assert kind_of(GOOD[XLSX]) is XLSX
    with pytest.raises(InvalidInputError, match="炸弹"):
        kind_of(BAD["a bomb"])


def test_five_thousand_broken_files_are_taken_or_refused_and_never_fail() -> None:
    dice = random.Random(7)
    seeds = list(GOOD.values())
    for _ in range(5000):
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        try:
            assert kind_of(bytes(data)) in GOOD
        except InvalidInputError:
            continue
