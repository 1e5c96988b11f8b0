"""Settings and a workspace go in, a report comes out. It opens no file and knows no format."""
