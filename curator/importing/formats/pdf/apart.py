"""PDFs read in a process of their own, so that none can take the program with it, or keep it waiting for ever.

The process is started when it is first needed, kept for the next file, and ended with the program; after a file that
crashed it or kept it too long, the next one gets a new process.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from threading import Lock, Timer
from types import TracebackType
from typing import BinaryIO, Self, cast

from curator.errors import BadInput
from curator.importing.formats.pdf import asking
from curator.importing.formats.reading import Reading

PATIENCE = 20.0
"""Seconds that one page may take; the slowest page of a real report takes a tenth of one."""

_FAREWELL = 1.0
"""Seconds that the process may take to end when nobody asks any more; then it is ended."""


class Apart:
    """A process that reads and paints PDFs. Only one thread at a time asks; the others wait."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._whole = Lock()
        self._open: bytes | None = None

    def read(self, data: bytes) -> Reading:
        """The text of a PDF; raises ``BadInput``."""
        answer = self._ask(asking.ReadAsked(data))
        assert isinstance(answer, asking.ReadingDone)  # noqa: S101  # nothing else answers this
        return answer.reading

    def open(self, data: bytes) -> int:
        """Opens a PDF to be painted, and says how many pages it has; raises ``BadInput``."""
        answer = self._ask(asking.OpenAsked(data))
        assert isinstance(answer, asking.Opened)  # noqa: S101  # nothing else answers this
        return answer.pages

    def paint(self, page: int, scale: float) -> asking.Painted:
        """A page of the open PDF as a picture; raises ``BadInput``."""
        answer = self._ask(asking.PaintAsked(page, scale))
        assert isinstance(answer, asking.Painted)  # noqa: S101  # nothing else answers this
        return answer

    def places(self, page: int) -> asking.Places:
        """Where the characters of a page of the open PDF stand; raises ``BadInput``."""
        answer = self._ask(asking.PlacesAsked(page))
        assert isinstance(answer, asking.Places)  # noqa: S101  # nothing else answers this
        return answer

    def painted(
        self, data: bytes, page: int, scale: float, *, with_places: bool
    ) -> tuple[asking.Painted, asking.Places | None]:
        """A page of this PDF as a picture, and where its characters stand; raises ``BadInput``."""
        with self._whole:
            if self._open is not data:
                self.open(data)
                self._open = data
            return self.paint(page, scale), self.places(page) if with_places else None

    def kill(self) -> None:
        """Ends the process at once, whatever it is doing; who waits for an answer is told that there is none."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._end(kill=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, asked: asking.Asked) -> asking.Answer:
        with self._lock:
            process = self._running()
            watch = Timer(self._patience, process.kill)
            try:
                watch.start()
                asking.send(cast("BinaryIO", process.stdin), asked)
                while True:
                    answer = asking.next_answer(cast("BinaryIO", process.stdout))
                    if not isinstance(answer, asking.PageRead):
                        break
                    watch.cancel()
                    watch.join()
                    watch = Timer(self._patience, process.kill)
                    watch.start()
            except OSError:
                answer = None
            finally:
                watch.cancel()
                watch.join()
            if answer is None:
                self._end(kill=True)
                raise BadInput(
                    "This PDF could not be read: it took too long, or more memory than any report needs, or is damaged."
                    " Print it to a new PDF and bring in that one."
                )
        if isinstance(answer, asking.Refusal):
            raise BadInput(answer.template, **answer.details)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end(kill=True)
        if self._process is None:
            surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "curator.importing.formats.pdf.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=surroundings,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _end(self, *, kill: bool) -> None:
        process, self._process = self._process, None
        self._open = None
        if process is None:
            return
        if kill:
            process.kill()
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        try:
            process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_shared = Apart()
_painting = Apart()
atexit.register(_shared.close)
atexit.register(_painting.close)


def painting_apart() -> Apart:
    """The process that paints pages, so that what is read does not have to wait for what comes in."""
    return _painting


def read_apart(data: bytes, name: str) -> Reading:
    """The text of a PDF, read in the process that all PDFs share; raises ``BadInput``."""
    del name
    return _shared.read(data)
