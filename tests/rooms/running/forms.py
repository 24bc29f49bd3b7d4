"""Forms as a browser sends them, and what they say when they come back; a drawing of a floor."""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
<rect data-room="012" width="40" height="40"/><rect data-room="999" x="50" width="40" height="40"/></svg>"""


def typed(client, address, **values):
    """What the form of the page shows, as a browser would send it back, with some values changed."""
    form = client.get(address).context["form"]
    shown = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        shown[bound.html_name] = "on" if value is True else bound.field.prepare_value(value)
    return {key: value for key, value in {**shown, **values}.items() if value is not None}


def errors_of(answer, form="form"):
    return {name: list(errors) for name, errors in answer.context[form].errors.items()}
