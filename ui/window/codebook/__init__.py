"""The Codebook room: therapies, outcomes, labels, directions and fields, each edit a change of its own."""
