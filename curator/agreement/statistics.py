"""Every statistic there is: its name in tables and JSON, what a person calls it, and whether it has an interval."""

from __future__ import annotations

from msgspec import Struct


class Statistic(Struct, frozen=True):
    """``name`` as in JSON, without what stands in brackets; ``title`` for a person; what else it comes with."""

    name: str
    title: str
    has_interval: bool = False
    has_se: bool = False


_ALL = (
    Statistic("percent_agreement", "Agreement"),
    Statistic("percent_agreement_all", "Agreement of all"),
    Statistic("percent_agreement_within_tolerance", "Agreement within the tolerance"),
    Statistic("cohen_kappa", "Cohen's kappa", has_interval=True, has_se=True),
    Statistic("cohen_kappa_linear", "Cohen's kappa, linear weights", has_interval=True, has_se=True),
    Statistic("cohen_kappa_quadratic", "Cohen's kappa, quadratic weights", has_interval=True, has_se=True),
    Statistic("scott_pi", "Scott's pi"),
    Statistic("fleiss_kappa", "Fleiss' kappa"),
    Statistic("fleiss_kappa_available", "Fleiss' kappa, all codes there are"),
    Statistic("conger_kappa", "Conger's kappa"),
    Statistic("light_kappa", "Light's kappa"),
    Statistic("pabak", "PABAK (Brennan-Prediger)"),
    Statistic("gwet_ac1", "Gwet's AC1", has_interval=True, has_se=True),
    Statistic("gwet_ac2_linear", "Gwet's AC2, linear weights", has_interval=True, has_se=True),
    Statistic("gwet_ac2_quadratic", "Gwet's AC2, quadratic weights", has_interval=True, has_se=True),
    Statistic("gwet_ac2_ordinal", "Gwet's AC2, ordinal weights", has_interval=True, has_se=True),
    Statistic("krippendorff_alpha_nominal", "Krippendorff's alpha, nominal", has_interval=True),
    Statistic("krippendorff_alpha_ordinal", "Krippendorff's alpha, ordinal", has_interval=True),
    Statistic("krippendorff_alpha_interval", "Krippendorff's alpha, interval", has_interval=True),
    Statistic("krippendorff_alpha_ratio", "Krippendorff's alpha, ratio", has_interval=True),
    Statistic("krippendorff_alpha_jaccard", "Krippendorff's alpha, Jaccard distance", has_interval=True),
    Statistic("krippendorff_alpha_masi", "Krippendorff's alpha, MASI distance", has_interval=True),
    Statistic("specific_agreement", "Specific agreement"),
    Statistic("f1", "F1 of claims found"),
    Statistic("jaccard_mean", "Mean Jaccard"),
    Statistic("masi_mean", "Mean MASI"),
    Statistic("span_f1_exact", "F1 of passages, exact"),
    Statistic("span_f1_exact_unlabelled", "F1 of passages, exact, whatever the label"),
    Statistic("span_f1_overlap", "F1 of passages, overlapping"),
    Statistic("span_f1_overlap_unlabelled", "F1 of passages, overlapping, whatever the label"),
    Statistic("span_f1_overlap_1to1", "F1 of passages, overlapping one to one"),
    Statistic("span_f1_overlap_1to1_unlabelled", "F1 of passages, overlapping one to one, whatever the label"),
    Statistic("span_f1_iou50", "F1 of passages, half in common"),
    Statistic("span_f1_iou50_unlabelled", "F1 of passages, half in common, whatever the label"),
    Statistic("char_f1", "F1 of characters"),
    Statistic("char_f1_unlabelled", "F1 of characters, whatever the label"),
    Statistic("char_jaccard", "Jaccard of characters"),
    Statistic("char_jaccard_unlabelled", "Jaccard of characters, whatever the label"),
    Statistic("token_f1", "F1 of tokens"),
    Statistic("token_f1_unlabelled", "F1 of tokens, whatever the label"),
    Statistic("char_kappa", "Kappa of characters", has_interval=True),
    Statistic("char_kappa_binary", "Kappa of characters, marked or not", has_interval=True),
    Statistic("char_kappa_nominal", "Kappa of characters, labels and none", has_interval=True),
    Statistic("u_alpha", "Krippendorff's u-alpha"),
    Statistic("u_alpha_binary", "Krippendorff's u-alpha, marked or not"),
    Statistic("cu_alpha", "Krippendorff's cu-alpha"),
    Statistic("ku_alpha", "Krippendorff's (k)u-alpha"),
    Statistic("alpha_unitizing_1995", "Krippendorff's alpha for unitizing (1995)"),
    Statistic("gamma_observed_disorder", "Observed disorder"),
    Statistic("gamma", "Gamma"),
)

STATISTICS = {statistic.name: statistic for statistic in _ALL}
"""All statistics by name, in the order in which they are shown."""


def statistic_of(name: str) -> Statistic:
    """The statistic of a figure's name; what stands in brackets (a category, a label) does not matter."""
    return STATISTICS[name.partition("[")[0]]
