"""Official documents: their content as data, and their rendering to .docx and PDF."""

from .docx import render_docx
from .model import (
    Block,
    DocumentContentError,
    Heading,
    Listing,
    OfficialDocument,
    Paragraph,
    Table,
    chinese_date,
    number_text,
    numbered,
)
from .pdf import DocumentRenderingError, render_pdf

__all__ = [
    "Block",
    "DocumentContentError",
    "DocumentRenderingError",
    "Heading",
    "Listing",
    "OfficialDocument",
    "Paragraph",
    "Table",
    "chinese_date",
    "number_text",
    "numbered",
    "render_docx",
    "render_pdf",
]
