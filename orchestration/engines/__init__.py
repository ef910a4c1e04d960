"""Where the work of reading and extraction is done: in this process, in several, on several machines."""
