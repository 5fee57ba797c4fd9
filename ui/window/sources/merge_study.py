"""Two studies become one."""

from __future__ import annotations

from collections.abc import Sequence

from curator.changes import Change
from curator.codebook.names import Sought, fold
from curator.coding.reports import merge_studies
from curator.records import Claim, Study
from ui.window.furniture.finder import Find
from ui.window.furniture.merging import MergePanel
from ui.window.furniture.words import counted, translated
from ui.window.session import Session


class MergeStudyPanel(MergePanel):
    """A study is merged into another one; ``reports`` is how many reports are about it."""

    def __init__(self, session: Session, study: Study, reports: int) -> None:
        self._study = study
        self._reports = reports
        super().__init__(session, study.name, translated("MergeStudyPanel", "Type a name or a registration"))

    def fitting(self, words: str) -> Sequence[Find]:
        wanted = fold(words)
        found = []
        for study in self.session.reader.all(Study):
            fits = [Sought.of(said).fit(wanted) for said in (study.name, study.registration) if said]
            best = min((fit for fit in fits if fit is not None), default=None)
            if study.id != self._study.id and best is not None:
                found.append((best, fold(study.name), study))
        found.sort(key=lambda each: each[:2])
        return [(study.id, study.name, study.registration) for _, _, study in found]

    def what_happens(self, target_id: str) -> Sequence[str]:
        names = {"source": self._study.name, "target": self.session.reader.get(Study, target_id).name}
        claims = self.session.reader.count(Claim, study_id=self._study.id)
        return [
            counted(
                claims,
                self.tr("{n} claim about “{source}” will be about “{target}” instead."),
                self.tr("{n} claims about “{source}” will be about “{target}” instead."),
                **names,
            )
            if claims
            else self.tr("No claim is about “{source}”.").format(**names),
            counted(
                self._reports,
                self.tr("So will {n} report."),
                self.tr("So will {n} reports."),
            )
            if self._reports
            else self.tr("No report is about it."),
            self.tr("Details that only “{source}” has are taken over; its name is not.").format(**names),
        ]

    def change_into(self, target_id: str) -> Change:
        store = self.session.store
        return merge_studies(store, self._study, store.get(Study, target_id), self.session.reviewer.id)
