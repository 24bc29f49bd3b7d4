"""Formulas where no markup can stand: in Unicode where that can say them, and as they were typed where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.plain import title_in_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Sorting in $O(n^2)$ steps", "Sorting in O(n²) steps"),
        (r"The $\alpha$-helix", "The α-helix"),
        (r"$\mathcal{O}(n\log n)$", "O(n log n)"),
        (r"H$_2$O and $^{13}$C", "H₂O and ¹³C"),
        (r"$\nu_\mu \to \nu_e$", "ν_μ → νₑ"),
        (r"$e^{i\pi}$", "e^(iπ)"),
        (r"$\frac{a}{b+c}$ of $\sqrt{x}$", "a/(b+c) of √x"),
        (r"$K\to\pi\nu\bar\nu$ at $\sqrt{s} = 13\,\mathrm{TeV}$", "K → πνν̄ at √s = 13 TeV"),
        (r"$p<0.05$ in $\mathbb{R}^n$, $f'(x)$, $90^\circ$", "p < 0.05 in ℝⁿ, f′(x), 90°"),
    ],
)
def test_simple_formulas_are_said_in_unicode(title, words):
    assert title_in_words(title) == words


@pytest.mark.parametrize(
    "title",
    [
        "No formula & <b>",
        "$5 a chip, $10 a board",
        r"On $\sum_{i=1}^n i$",
        r"On $\begin{matrix}a&b\end{matrix}$",
        r"On $\frac{$",
        r"On $\foo$",
        "All of $$x_{$$",
        "$x$" * 400,
    ],
)
def test_all_others_stay_as_they_were_typed(title):
    assert title_in_words(title) == title


@given(st.text(alphabet="$\\{}_^ab1 +αfracsqt", max_size=60))
def test_no_title_breaks_it(title):
    title_in_words(title)
