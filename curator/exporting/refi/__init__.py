"""REFI-QDA projects (.qdpx), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others open."""
