"""The warehouse as a DuckLake: Parquet files with their catalogue in PostgreSQL, beside the file that releases are."""
