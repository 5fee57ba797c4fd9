"""Disagreements settled one by one: the queue of them, what is decided, and the consensus that comes of it.

Nothing is kept but records (``Decision``, and the claims and codings of the consensus reviewer), so work can stop and
go on tomorrow, on another desktop. The reviewers' own claims are never touched.
"""
