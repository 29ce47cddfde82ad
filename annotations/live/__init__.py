"""What an open page is told of what others do: read from the log, drawn under each reader's own sight."""
