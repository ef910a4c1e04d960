"""Characters read from images of pages, each with how sure it is."""
