"""Official documents: their content as data (`model`), and their rendering to .docx (`docx`) and PDF (`pdf`).

Nothing is re-exported: whoever only composes a document does not load the renderers.
"""
