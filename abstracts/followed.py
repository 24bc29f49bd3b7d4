"""What a contribution has from its abstract: the texts that authors write. Its place in the programme is decided."""

from typing import Any

from abstracts.models import Abstract


def as_contribution(abstract: Abstract) -> dict[str, Any]:
    """The values of the contribution as the abstract would have them."""
    return {"title": abstract.title, "abstract": abstract.text, "keywords": list(abstract.keywords)}


def differing_fields(abstract: Abstract) -> list[str]:
    """Which of them the contribution has otherwise; nothing where there is none to show, or it was deleted."""
    contribution = abstract.contribution
    if contribution is None or contribution.deleted_at is not None or not abstract.is_released:
        return []
    return [name for name, value in as_contribution(abstract).items() if getattr(contribution, name) != value]
