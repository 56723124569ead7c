"""The only readers and writers of files, one a format."""
