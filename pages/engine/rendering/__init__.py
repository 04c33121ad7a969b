"""How HTML comes about: the theme that MkDocs renders, shells cut from its pages, templates that fill them."""
