"""Every mistake of the method that a plan can make, as findings with evidence and a remedy. No score."""

from milepost.plan.critique.case import Case, Look, Measure
from milepost.plan.critique.review import review_plan

__all__ = ["Case", "Look", "Measure", "review_plan"]
