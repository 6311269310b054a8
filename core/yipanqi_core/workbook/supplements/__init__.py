"""The further sheets of a county workbook, as the county's mechanism declares what they hold."""
