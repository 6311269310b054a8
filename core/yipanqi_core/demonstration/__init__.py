"""Making a demonstration county: the plugin's workbook loaded, then its past year lived through by the engine."""
