"""The command line: arguments in, rows on standard output and talk on standard error out; `main` is its door."""

__all__: list[str] = []
