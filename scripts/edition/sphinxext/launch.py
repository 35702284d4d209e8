"""Where a notebook can be opened on the web, once the sources are public.

Binder makes an environment from the folder ``.binder`` of the repository and opens the working
copy that is made there. Colab opens the executed notebook from the branch ``gh-pages``, to which
the site is published; the first cell of that notebook fetches the rest.
"""

from __future__ import annotations

from edition.edition import EditionInfo

_HOST = "https://github.com/"


def launch_links(info: EditionInfo, docname: str) -> list[tuple[str, str]]:
    """The words and address of each link; none without a repository."""
    if not info.repository:
        return []
    name = info.repository.removeprefix(_HOST)
    return [
        ("Open in Binder",
         f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath=lab/tree/lab/{docname}.ipynb"),
        ("Open in Colab",
         f"https://colab.research.google.com/github/{name}/blob/gh-pages/downloads/notebooks/"
         f"{docname}.ipynb"),
    ]
