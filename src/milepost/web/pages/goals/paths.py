"""Addresses of the goals of a brand."""

from django.urls import path

from milepost.web.pages.goals import board, changing, goal, over, writing

PATHS = (
    path("", board.board, name="board"),
    path("goals/new/", writing.goal_new, name="goal_new"),
    path("goals/closed/", over.goals_closed, name="goals_closed"),
    path("goals/<str:goal_id>/", goal.goal, name="goal"),
    path("goals/<str:goal_id>/change/", changing.goal_change, name="goal_change"),
    path("goals/<str:goal_id>/close/", changing.goal_close, name="goal_close"),
    path("goals/<str:goal_id>/next/", goal.goal_next, name="goal_next"),
)
