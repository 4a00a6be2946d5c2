"""What assistive technology finds in the program, from inside and from outside."""
