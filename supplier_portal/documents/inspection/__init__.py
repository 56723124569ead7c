"""From a Word template that came in to all that is wrong with it, each with its place."""
