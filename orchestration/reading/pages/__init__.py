"""From characters at places on pages to lines, tables and paragraphs; which library found the characters is not known
here."""
