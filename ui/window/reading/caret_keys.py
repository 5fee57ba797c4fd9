"""The keys on the text: they move the caret, extend the selection, and shift the ends of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.window.reading.passage_ends import End, moved_end
from ui.window.reading.selection import Unit
from ui.window.reading.spoken import say, words_to_say
from ui.window.reading.text_keys import Asked, Deed

if TYPE_CHECKING:
    from ui.window.reading.text_view import TextView

_BY_UNIT = (Deed.MOVE, Deed.EXTEND, Deed.GROW)
_BY_LINE_OR_PAGE = (Deed.MOVE_LINE, Deed.EXTEND_LINE, Deed.MOVE_PAGE, Deed.EXTEND_PAGE)
_EXTENDING = (Deed.EXTEND_LINE, Deed.EXTEND_PAGE, Deed.EXTEND_LINE_EDGE, Deed.EXTEND_TEXT_EDGE)


class CaretKeys:
    """Moves the caret of a text as the keys ask; going up and down it keeps to where it began across the line."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._across: float | None = None

    def forget(self) -> None:
        """Forgets where across the line going up and down began: the caret was put elsewhere."""
        self._across = None

    def move(self, asked: Asked) -> None:
        """Moves the caret or extends the selection, shows where that is, and says it to whoever listens."""
        view, picked = self._view, self._view.picked
        if asked.deed not in _BY_LINE_OR_PAGE:
            self.forget()
        forward = asked.forward
        if asked.unit is not Unit.PARAGRAPH and asked.deed in (Deed.MOVE, Deed.EXTEND):
            forward = forward != view.sheet.reads_leftwards(picked.caret)
        if asked.deed is Deed.GROW:
            picked.grow(asked.unit)
        elif asked.deed is Deed.EXTEND:
            picked.extend(asked.unit, forward=forward)
        elif asked.deed is Deed.MOVE:
            picked.step(asked.unit, forward=forward)
        elif asked.deed in _EXTENDING:
            picked.extend_to(self._place_asked(asked), exact=False)
        else:
            picked.move_to(self._place_asked(asked))
        view.keep_seen(picked.caret)
        view.selection_altered(finished=True)
        say(view, words_to_say(view.sheet, picked, asked.unit if asked.deed in _BY_UNIT else None))

    def _place_asked(self, asked: Asked) -> int:
        view, caret = self._view, self._view.caret
        if asked.deed in (Deed.MOVE_TEXT_EDGE, Deed.EXTEND_TEXT_EDGE):
            return len(view.text) if asked.forward else 0
        if asked.deed in (Deed.MOVE_LINE_EDGE, Deed.EXTEND_LINE_EDGE):
            return view.sheet.line_edges(caret)[asked.forward]
        at = view.sheet.caret_rect(caret)
        if self._across is None:
            self._across = at.left()
        paged = asked.deed in (Deed.MOVE_PAGE, Deed.EXTEND_PAGE)
        far = view.verticalScrollBar().pageStep() if paged else 1
        down = at.bottom() - 1 + far if asked.forward else at.top() - far
        if down < 0:
            return 0
        if down >= view.sheet.heights.total:
            return len(view.text)
        return view.sheet.place_at(self._across, down)

    def move_end(self, asked: Asked) -> bool:
        """Moves an end of the selection, else of the current mark's or claim's passage nearest to the caret.

        False where there is neither.
        """
        view, picked = self._view, self._view.picked
        end = End.START if asked.deed is Deed.MOVE_START else End.END
        if picked.bounds is not None:
            picked.take(*moved_end(view.text, *picked.bounds, end, asked.unit, forward=asked.forward))
            view.keep_seen(picked.end if end is End.END else picked.start)
            view.selection_altered(finished=True)
            return True
        if not view.painted.strong:
            return False
        caret = picked.caret
        nearest = min(view.painted.strong, key=lambda one: max(one.start - caret, caret - one.end, 0))
        start, after = moved_end(view.text, nearest.start, nearest.end, end, asked.unit, forward=asked.forward)
        if (start, after) != (nearest.start, nearest.end):
            picked.move_to(after if end is End.END else start)
            view.keep_seen(picked.caret)
            view.passage_moved.emit(nearest.owner_id, nearest.start, nearest.end, start, after)
        return True
