"""The bibliography: how works are read, what they are called, how citations and entries are set."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
import typst
from docutils import nodes as dn
from lxml import html

from conftest import change
from edition import open_edition
from edition.edition import Edition
from edition.labels import filed, unbroken
from edition.sphinxext.bibliography import anchor_of
from edition.sphinxext.entries import entries, usual_day
from edition.sphinxext.typst.escape import address, site
from edition.typography import QUOTES, printed, shown_address
from edition.vocabularies import LANGUAGE_CODES
from printed import words_of_pages
from test_sphinx_extension import BACK, REST, TEXT, Book

# --- words ------------------------------------------------------------------------


@pytest.mark.parametrize(("spelt", "language", "meant"), [
    ("10--12 November 1943--1944", "en", "10–12 November 1943–1944"),
    ("Këlcyra--Dalmazzo---a pact", "en", "Këlcyra–Dalmazzo—a pact"),
    (r"Page/Enver\_Hoxha.md, {SOE} \& others", "en", "Page/Enver_Hoxha.md, SOE & others"),
    ("Hoxha's final heartbeat", "en", "Hoxha’s final heartbeat"),
    ("the veterans' side of '44", "en", "the veterans’ side of ’44"),
    ("Context of 'November 8: Party Formed'", "en", "Context of ‘November 8: Party Formed’"),
    ('entry "Albania", p. 11', "en", "entry “Albania”, p. 11"),
    ('Der "Kushtrimi" ("Der Ruf")', "de", "Der „Kushtrimi“ („Der Ruf“)"),
    ('"Le terre redente". L\'Albania', "it", "«Le terre redente». L’Albania"),
    ('"Résistance"', "fr", "«\u00a0Résistance\u00a0»"),
    ("“Dekalogu” e «Flora»", "sq", "“Dekalogu” e «Flora»"),
    (r"as another \cite{elsie-b}'s", "en", "as another {cite}`elsie-b`’s"),
    ("see http://a.org/x--y_'z' and x--y", "en", "see http://a.org/x--y_'z' and x–y"),
], ids=lambda value: value[:24])  # fmt: skip
def test_words_are_printed(spelt: str, language: str, meant: str) -> None:
    """Dashes, escapes, quotation marks and apostrophes are those of print, but in addresses."""
    assert printed(spelt, language) == meant


def test_each_language_has_its_quotation_marks() -> None:
    """The languages in which a title can be set are those whose marks are known."""
    assert QUOTES.keys() == set(LANGUAGE_CODES.values())


def test_nothing_is_left_as_bibtex_spells_it(edition: Edition) -> None:
    """No field of the bibliography has a straight quotation mark, an escape or a double hyphen."""
    for work in edition.references.values():
        for name, value in work.data.items():
            if not name.startswith("url"):
                assert not re.search(r"""["'\\{}]|--""", edition.said(value)), (work.key, name)


@pytest.mark.parametrize(("url", "shown"), [
    ("https://a.org/wiki/Zbor_P%C3%ABrmet", "https://a.org/wiki/Zbor_Përmet"),
    ("https://a.org/%D0%9C%D0%B0/x", "https://a.org/Ма/x"),
    ("https://a.org/1943%E2%80%931944", "https://a.org/1943–1944"),
    ("https://a.org/a%20b%2Fc%27%28d", "https://a.org/a%20b%2Fc%27%28d"),
    ("https://a.org/%E9t%E9", "https://a.org/%E9t%E9"),  # no UTF-8
    ("https://a.org/%E9%98%BF", "https://a.org/%E9%98%BF"),  # Chinese, which the PDF cannot show
], ids=lambda value: value[14:])  # fmt: skip
def test_addresses_are_shown_in_letters(url: str, shown: str) -> None:
    """Codes for letters are shown as the letters; what else is coded stays."""
    assert shown_address(url) == shown


def test_a_shown_address_leads_to_the_same(edition: Edition) -> None:
    """Coding the letters again, as a browser does, gives back each address of the bibliography."""
    for work in edition.references.values():
        url = work.data.get("url", "")
        coded, meant = ("".join(c if c.isascii() else quote(c) for c in words)
                        for words in (shown_address(url), url))
        assert coded.casefold() == meant.casefold()


# --- labels -----------------------------------------------------------------------

