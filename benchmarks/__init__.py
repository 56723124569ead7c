"""The speed of what people wait for: `python -m benchmarks`; see docs/benchmarks.md."""
