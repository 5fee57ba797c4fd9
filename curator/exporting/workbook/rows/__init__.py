"""The rows of each sheet, as plain values by column key."""
