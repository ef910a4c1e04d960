"""Parquet files between the steps: schemas, content addressing, reading and writing."""
