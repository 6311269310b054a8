"""The command line: everything a county's IT person does, with nothing but the program running."""
