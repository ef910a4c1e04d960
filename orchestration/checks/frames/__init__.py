"""The frames that the suites are checked on: one module a step, plain functions from a home to rows.

A frame holds the rows of a table with what a check compares them to beside them (the text at the offsets, the row a key
points to), so that an expectation is a comparison of two columns. Does not belong here: what is expected.
"""
