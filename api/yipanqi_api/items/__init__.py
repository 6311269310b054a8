"""Items of projects: named, mended, finished, re-planned."""
