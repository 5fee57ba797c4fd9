"""Where numbers do not fit, the command asks; it refuses nothing."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commandline.conftest import Terminal

TEXT = "Relapse occurred in 12 of 56 (24%) with cells against 24 of 54 (44%). Nobody died.\n"
CLAIMS = (
    "report,quote,therapy,outcome,direction,estimate\n"
    'trial.txt,Relapse occurred in 12 of 56 (24%) with cells,Cells,Relapse,improved,"RR 0.84, 12/56 vs 24/54"\n'
    "trial.txt,Nobody died,Cells,Death,no difference,\n"
)


def test_what_does_not_fit_is_asked(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    (tmp_path / "trial.txt").write_text(TEXT, "utf-8")
    (tmp_path / "claims.csv").write_text(CLAIMS, "utf-8")
    assert terminal("import", review, tmp_path / "trial.txt").code == 0
    assert terminal("import-claims", review, tmp_path / "claims.csv", "--add-terms").code == 0
    told = terminal("numbers", review)
    assert told.code == 0
    assert "Relapse: The arms give RR 0.482, not 0.84." in told.out
    assert "12 of 56 are 21.4%, not 24%." in told.out
    assert told.out.endswith("2 questions about the numbers of 2 claims.\n")
    account = json.loads(terminal("numbers", review, "--json").out)
    assert [one["check"] for one in account["questions"]] == ["recomputed", "percent"]