BIB = """
@misc{xa, author = {Hoxha, Enver}, title = {Second}, year = {1944}, URLx}, keywords = {further}}
@misc{xb, author = {Hoxha, Enver}, title = {First}, year = {1944}, URLy}, keywords = {further}}
@misc{xc, author = {Hoxha, Abaz T.}, title = {T}, URLz}, keywords = {further}}
@misc{xd, author = {Hoxha, Abaz}, title = {U}, URLw}, keywords = {further}}
@misc{xe, editor = {Elsie, Robert and Hutchings, Ann}, title = {V}, keywords = {further}}
@misc{xf, title = {W}, url = {https://history.state.gov/a}, keywords = {further}}
@misc{xg, title = {X}, url = {http://www.history.state.gov:8080/b}, keywords = {further}}
@misc{xh, author = {{Wikipedia contributors}}, title = {Y}, url = {https://copies.org/en/y},
  keywords = {further}}
@misc{xi, title = {Z}, url = {https://copies.org/en/z}, keywords = {further}}
""".replace("URL", "url = {https://a.org/")


@pytest.fixture
def labelled(tiny: Callable[..., Path]) -> Edition:
    """The tiny edition with works that are hard to tell apart."""
    root = tiny()
    file = root / "data" / "references.bib"
    file.write_text(file.read_text("utf-8") + BIB, "utf-8")
    return open_edition(root)


def test_namesakes_and_sites_are_told_apart(labelled: Edition) -> None:
    """An initial parts namesakes, a letter equal labels; a site has no full stop and no port."""
    assert {key: work.short for key, work in labelled.references.items() if len(key) == 2} == {
        "xa": "E. Hoxha 1944 b", "xb": "E. Hoxha 1944 a", "xc": "A. Hoxha a",
        "xd": "A. Hoxha b", "xe": "Elsie and Hutchings", "xf": "history.state.gov a",
        "xg": "history.state.gov b", "xh": "copies.org a", "xi": "copies.org b"}
    assert [work.key for work in filed(labelled.references.values())] == [
        "xh", "xi", "xe", "xf", "xg", "xc", "xd", "xb", "xa", "kola1960", "leka1950"]


def test_copies_of_wikipedia_are_called_by_their_site(edition: Edition) -> None:
    """Whoever is named as author: no label begins with the name of nobody."""
    labels = {key: work.short for key, work in edition.references.items()}
    assert labels["wp-zog"] == "gateway.ipfs.io"
    assert labels["wp-haxhi-lleshi"].startswith("English Wikipedia")
    assert not [label for label in labels.values() if label.startswith("Wikipedia contr")]


def test_no_two_works_have_one_label(edition: Edition) -> None:
    """What a citation says leads to one work, in print, too; no label ends as a sentence does."""
    labels = [work.short for work in edition.references.values()]
    assert len(set(labels)) == len(labels)
    assert not [label for label in labels if re.search(r"[.:]( \d+)?$|:\d", label)]


def test_the_letter_of_a_label_stays_with_its_word() -> None:
    """The space before the letter does not break, nor that behind an initial; others may."""
    assert unbroken("Hoxha 1944 a") == "Hoxha 1944\u00a0a"
    assert unbroken("Leka 1950") == "Leka 1950"
    assert unbroken("E. Hoxha 1944") == "E.\u00a0Hoxha 1944"


# --- entries ----------------------------------------------------------------------


def said(labelled: Edition, *keys: str) -> list[str]:
    """The entries of these works as lines."""
    nodes = entries(labelled, [labelled.references[key] for key in keys], anchor_of)
    return [node.children[1].astext() for node in nodes[-1].findall(dn.citation)]


def test_an_entry_says_nothing_twice(labelled: Edition, edition: Edition) -> None:
    """Year, site and the name of an institution stand in the label; an editor is said to be one."""
    assert said(labelled, "xe", "xa") == [
        "Elsie and Hutchings Elsie, Robert, and Ann Hutchings (eds). V.",
        "E.\u00a0Hoxha 1944\u00a0b Hoxha, Enver. Second. https://a.org/x."]
    copy, news, elsie = said(edition, "wp-zog", "albanianews2019", "elsie-schmidhuber1944")
    assert copy.startswith("gateway.ipfs.io Wikipedia contributors. ")
    page, = said(edition, "wp-congress-of-permet")
    assert re.match(r"English Wikipedia\xa0\w Congress of Përmet\. Encyclopaedia", page)
    assert news.startswith("albanianews.it 2019 Anniversario conferenza Peza. Newspaper. https")
    assert "Elsie, Robert (ed.). August" in elsie


