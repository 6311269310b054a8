"""County workbooks: handed in, planned, applied whole, handed back marked, exported."""
