"""Everything the user takes away: Word files, reports, JSON, from the same objects the page and the command line show."""
