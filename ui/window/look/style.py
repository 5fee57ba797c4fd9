"""The one style sheet, made from a palette.

Widgets say what they are by the property ``kind`` (``card``, ``primary``, ``link``, ``hint``, ``heading``, …); how
such a thing looks stands here and nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtWidgets import QWidget

from ui.window.look.palette import Palette
from ui.window.look.typefaces import SANS, SERIF

_HERE = Path(__file__).parent

_SHEET = Template("""
* { font-family: "$sans"; font-size: 14px; color: $ink; }
QMainWindow, QDialog, QWidget[kind="surround"] { background: $surround; }
QWidget[kind="paper"] { background: $paper; }
QToolTip { background: $card; color: $ink; border: 1px solid $line; padding: 4px 6px; font-size: 12px; }

QLabel { background: transparent; }
QLabel[kind="heading"] { font-size: 17px; font-weight: 600; }
QLabel[kind="section"] { font-size: 12px; font-weight: 600; color: $muted; letter-spacing: 0.4px; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="field"] { font-size: 13px; color: $muted; }
QLabel[kind="muted"] { color: $muted; font-size: 13px; }
QLabel[kind="hint"] { color: $muted; font-size: 12px; }
QLabel[kind="key"] { color: $faint; font-size: 12px; }
QLabel[kind="fine"] { color: $fine; font-size: 13px; }
QLabel[kind="warning"] { color: $warning; font-size: 13px; }
QLabel[kind="quote"] { font-family: "$serif"; font-style: italic; font-size: 15px; }
QLabel[kind="title"] { font-family: "$serif"; font-weight: 600; font-size: 20px; }
QLabel[kind="empty"] { color: $muted; font-size: 15px; }

QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="warning-card"] { background: $warning_wash; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="upright-rule"] { background: $line; border: none; max-width: 1px; min-width: 1px; }

