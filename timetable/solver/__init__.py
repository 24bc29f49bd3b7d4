"""Propose a timetable: from what is to be placed and what must hold, to a plan with its score and its reasons.

`wishes` is what was asked for, `problem` what that comes to (units to place, places, who and what is taken), `greedy`
a first answer in seconds, `improve` a better one until the time is up (with OR-tools, see `model`), `score` how good
it is, `reasons` why something has no place, `result` the plan.
"""
