"""Every mistake of the method that a plan can make, as findings with evidence and a remedy. No score."""

from milepost.plan.critique.case import Case, Look, Measure
from milepost.plan.critique.measures import asked_for
from milepost.plan.critique.review import review_plan

__all__ = ["Case", "Look", "Measure", "asked_for", "review_plan"]
