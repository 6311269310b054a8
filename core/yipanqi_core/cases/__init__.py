"""Cases: a project's child records with a track of their own, such as a land dossier."""
