"""The county workbook: a county's register in one Excel file, read, checked, applied and written."""
