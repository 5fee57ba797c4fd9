"""One verb for everything that comes in, by its content: each kind's account, and answers to what it asks."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commandline.conftest import Terminal

RIS = """TY  - JOUR
TI  - Umbilical cord stem cells in refractory lupus
DO  - 10.1000/abcd
AB  - Relapse was rarer.
ER  -
TY  - JOUR
TI  - Umbilical-cord stem cells in refractory lupus
DO  - 10.1000/ABCD
JF  - Lancet
ER  -
"""


def written(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, "utf-8")
    return path


def test_texts_codebook_and_claims_come_in_with_one_call_in_the_order_that_they_need(
    terminal: Terminal, review: Path, tmp_path: Path
) -> None:
    claims = written(tmp_path, "a.csv", "report,therapy,outcome,direction,quote\nr,MSC,Relapse,improved,was rarer\n")
    book = "kind,name,meaning\ntherapy,MSC,\noutcome,Relapse,\ndirection,improved,improved\n"
    codebook = written(tmp_path, "b.csv", book)
    text = written(tmp_path, "r.txt", "Relapse was rarer.")
    said = terminal("import", review, claims, codebook, text)
    assert said.code == 0, said
    assert "a.csv: came in. 1 rows: 1 claims" in said.out
    assert "3 came in, 0 there already, 0 refused." in said.out
    assert "Import 1 claim" in terminal("log", review).out


def test_a_reference_that_may_be_there_waits_for_an_answer(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    references = written(tmp_path, "refs.ris", RIS)
    dry = terminal("import", review, references, "--dry-run", "--json")
    told = json.loads(dry.out)
    assert told["to_decide"][0]["offer"]["reason"] == "The DOI is the same: 10.1000/abcd."
    asked = terminal("import", review, references)
    assert asked.code == 1
    assert asked.err.startswith("1 came in, 0 there already, 0 refused, 1 to decide. Say what is to become of a line")
    joined = terminal("import", review, references, "--decide", "refs.ris, record 2=join")
    assert joined.code == 0
    assert "refs.ris, record 2: amended. Filled in: journal." in joined.out
    assert terminal("import", review, references).out.endswith("0 came in, 2 there already, 0 refused.\n")


def test_an_answer_that_is_none_is_refused(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    said = terminal("import", review, written(tmp_path, "refs.ris", RIS), "--decide", "record 2")
    assert said.code == 1
    assert "is no answer" in said.err


def test_a_dry_run_alters_nothing(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    before = review.read_bytes()
    said = terminal("import", review, written(tmp_path, "r.txt", "Relapse was rarer."), "--dry-run")
    assert said.out.endswith("Nothing was altered: 1 would come in, 0 there already, 0 refused.\n")
    assert review.read_bytes() == before


def test_a_folder_brings_in_each_file_by_its_own_kind(terminal: Terminal, review: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "below").mkdir(parents=True)
    written(folder, "r.txt", "Fatigue was rarer.")
    written(folder / "below", "refs.ris", RIS)
    written(folder, "figures.csv", "a,b\n1,2\n")
    said = terminal("import", review, folder, "--decide", "all=join")
    assert said.code == 0, said
    assert "r.txt: came in." in said.out
    assert "refs.ris, record 2: amended. Filled in: journal." in said.out
    assert "figures.csv: passed over. It is a table whose columns are not known." in said.out
