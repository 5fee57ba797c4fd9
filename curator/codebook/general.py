"""The small general codebook that a new review starts from.

The outcome areas are those of the COMET taxonomy (Dodd et al. 2018, "A taxonomy has been developed for outcomes in
medical research to help improve knowledge discovery", J Clin Epidemiol 96:84-92): 38 areas in five groups. Their
numbers are kept as codes (COMET:1 to COMET:38).
"""

from __future__ import annotations

from curator.ids import new_id
from curator.records import Direction, Label, Line, Meaning, Outcome, Record

_COMET: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Death", ("Mortality and survival",)),
    (
        "Physiological and clinical",
        (
            "Blood and lymphatic system",
            "Cardiac outcomes",
            "Congenital, familial and genetic",
            "Endocrine outcomes",
            "Ear and labyrinth",
            "Eye outcomes",
            "Gastrointestinal outcomes",
            "General outcomes",
            "Hepatobiliary outcomes",
            "Immune system",
            "Infection and infestation",
            "Injury and poisoning",
            "Metabolism and nutrition",
            "Musculoskeletal and connective tissue",
            "Neoplasms",
            "Nervous system",
            "Pregnancy, puerperium and perinatal",
            "Renal and urinary",
            "Reproductive system and breast",
            "Psychiatric outcomes",
            "Respiratory, thoracic and mediastinal",
            "Skin and subcutaneous tissue",
            "Vascular outcomes",
        ),
    ),
    (
        "Life impact",
        (
            "Physical functioning",
            "Social functioning",
            "Role functioning",
            "Emotional functioning and wellbeing",
            "Cognitive functioning",
            "Global quality of life",
            "Perceived health status",
            "Delivery of care",
            "Personal circumstances",
        ),
    ),
    (
        "Resource use",
        (
            "Economic",
            "Hospital use",
            "Need for further intervention",
            "Societal or carer burden",
        ),
    ),
    ("Adverse events", ("Adverse events or effects",)),
)

_LABELS: tuple[tuple[str, str, Line, str, str], ...] = (
    ("Therapy", "#0072B2", Line.SOLID, "1", "Words that say what was given"),
    ("Outcome", "#E69F00", Line.DASHED, "2", "Words that say what was looked at"),
    ("Result", "#009E73", Line.SOLID, "3", "Words that say what was found"),
    ("Harm", "#D55E00", Line.DOTTED, "4", "Words about a harm or a risk"),
    ("Population", "#CC79A7", Line.DASH_DOT, "5", "Words that say who was studied"),
)

_DIRECTIONS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.IMPROVED, "Better for the patient"),
    (Meaning.WORSENED, "Worse for the patient"),
    (Meaning.NO_DIFFERENCE, "No difference was found"),
    (Meaning.MIXED, "Better in some respects, worse in others"),
    (Meaning.UNCLEAR, "The report does not let one tell"),
    (Meaning.INCREASED, "More of it; better or worse is the outcome's to say"),
    (Meaning.DECREASED, "Less of it; better or worse is the outcome's to say"),
)


def starting_codebook() -> list[Record]:
    """Outcome areas, labels and directions, as new records. There is no therapy: those belong to the question."""
    return [*_outcome_areas(), *_labels(), *_directions()]


def _outcome_areas() -> list[Outcome]:
    areas: list[Outcome] = []
    number = 0
    for place, (group, names) in enumerate(_COMET):
        top = Outcome(id=new_id(), name=group, position=place)
        areas.append(top)
        for below, name in enumerate(names):
            number += 1
            areas.append(Outcome(id=new_id(), name=name, parent_id=top.id, code=f"COMET:{number}", position=below))
    return areas


def _labels() -> list[Label]:
    return [
        Label(id=new_id(), name=name, colour=colour, line=line, key=key, definition=definition, position=place)
        for place, (name, colour, line, key, definition) in enumerate(_LABELS)
    ]


def _directions() -> list[Direction]:
    return [
        Direction(id=new_id(), name=meaning.value, meaning=meaning, definition=definition, position=place)
        for place, (meaning, definition) in enumerate(_DIRECTIONS)
    ]
