"""LLM Hub Desktop: a desktop program for OpenAI-compatible language model servers."""

__version__ = "0.1.0"
