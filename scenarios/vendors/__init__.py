"""What the exports of CRM vendors look like: a declared record for each layout, and how a table is told by it."""
