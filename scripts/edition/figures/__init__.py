"""Drawing the charts that ``charts`` declares.

How to add one: declare it in ``charts``; write a function of an edition that returns the
figure in the module of its family, with ``marks`` for each row; bind the two in a
:class:`~edition.figures.drawing.Drawing` and name that in ``registry``; show it in a
notebook with ``NAME.show(edition)``. A figure must draw whatever edition it is given, also
one that assumptions have left with few rows or none.
"""
