"""Benchmarks that print figures beside their limits; `python -m bench` runs them (bench/README.md)."""
