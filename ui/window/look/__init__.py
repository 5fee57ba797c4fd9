"""How the window looks: colours, style sheet, typefaces and the shapes of directions, all in one place."""
