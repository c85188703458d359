"""The directory as a spreadsheet, there and back: a row for each service, for editors."""
