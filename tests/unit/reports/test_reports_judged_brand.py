"""The judgements of a brand in sections: told, counted when quiet, and the rest with its reason."""

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.verdict import Verdict
from milepost.reports.judged_brand import document, sections
from milepost.workspace.judging.known import Judged, untold

QUIET = Verdict("change.no_change", {"visible": Amount(0.2, Unit.SHARE), "weeks": 39})
JUDGED = (
    Judged("customers", "Customers", Verdict("customers.no_values")),
    Judged("change", "Leads", QUIET),
    Judged("change", "Orders", QUIET),
    untold("change", "Mentions", Unknown("Only 3 weeks are known; 14 are needed.")),
)


def test_sections_stand_in_their_order_and_quiet_figures_are_only_counted() -> None:
    change, customers = sections(JUDGED)
    assert (change.part, change.says, change.quiet) == ("change", (), "Two are as usual.")
    assert change.untold == ("Mentions: cannot tell, because only 3 weeks are known; 14 are needed.",)
    assert customers.title == "Customers"
    assert customers.quiet == ""
    assert len(customers.says) == 1


def test_of_what_there_is_nothing_there_is_no_section() -> None:
    assert sections(()) == ()


def test_the_document_holds_every_judgement_and_what_is_unknown_says_so() -> None:
    rows = document(JUDGED)["judgements"]
    assert [(row["part"], row["about"], row["known"]) for row in rows] == [
        ("customers", "Customers", True),
        ("change", "Leads", True),
        ("change", "Orders", True),
        ("change", "Mentions", False),
    ]
    assert rows[1]["code"] == "change.no_change"
    assert rows[1]["says"].startswith("Leads: no lasting change")
