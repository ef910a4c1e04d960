"""The Superset bundle in the making: definitions, datasets, charts and dashboards."""
