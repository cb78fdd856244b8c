"""`/begrippen/`: one source for the words of pages and of reports, each with an address."""

from html import unescape

import pytest
from django.test import Client

from monitoring.choices import ResultStatus
from reports.pages.definitions import definitions
from reports.texts.definitions import in_reports
from tests.conftest import SignIn, World
from tests.reports.document import read

PATH = "/begrippen/"


def test_visitor_reads_every_word_of_a_report_at_its_own_address() -> None:
    page = read(Client(SERVER_NAME="testserver"), PATH)

    assert page.one("h1").text == "Begrippen"
    words = list(in_reports("telt niet", "het aantal"))
    anchors = {
        each.attributes["id"]: each.text for each in page.all("div") if "id" in each.attributes
    }
    assert {word.anchor for word in words} <= set(anchors)
    for word in words:
        assert word.word.casefold() in unescape(anchors[word.anchor]).casefold()


def test_every_word_has_an_address_of_its_own_and_every_status_is_there() -> None:
    words = [each for group in definitions() for each in group.definitions]

    assert len({each.anchor for each in words}) == len(words)
    assert all(each.anchor and each.meaning.endswith(".") for each in words)
    assert {each.status for each in words if each.status} == set(ResultStatus)


@pytest.mark.parametrize("norm_weight", ["telt niet als behaald", "telt voor de helft"])
def test_report_says_what_its_own_formula_does_and_the_page_says_both(norm_weight: str) -> None:
    [of_report] = [
        each for each in in_reports(norm_weight, "het aantal") if each.status == ResultStatus.PARTLY
    ]
    [of_page] = [
        each
        for group in definitions()
        for each in group.definitions
        if each.status == ResultStatus.PARTLY
    ]

    assert of_report.meaning.endswith(f"Dat {norm_weight}.")
    assert "telt niet als behaald, of voor de helft" in of_page.meaning


def test_page_of_a_figure_leads_to_the_words(
    world: World, published_round: object, sign_in: SignIn
) -> None:
    page = read(sign_in(world.executive), "/rondes/ronde-gepubliceerd/cijfer/")

    assert {PATH, f"{PATH}#percentage-behaald", f"{PATH}#van-toepassing"} <= set(
        page.one("main").hrefs()
    )