def test_names_in_an_entry_have_printed_quotation_marks(edition: Edition) -> None:
    """They are set when the marks of the page have been turned already."""
    *_, listed = entries(edition, filed(edition.references.values()), anchor_of)
    lines = [p.astext() for p in listed.findall(dn.paragraph) if "ed-cited" in p["classes"]]
    assert any("under Greek People’s Liberation Army." in line for line in lines)
    assert not [line for line in lines if "'" in line or '"' in line]


def test_the_day_is_said_once(labelled: Edition, edition: Edition) -> None:
    """The day of most works stands at the head of the list, another day in its entry."""
    works = [w for w in edition.references.values() if w.consulted][:3]
    assert usual_day(works) == "2026-11-21"
    head, _ = entries(edition, works, anchor_of)
    assert head.astext() == "All were consulted on 21 November 2026."
    other = labelled.references["leka1950"]
    other.data["urldate"] = "2026-11-03"  # type: ignore[index]
    head, listed = entries(edition, [*works, other], anchor_of)
    assert head.astext() == "Consulted on 21 November 2026, where no other day is given."
    assert [n.astext().count("consulted 3 November 2026")
            for n in listed.findall(dn.citation)] == [0, 0, 0, 1]
    assert usual_day([other]) == usual_day([]) == ""


PAGES = {
    "prose": "# Prose\n\nOne {cite}`leka1950,kola1960`, two {cite}`kola1960`.\n",
    "works": "# Works\n\n## Read\n\n```{bibliography}\n:filter: keywords % \"consulted\"\n```\n\n"
             "## Not read\n\n```{bibliography}\n:filter: keywords % \"further\"\n```\n",
}


@pytest.fixture
def pages(tiny: Callable[..., Path]) -> Callable[[str], html.HtmlElement]:
    """A page of a tiny book with a bibliography in two parts."""
    root = tiny()
    change(root, "data/references.bib", "title = {They met},",
           "title = {U takuan},\n  langid = {sq},\n  language = {albanian},")
    change(root, "data/references.bib", "annote = {Invented.}",
           "annote = {Invented \\cite{leka1950}.}")
    built = Book(root, PAGES)
    assert built.warnings == ""
    return lambda name: html.parse(built.out / f"{name}.html").getroot()


def test_works_cited_together_share_a_bracket(pages: Callable[[str], html.HtmlElement]) -> None:
    """Each work is a link of its own, to an anchor that its key makes."""
    first, second = pages("prose").find_class("bibtex-citation")
    assert (first.text_content(), second.text_content()) == ("(Leka 1950; Kola 1960)",
                                                              "(Kola 1960)")
    assert [a.get("href") for a in first.iter("a")] == [
        "works.html#ref-leka1950", "works.html#ref-kola1960"]


def test_both_lists_are_set_alike(pages: Callable[[str], html.HtmlElement]) -> None:
    """Each entry has its anchor and its label; a title has its language, a remark its links."""
    tree = pages("works")
    read, other = tree.find_class("citation")
    assert (read.get("id"), other.get("id")) == ("ref-leka1950", "ref-kola1960")
    assert other.text_content().strip() == "Kola 1960 Kola, Ben. U takuan."
    assert [em.get("lang") for em in other.iter("em")] == ["sq"]
    assert [a.get("href") for a in read.find_class("internal")] == ["#ref-leka1950"]
    words, _ = read.findall("p")
    assert words.text_content().strip().endswith("Memoir. https://example.org/leka, consulted "
                                                 "21 November 2026. Invented (Leka 1950).")


def test_an_entry_leads_back_to_what_cites_it(tiny: Callable[..., Path]) -> None:
    """Notes, records and figures from elsewhere; where the book does not set them, their words."""
    cited = "Cited in note 2 to AA; under Ana Leka; for E001."
    alone = Book(tiny("alone"), PAGES)
    assert alone.warnings == ""
    line, = html.parse(alone.out / "works.html").getroot().find_class("ed-cited")
    assert (line.text_content(), list(line.iter("a"))) == (cited, [])
    root = tiny("whole")
    built = Book(root, {**PAGES, "text": TEXT, "back": BACK, "rest": REST.replace(
        "```{bibliography}\n```", ""), "beside": "# Beside\n\n```{edition-table} estimates\n```\n"})
    assert built.warnings == ""
    line, = html.parse(built.out / "works.html").getroot().find_class("ed-cited")
    assert line.text_content() == cited
    assert [a.get("href") for a in line.iter("a")] == [
        "text.html#N0001", "back.html#ana-leka", "beside.html#E001"]


