"""From the content of an annex to the bytes of a document, one module a format."""
