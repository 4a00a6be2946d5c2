"""One running program for each folder of data; later starts hand over to it."""
