"""What each figure of the book draws, what it leaves out, and why.

This is the one source for the links in both directions: the figures draw what is
declared here, the text pages name the figures a row is drawn in, and the tests compare
the drawn marks with these declarations. One module for each notebook; ``registry`` has
them all.

How to add a chart: declare it in the module of its notebook, name it in ``registry``,
write its drawing function in ``figures/``, and show it in the notebook.
"""
