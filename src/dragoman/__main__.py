"""`python -m dragoman`: the command line."""

from dragoman.cli.main import main

main()
