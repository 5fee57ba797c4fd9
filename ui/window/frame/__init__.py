"""What stands around the rooms: the bars above and below, sheets, the start page, and what is remembered."""
