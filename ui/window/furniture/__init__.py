"""What the rooms are furnished with: labelled fields, chips, cards, links, and what an empty room says."""
