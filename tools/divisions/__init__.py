"""What tools/make_divisions.py is made of: the yearly lists of divisions, and the history that follows from them."""
