"""What the user takes away: Word files, reports, JSON, from the same objects that the page shows."""
