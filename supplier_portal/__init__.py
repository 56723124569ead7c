"""The supplier portal: a Flask service around the domain in ``questionnaires``."""
