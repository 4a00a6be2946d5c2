"""A conversation laid out for paper: for a printer and as a PDF. QtGui alone, in any thread."""
