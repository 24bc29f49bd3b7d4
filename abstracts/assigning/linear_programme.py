"""Solves a linear programme, as a script in a process of its own.

HiGHS and OR-Tools bring different libraries of one name: a process that has loaded one can not load the other, and a
worker may propose a timetable after an assignment. The model comes as JSON, the values of its columns go as JSON.
"""

import json
import sys
from typing import Any

import highspy


def solve(given: dict[str, Any]) -> list[float]:
    """The values of the columns; exits with the status of the model where it has no best answer."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("solver", "simplex")
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(given["cost"]), len(given["needs"])
    model.col_cost_ = given["cost"]
    model.col_lower_, model.col_upper_ = [0.0] * len(given["cost"]), given["most"]
    model.row_lower_ = model.row_upper_ = given["needs"]
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = given["starts"]
    model.a_matrix_.index_ = given["rows"]
    model.a_matrix_.value_ = given["values"]
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        sys.exit(str(solver.getModelStatus()))
    return list(solver.getSolution().col_value)


if __name__ == "__main__":
    json.dump(solve(json.load(sys.stdin)), sys.stdout)
