"""Who is told what: letters in the language of whoever gets them."""
