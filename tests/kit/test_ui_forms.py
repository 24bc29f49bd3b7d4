"""How our forms look and what their shared fields accept."""

from datetime import UTC, datetime

import pytest
from django import forms

from kit.forms import Combobox, MarkdownField, MomentField, ZoneField


class Talk(forms.Form):
    title = forms.CharField(label="Title", help_text="As on the poster.")
    starts_at = MomentField(zone="Europe/Zurich", label="Starts")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "Lecture"), ("b", "Poster")], widget=forms.RadioSelect
    )
    public = forms.BooleanField(label="Everybody may see it", required=False)


def moment_form(day: str, clock: str) -> Talk:
    return Talk({"title": "A", "kind": "a", "starts_at_0": day, "starts_at_1": clock})


@pytest.mark.parametrize(
    ("day", "clock", "missing"),
    [("2027-01-15", "", "Give the time as well."), ("", "23:59", "Give the date as well.")],
)
@pytest.mark.parametrize("is_required", [True, False])
def test_half_a_moment_is_told_which_half_lacks(day, clock, missing, is_required):
    form = moment_form(day, clock)
    form.fields["starts_at"].required = is_required

    assert form.errors["starts_at"] == [missing]


def test_a_field_ties_its_label_hint_and_error_to_the_control():
    drawn = Talk({})["title"].as_field_group()

    assert '<label for="id_title">Title</label>' in drawn
    assert 'id="id_title_helptext">As on the poster.' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_title_error"' in drawn


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    drawn = Talk()["kind"].as_field_group()

    assert "<fieldset" in drawn
    assert "<legend>Kind</legend>" in drawn


def test_only_optional_fields_say_so():
    form = Talk()
    form.fields["starts_at"].required = False

    assert "(optional)" not in form["title"].as_field_group()
    assert "(optional)" in form["starts_at"].as_field_group()


def test_the_summary_takes_the_focus_and_leads_to_each_field():
    drawn = str(Talk({"kind": "a"}))

    assert "2 things need another look." in drawn
    assert 'tabindex="-1" autofocus' in " ".join(drawn.split())
    assert '<a href="#id_title">Title</a>' in drawn


def test_a_form_that_was_not_sent_has_no_summary():
    assert 'id="errors"' not in str(Talk())


def test_what_people_typed_is_escaped_in_the_summary():
    form = Talk({})
    form.add_error(None, "<script>alert(1)</script>")

    assert "<script>alert" not in str(form)


def test_a_moment_is_read_in_the_zone_of_the_field():
    form = moment_form("2027-07-01", "09:30")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"] == datetime(2027, 7, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "clock"), [("2027-03-28", "02:30"), ("2027-10-31", "02:30")])
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused(day, clock):
    assert list(moment_form(day, clock).errors) == ["starts_at"]


def test_a_moment_is_shown_on_the_clocks_of_the_zone():
    form = Talk(initial={"starts_at": datetime(2027, 7, 1, 22, 30, tzinfo=UTC)})

    drawn = str(form["starts_at"])

    assert 'value="2027-07-02"' in drawn
    assert 'value="00:30"' in drawn


def test_a_moment_left_as_it_was_has_not_changed():
    initial = {"title": "A", "kind": "a", "starts_at": datetime(2027, 7, 1, 7, 30, tzinfo=UTC)}
    sent = {"title": "A", "kind": "a", "starts_at_0": "2027-07-01", "starts_at_1": "09:30"}

    assert Talk(sent, initial=initial).changed_data == []


def test_an_unknown_zone_is_refused_with_its_name():
    with pytest.raises(forms.ValidationError, match="Mars/Olympus"):
        ZoneField().clean("Mars/Olympus")

    assert ZoneField().clean("Asia/Tokyo") == "Asia/Tokyo"


def test_a_text_we_could_not_show_is_refused_while_it_can_still_be_changed():
    with pytest.raises(forms.ValidationError):
        MarkdownField().clean("a" * 100_000)

    assert MarkdownField().clean("**a**") == "**a**"


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ({"who": "7", "who-text": "Ada"}, "7"),
        ({"who": "", "who-text": "ada@example.org"}, "ada@example.org"),
        ({}, ""),
    ],
)
def test_a_combobox_gives_what_was_chosen_or_else_what_was_typed(sent, value):
    assert Combobox(source="/people/").value_from_datadict(sent, {}, "who") == value
