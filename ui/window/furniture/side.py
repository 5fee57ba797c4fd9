"""The side of a room: usually a form, and in its place a panel while one thing is being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.window.furniture.panel import Panel


class Side(QStackedWidget):
    """Shows ``form``, or the panel that was opened last. ``panel_closed`` says whether the panel had the focus."""

    panel_closed = Signal(object, bool)

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self.panel: Panel | None = None
        self._form = form
        self.addWidget(form)

    def show_form(self, form: QWidget) -> None:
        """Shows another form from now on; once the panel is closed, when one is open."""
        self._form = form
        if self.indexOf(form) < 0:
            self.addWidget(form)
        if self.panel is None:
            self.setCurrentWidget(form)

    @property
    def is_busy(self) -> bool:
        """Whether the panel is in the middle of something and cannot give way."""
        return self.panel is not None and self.panel.is_busy

    def open(self, panel: Panel) -> bool:
        """Shows a panel in the place of the form; False when another one is in the middle of something."""
        if self.is_busy:
            panel.deleteLater()
            return False
        self.close_panel()
        self.panel = panel
        panel.left.connect(self.close_panel)
        self.addWidget(panel)
        self.setCurrentWidget(panel)
        return True

    def close_panel(self) -> None:
        """Shows the form again, unless the panel is in the middle of something."""
        panel = self.panel
        if panel is None or panel.is_busy:
            return
        self.panel = None
        focused = panel.window().focusWidget()
        had_focus = focused is not None and panel.isAncestorOf(focused)
        self.removeWidget(panel)
        self.setCurrentWidget(self._form)
        panel.hide()
        panel.deleteLater()
        self.panel_closed.emit(panel, had_focus)
