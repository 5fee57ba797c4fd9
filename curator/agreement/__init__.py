"""How far reviewers agree: the statistics, on numpy, which loads when the first figure is asked for.

``agreement_of_ratings`` is for units that coders put into categories, ``agreement_of_spans`` for passages that they
marked in texts, ``read_ratings_table`` for a table from outside. Every figure says how many units it stands on, and
an undefined one says why.
"""

from curator.agreement.agreement import Agreement, Confusion, Figures
from curator.agreement.figures import Figure, NoInterval, Reason, Remark
from curator.agreement.of_ratings import agreement_of_ratings
from curator.agreement.of_spans import agreement_of_spans
from curator.agreement.ratings import Level, Ratings
from curator.agreement.settings import Bootstrap, Gamma
from curator.agreement.tables import read_ratings_table
from curator.agreement.units import CodedText, Span

__all__ = [
    "Agreement",
    "Bootstrap",
    "CodedText",
    "Confusion",
    "Figure",
    "Figures",
    "Gamma",
    "Level",
    "NoInterval",
    "Ratings",
    "Reason",
    "Remark",
    "Span",
    "agreement_of_ratings",
    "agreement_of_spans",
    "read_ratings_table",
]
