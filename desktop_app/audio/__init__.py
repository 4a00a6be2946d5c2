"""Recording and encoding of speech, without Qt."""
