"""The service layer: the only importer of the openai SDK."""
