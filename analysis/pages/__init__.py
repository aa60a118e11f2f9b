"""Pages in the browser; they need the extra ``viz``."""
