"""Language below the level of acts: a text in, its sentences, tokens and folded words out."""

from dragoman.language.sentences import split_passages, split_spans
from dragoman.language.tokens import Token, fold, tokenize

__all__ = ["Token", "fold", "split_passages", "split_spans", "tokenize"]