def test_the_list_can_be_written_in_latex(tiny: Callable[..., Path]) -> None:
    """LaTeX calls each entry by its page, too; the benchmark sets the book with it."""
    book = Book(tiny(), PAGES, builder="latex")
    source = "".join(path.read_text("utf-8") for path in book.out.glob("*.tex"))
    assert source.count("\\bibitem[") == len(book.app.env.get_domain("cite").citations) > 0


def test_a_long_list_is_set_under_letters(
    tiny: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an index is, with a line to jump by; a short one is not."""
    monkeypatch.setattr("edition.sphinxext.bibliography._LETTERS_FROM", 2)
    short = Book(tiny("short"), PAGES)
    assert not html.parse(short.out / "works.html").getroot().find_class("ed-letters")
    built = Book(tiny("long"), {"works": "# Works\n\n## All\n\n```{bibliography}\n:all:\n```\n"})
    assert built.warnings == ""
    tree = html.parse(built.out / "works.html").getroot()
    assert [a.get("href") for a in tree.xpath("//nav[@class='ed-letters']/a")] == [
        "#all-K", "#all-L"]
    groups = tree.find_class("ed-index-group")
    assert [(g.get("id"), g.find("h3").text, g.find_class("citation")[0].get("id"))
            for g in groups] == [
        ("all-K", "K", "ref-kola1960"), ("all-L", "L", "ref-leka1950")]


def test_words_name_works_in_one_bracket(tiny_edition: Edition) -> None:
    """Where there are no links, neighbours share a bracket, too."""
    assert tiny_edition.said("So {cite}`leka1950` {cite}`kola1960`.") == (
        "So (Leka 1950; Kola 1960).")


# --- addresses in the PDF -----------------------------------------------------------


def test_addresses_break_behind_their_signs_only() -> None:
    """The beginning of an address is whole, and no break is put before a sign or within a word."""
    made = address("http://www.infoskrapar.blogspot.com/a_b/c?id=A9Q%20x")
    parts = re.findall(r'#(?:box\[)?#?"([^"]*)"', made)
    assert parts == ["http://www.infoskrapar.", "blogspot.", "com/", "a_", "b/", "c?", "id=",
                     "A9Q%20x"]
    assert made.startswith('#box[#"http://www.infoskrapar.";]')


def test_the_codes_of_letters_are_broken_between_letters() -> None:
    """A name in a script that the PDF cannot show is a row of codes, which no line could hold."""
    made = address("https://example.org/%E9%98%BF%E5%B0%94/x%20y")
    parts = re.findall(r'#(?:box\[)?#?"([^"]*)"', made)
    assert parts == ["https://example.", "org/", "%E9%98%BF", "%E5%B0%94/", "x%20y"]


def test_a_site_is_broken_in_a_narrow_column(tmp_path: Path) -> None:
    """The compiler breaks it behind a dot, and the words that are copied have no other sign."""
    source = f"#block(width: 26mm)[({site('luftapartizane.blogspot.com')} 2012)]"
    (tmp_path / "a.typ").write_text(source, "utf-8")
    (tmp_path / "a.pdf").write_bytes(typst.compile(tmp_path / "a.typ"))
    lines = words_of_pages(tmp_path / "a.pdf")[0].split("\n")
    assert [line.strip() for line in lines] == ["(luftapartizane.", "blogspot.com", "2012)"]


@pytest.mark.parametrize(("language", "words", "broken"), [
    ("de", "Vergangenheitsbewältigung", True), ("sq", "Nacionalçlirimtare e popullit", False)])
def test_titles_are_hyphenated_by_their_own_language(tmp_path: Path, language: str, words: str,
                                                     broken: bool) -> None:
    """A title has the patterns of its language, and no others where the compiler's are poor."""
    for name in ("measures.typ", "places.typ"):
        design = files("edition.sphinxext.typst") / name
        (tmp_path / name).write_text(design.read_text("utf-8"), "utf-8")
    (tmp_path / "a.typ").write_text(
        '#import "places.typ": foreign\n#set text(lang: "en", hyphenate: true)\n'
        f'#block(width: 20mm, foreign("{language}")[{words}])', "utf-8")
    (tmp_path / "a.pdf").write_bytes(typst.compile(tmp_path / "a.typ"))
    lines = words_of_pages(tmp_path / "a.pdf")[0].splitlines()
    assert any(line.strip().endswith(("-", "\u00ad", "‐")) for line in lines) == broken


def test_a_site_keeps_its_first_letters_together() -> None:
    """A short first part is not left at the end of a line, and nothing is hyphenated."""
    assert site("en.wikipedia.org") == (
        '#text(hyphenate: false)[#"en.wikipedia.";#box();#"org";];')
