"""The Audio tab."""
