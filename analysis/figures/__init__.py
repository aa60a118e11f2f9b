"""The kit of all figures: colours, style, parts, and folders that appear whole. It knows no result."""
