"""The demo review, written for this purpose: five invented texts, a codebook, and the claims of two reviewers."""

from curator.demo.making import DEMO_REVIEWER, FILE_NAME, SECOND_REVIEWER, demo_review, make_demo

__all__ = ["DEMO_REVIEWER", "FILE_NAME", "SECOND_REVIEWER", "demo_review", "make_demo"]
