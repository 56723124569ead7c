"""What the pages of all audiences share: access, transaction, errors, words and headers."""
