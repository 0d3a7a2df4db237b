"""The version of dragoman: one string, read by the build and by `dragoman --version`."""

__version__ = "0.1.0"
