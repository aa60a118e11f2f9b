"""What is said of mistakes, one file for each language but English: the English template, and the same in the language.

English stands in the code, where a mistake is found; `..mistakes` reads these files when one is told.
"""
