"""The Embeddings tab."""
