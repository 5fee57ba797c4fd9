"""Work beside the window: long jobs run in a thread, tell how far they are, and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from curator.errors import CuratorError

MOST_AT_ONCE = 2


class Cancelled(Exception):
    """Raised inside a job that was cancelled, to leave it from wherever it is."""


class Progress:
    """What a job tells the window. Called from the job's thread; calling it is also where a cancelled job ends."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self._tell = tell
        self.cancelled = False

    def __call__(self, share: float, words: str = "") -> None:
        """Says that ``share`` (0 to 1) is done; raises ``Cancelled`` when the job should end."""
        if self.cancelled:
            raise Cancelled
        self._tell(share, words)


class Job(QObject):
    """One piece of work. Its signals arrive in the window's thread; ``ended`` comes last and carries the job."""

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal(object)

    def __init__(self, title: str, work: Callable[[Progress], Any], *, awaited: bool = False) -> None:
        """``awaited``: somebody waits for what comes of it, so that it is not given up without a word."""
        super().__init__()
        self.title = title
        self.awaited = awaited
        self.progress = Progress(self.progressed.emit)
        self._work = work

    def cancel(self) -> None:
        """Asks the job to end at its next step."""
        self.progress.cancelled = True

    def run(self) -> None:
        """Does the work, in whichever thread calls this."""
        try:
            result = self._work(self.progress)
        except Cancelled:
            self.cancelled.emit()
        except CuratorError as problem:
            self.failed.emit(problem)
        except BaseException as surprise:  # noqa: BLE001 -- handed to the window's crash notice, never swallowed
            self.failed.emit(surprise)
        else:
            self.finished.emit(result)
        finally:
            self.ended.emit(self)


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class JobQueue(QObject):
    """Runs jobs, a few at once, and keeps them until they have ended."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(MOST_AT_ONCE)
        self._running: dict[Job, _Runner] = {}
        self.stopped = False

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended yet, oldest first."""
        return tuple(self._running)

    def start(self, job: Job) -> None:
        """Starts a job, or lets it wait for a free thread."""
        runner = _Runner(job)
        runner.setAutoDelete(False)
        self._running[job] = runner
        job.ended.connect(self._forget)
        self.started.emit(job)
        self._pool.start(runner)

    def _forget(self, job: Job) -> None:
        if self._running.pop(job, None) is not None:
            self.ended.emit(job)

    def stop(self) -> None:
        """Cancels what runs and waits for its end; nobody hears any more of what it found."""
        self.stopped = True
        for job in self.running:
            job.cancel()
        self._pool.waitForDone()
