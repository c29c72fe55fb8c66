"""Addresses of the goals of a brand."""

from django.urls import path

from milepost.web.pages.goals import board, goal

PATHS = (
    path("", board.board, name="board"),
    path("goals/<str:goal_id>/", goal.goal, name="goal"),
)
