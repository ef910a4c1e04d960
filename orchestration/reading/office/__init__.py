"""What the formats of offices share: archives of parts, numbering, styles, wording, pages; no format of its own."""
