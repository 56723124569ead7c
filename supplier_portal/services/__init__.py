"""The use cases: functions named by a verb that take a session, and never commit."""
