"""What in a text may be worth a claim: terms of the codebook, numbers, sentences that look like results.

Suggestions, never decisions: they come from the text and the codebook alone, and nothing is recorded until a person
takes one; what is taken is a draft that has to be confirmed.
"""
