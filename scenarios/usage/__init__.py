"""Usage exports: who used which feature when, read from the company's own files and made up for tutorials."""
