"""What a comparison says: advice, tables, report, workbook, documents and files."""
