"""The page and its HTTP interface, served on this machine."""