QLineEdit, QPlainTextEdit[kind="field"], QTextEdit[kind="field"], QComboBox, QSpinBox, QDoubleSpinBox {
    background: $card; border: 1px solid $line; border-radius: 6px; padding: 6px 10px;
    selection-background-color: $selection; selection-color: $ink; placeholder-text-color: $faint;
}
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus, QTextEdit[kind="field"]:focus, QComboBox:focus,
QSpinBox:focus, QDoubleSpinBox:focus { border: 1px solid $accent; }
QLineEdit[absent="true"] { font-style: italic; color: $muted; }
QLineEdit[faulty="true"] { border: 1px solid $warning; }
QLineEdit:read-only, QPlainTextEdit[kind="field"][only-shown="true"] { background: $surround; }
QLineEdit[kind="search"] { border-radius: 15px; padding: 5px 14px; }
QLineEdit[kind="bare"] { border: none; background: transparent; padding: 0; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox QAbstractItemView, QListView[kind="popup"], QTreeView[kind="popup"] {
    background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px; outline: none;
    selection-background-color: $accent_wash; selection-color: $ink;
}
QFrame[kind="field"] { background: $card; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="field"][active="true"] { border: 1px solid $accent; }
QFrame[kind="field"]:disabled, QComboBox:disabled { background: $surround; }
QComboBox:disabled { color: $muted; }
QLabel[kind="field"] { border: none; background: transparent; }
QWidget[kind="card-inside"] { background: $card; }
QListWidget[kind="choices"] { background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QListWidget[kind="choices"]::item { padding: 3px 4px; border-radius: 4px; }

QPushButton {
    background: $card; border: 1px solid $line; border-radius: 6px; padding: 6px 14px; min-height: 18px;
    outline: none;
}
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $faint; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; padding: 5px 13px; }
QPushButton[kind="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent; padding: 2px 0; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; background: transparent; }
QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: $faint; }
QPushButton[kind="room"], QToolButton[kind="room"] {
    background: transparent; border: 1px solid transparent; border-radius: 15px; padding: 5px 16px; color: $muted;
    font-size: 15px;
}
QPushButton[kind="room"]:hover { color: $ink; }
QPushButton[kind="room"]:checked { background: $card; border: 1px solid $line; color: $ink; font-weight: 600; }
QPushButton[kind="room"]:focus { border: 1px solid $accent; }
QPushButton[kind="chip"] {
    background: $accent_wash; color: $accent; border: 1px solid transparent; border-radius: 11px; padding: 1px 10px;
}
QPushButton[kind="chip"]:focus, QPushButton[kind="chip"]:hover { border: 1px solid $accent; }
QPushButton[kind="segment"] {
    background: transparent; border: none; border-radius: 5px; padding: 6px 4px; color: $muted; font-size: 13px;
}
QPushButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked { background: $accent_wash; color: $accent; font-weight: 600; }
QPushButton[kind="segment"]:focus { border: 1px solid $accent; }
QPushButton[kind="quiet"] { background: transparent; border: none; color: $muted; padding: 2px 4px; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:focus { color: $ink; }
QPushButton[kind="quiet"]:focus { text-decoration: underline; }

QPushButton[kind="small-link"] {
    background: transparent; border: none; color: $accent; padding: 2px 0; font-size: 13px; min-height: 16px;
}
QPushButton[kind="small-link"]:hover, QPushButton[kind="small-link"]:focus { text-decoration: underline; }
QPushButton[kind="small-link"]:disabled { color: $faint; }
QPushButton[kind="place"] {
    background: transparent; border: none; color: $muted; padding: 0; font-size: 12px; min-height: 16px;
}
QPushButton[kind="place"]:hover, QPushButton[kind="place"]:focus { color: $accent; text-decoration: underline; }
QPushButton[kind="state"] {
    background: transparent; border: none; color: $fine; padding: 0; font-size: 13px; min-height: 18px;
}
QPushButton[kind="state"]:hover, QPushButton[kind="state"]:focus { text-decoration: underline; }
QPushButton[kind="state"]:disabled { color: $muted; text-decoration: none; }
QPushButton[kind="summary"] {
    background: transparent; border: none; padding: 2px 0; text-align: left; min-height: 18px;
}
QPushButton[kind="summary"]:hover, QPushButton[kind="summary"]:focus { color: $accent; }
QPushButton[kind="label"] { text-align: left; padding: 6px 10px 6px 40px; }
QPushButton[kind="deed"] { text-align: left; padding: 5px 12px; }
QPushButton[kind="deed"][chosen="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="deed"][chosen="true"]:focus { border: 2px solid $ink; padding: 4px 11px; }
QPushButton[kind="row"] { background: transparent; border: none; border-radius: 4px; padding: 0; }
QPushButton[kind="row"]:hover, QPushButton[kind="row"]:focus { background: $accent_wash; }
QLabel[kind="said"] { color: $muted; font-size: 13px; font-style: italic; }
QLabel[kind="strong-hint"] { color: $muted; font-size: 12px; font-weight: 600; padding-top: 6px; }
QLabel[kind="query"] { color: $accent; font-weight: 600; }
QFrame[kind="popup"] { background: $card; border: 1px solid $line; border-radius: 6px; }
QLineEdit[waiting="true"] { color: $warning; }

QTableView, QTreeView, QListView {
    background: $paper; border: none; outline: none; gridline-color: $line; alternate-background-color: $paper;
    selection-background-color: $accent_wash; selection-color: $ink;
}
QListView[kind="plain"], QTreeView[kind="plain"], QTableView[kind="plain"] { background: transparent; }
QFrame[kind="card"] > QListView[kind="popup"] { border: none; }
QTableView::item, QTreeView::item { padding: 4px 8px; border: none; }
QTreeView::item { min-height: 24px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {
    background: $accent_wash; color: $ink;
}
QHeaderView { background: $surround; border: none; }
QHeaderView::section {
    background: $surround; color: $muted; border: none; border-bottom: 1px solid $line; padding: 6px 8px;
    font-size: 12px; font-weight: 600;
}
QTableCornerButton::section { background: $surround; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget[kind="surround"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QMenuBar { background: $surround; border-bottom: none; padding: 1px 12px; }
QMenuBar::item { background: transparent; padding: 3px 8px; border-radius: 4px; color: $muted; font-size: 13px; }
QMenuBar::item:selected { background: $hover; color: $ink; }
QMenu { background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent_wash; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCheckBox { spacing: 8px; background: transparent; }
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {
    width: 14px; height: 14px; border: 1px solid $faint; border-radius: 3px; background: $card;
}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$tick");
}
QCheckBox:focus { color: $accent; }
""")


def style_sheet(palette: Palette) -> str:
    """The style sheet in these colours."""
    strong = "#094C80" if not palette.is_dark else "#8CC2EE"
    return _SHEET.substitute(
        {name: value for name, value in vars(palette).items() if isinstance(value, str)},
        sans=SANS,
        serif=SERIF,
        accent_strong=strong,
        tick=(_HERE / f"tick_{palette.name}.svg").as_posix(),
    )


def say_kind(widget: QWidget, kind: str) -> None:
    """Tells the style sheet what a widget is, and has it drawn so at once."""
    set_look(widget, "kind", kind)


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Sets a property that the style sheet looks at, and has the widget drawn anew if it is another value."""
    worded = str(value).lower() if isinstance(value, bool) else value
    if widget.property(name) == worded:
        return
    widget.setProperty(name, worded)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
