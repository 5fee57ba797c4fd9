"""The colours of the window, light and dark. Every colour that is shown comes from here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True)
class Palette:
    """Named colours as ``#RRGGBB``. ``faint`` is for hints only: it is too pale to carry meaning by itself."""

    name: str
    surround: str
    paper: str
    card: str
    hover: str
    line: str
    ink: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_wash: str
    fine: str
    warning: str
    warning_wash: str
    selection: str
    claim: str
    improved: str
    worsened: str
    mixed: str
    unclear: str
    wash_share: float
    strong_wash_share: float

    @property
    def is_dark(self) -> bool:
        """Whether light words stand on a dark ground."""
        return self.name == "dark"


LIGHT = Palette(
    name="light",
    surround="#F4F2ED",
    paper="#FDFCFA",
    card="#FFFFFF",
    hover="#ECE9E2",
    line="#E3DFD6",
    ink="#20242A",
    muted="#676B72",
    faint="#A3A5A8",
    accent="#0B5E9E",
    on_accent="#FFFFFF",
    accent_wash="#E6F0F8",
    fine="#1B7F5C",
    warning="#B24A00",
    warning_wash="#FBEFE6",
    selection="#CFE3F5",
    claim="#009E73",
    improved="#1B7F5C",
    worsened="#B24A00",
    mixed="#7A55A3",
    unclear="#676B72",
    wash_share=0.14,
    strong_wash_share=0.27,
)

DARK = Palette(
    name="dark",
    surround="#1E2126",
    paper="#17191D",
    card="#24282E",
    hover="#2A2F36",
    line="#343941",
    ink="#E6E3DC",
    muted="#9A9DA3",
    faint="#6B6F76",
    accent="#6FB1E6",
    on_accent="#10151B",
    accent_wash="#233445",
    fine="#5CC79E",
    warning="#F0915A",
    warning_wash="#3A2A20",
    selection="#2C4A66",
    claim="#2BB58B",
    improved="#5CC79E",
    worsened="#F0915A",
    mixed="#B99ADB",
    unclear="#9A9DA3",
    wash_share=0.20,
    strong_wash_share=0.40,
)

LABEL_SWATCHES = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8C7B00", "#6F6F6F")
"""Hues for labels and reviewers, after Okabe and Ito: told apart by colour-blind readers."""

_chosen: Palette | None = None


def choose(palette: Palette | None) -> None:
    """Sets the palette for the whole window; None follows the desktop."""
    global _chosen  # noqa: PLW0603 -- one window, one look; asked for by every painter
    _chosen = palette


def current() -> Palette:
    """The palette in force: the chosen one, else light or dark as the desktop is."""
    if _chosen is not None:
        return _chosen
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        hints = application.styleHints()
        if hints.colorScheme() == Qt.ColorScheme.Dark:
            return DARK
    return LIGHT


def colour(name: str, alpha: float = 1.0) -> QColor:
    """A ``#RRGGBB`` colour for a painter, with an opacity from 0 to 1."""
    shade = QColor(name)
    shade.setAlphaF(alpha)
    return shade


def blended(over: str, ground: str, share: float) -> QColor:
    """``share`` of one colour over another, as an opaque colour."""
    upper, lower = QColor(over), QColor(ground)
    return QColor(
        round(upper.red() * share + lower.red() * (1 - share)),
        round(upper.green() * share + lower.green() * (1 - share)),
        round(upper.blue() * share + lower.blue() * (1 - share)),
    )


def qt_palette(palette: Palette) -> QPalette:
    """The palette in Qt's own roles, for whatever the style sheet does not reach."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, shade in (
        (roles.Window, palette.surround),
        (roles.WindowText, palette.ink),
        (roles.Base, palette.card),
        (roles.AlternateBase, palette.paper),
        (roles.Text, palette.ink),
        (roles.PlaceholderText, palette.faint),
        (roles.Button, palette.surround),
        (roles.ButtonText, palette.ink),
        (roles.ToolTipBase, palette.card),
        (roles.ToolTipText, palette.ink),
        (roles.Highlight, palette.selection),
        (roles.HighlightedText, palette.ink),
        (roles.Link, palette.accent),
        (roles.Accent, palette.accent),
        (roles.Mid, palette.line),
        (roles.Light, palette.card),
        (roles.Dark, palette.line),
    ):
        made.setColor(role, QColor(shade))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faint))
    return made
