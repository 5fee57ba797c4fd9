"""The demo review, written for this purpose: four invented texts, a codebook and about forty claims on them."""

from curator.demo.making import DEMO_REVIEWER, FILE_NAME, demo_review, make_demo

__all__ = ["DEMO_REVIEWER", "FILE_NAME", "demo_review", "make_demo"]
