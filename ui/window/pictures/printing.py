"""A page of HTML printed as PDF. The page is the program's own: what came from outside is escaped in it already."""

from __future__ import annotations

import re
from base64 import b64decode

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from curator.product import NAME
from ui.window.look.typefaces import SANS
from ui.window.pictures.drawing import ready_to_draw
from ui.window.pictures.files import always_the_same

_ACROSS = 640
"""So many pixels wide is a picture on the page, of 96 to the inch."""

_DOTS = 300
_POINTS = 10
_WRITTEN_OUT = (
    ("<q>", "“"),
    ("</q>", "”"),
    ("<img ", f'<img width="{_ACROSS}" '),
    ("<article", "<div"),
    ("</article>", "</div>"),
    ('</span> <span class="named">', '</span> · <span class="named">'),
)
_PATH = re.compile(r'(<span class="path">[^<]*</span>)')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class _Page(QTextDocument):
    """A document that takes pictures only from within itself: nothing is fetched, no file is opened."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        words = name.toString() if isinstance(name, QUrl) else name
        before, _, content = words.partition(";base64,")
        if kind != QTextDocument.ResourceType.ImageResource.value or not before.startswith("data:image/"):
            return QByteArray()
        return QImage.fromData(QByteArray(b64decode(content)))


def print_page(html: str) -> bytes:
    """The page as a PDF on A4, with page numbers; the same page gives the same bytes."""
    ready_to_draw()
    page = _Page()
    page.setDefaultFont(_typeface())
    page.setHtml(_for_paper(html))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(buffer)
    paper.setResolution(_DOTS)
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # a printed document brings two centimetres along
    title = _TITLE.search(html)
    paper.setTitle(title[1] if title is not None else NAME)
    paper.setCreator(NAME)
    page.print_(paper)
    buffer.close()
    return always_the_same(bytes(held.data()))


def _typeface() -> QFont:
    """Without ligatures: somebody who copies words out of the PDF shall get the letters."""
    font = QFont(SANS, _POINTS)
    for ligatures in ("liga", "dlig", "clig"):
        font.setFeature(QFont.Tag(ligatures), 0)
    return font


def _for_paper(html: str) -> str:
    """What a browser would add by itself, written out: quotation marks, sizes, blocks, dots between values."""
    for before, after in _WRITTEN_OUT:
        html = html.replace(before, after)
    return _PATH.sub(r"\1<br>", html)
