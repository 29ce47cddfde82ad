"""Live updates, the newsroom's part: cursors, rights, and watching the log. What changed on a page is drawn by the
annotations app, known by a name in the settings."""
