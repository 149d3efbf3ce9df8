"""Small components that every page uses: icons, rating chips and markers, figures, bars."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.measurement.figures import Figure
from akuntabel.web.ratings import RatingLabel

register = template.Library()

_ICONS = "akuntabel/vendor/tabler-icons/icons.svg"
_SHAPES = "akuntabel/shapes.svg"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An outline icon, always beside a word: `{% icon "printer" %}`. Names are those of vendor.toml."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css, static(_ICONS), name,
    )  # fmt: skip


def _shape(rating: RatingLabel) -> SafeString:
    return format_html('<use href="{}#{}"></use>', static(_SHAPES), rating.shape)


@register.simple_tag
def chip(rating: RatingLabel, size: str = "", of: Figure | None = None) -> SafeString:
    """Shape, word and tint: `{% chip row.rating %}`; with "full" the official word; with `of=` the rated
    figure the chip is bound to that figure's rating."""
    word = rating.name if size == "full" else rating.short_name
    bound = format_html(' data-figure="{}/rating"', of.reference.rpartition("/")[0]) if of else ""
    return format_html(
        '<span class="chip chip--{} {}"{}><svg class="shape" aria-hidden="true" focusable="false">{}</svg>'
        '<span class="chip__word">{}</span></span>',
        rating.tone, "chip--full" if size == "full" else "", bound, _shape(rating), word,
    )  # fmt: skip


@register.simple_tag
def marker(rating: RatingLabel) -> SafeString:
    """The shape alone, only beside its number; its word is the text alternative."""
    return format_html(
        '<svg class="shape shape--{}" role="img" aria-label="{}">{}</svg>',
        rating.tone, rating.short_name, _shape(rating),
    )  # fmt: skip


@register.simple_tag
def shape(rating: RatingLabel) -> SafeString:
    """The shape without text alternative, where its word stands next to it."""
    return format_html(
        '<svg class="shape shape--{}" aria-hidden="true" focusable="false">{}</svg>',
        rating.tone, _shape(rating),
    )  # fmt: skip


@register.filter
def with_unit(figure: Figure) -> str:
    """ "98,00 %" of a figure in percent; other units stand in the head or the caption."""
    if figure.unit == "%" and figure.plain is not None:
        return f"{figure.shown}{NO_BREAK_SPACE}%"
    return figure.shown


@register.simple_tag
def figure(value: Figure, unit: str = "unit") -> SafeString:
    """A printed figure, bound to its reference; `{% figure f "bare" %}` leaves the % to the column's head."""
    text = value.shown if unit == "bare" else with_unit(value)
    return format_html('<span class="num" data-figure="{}">{}</span>', value.reference, text)


@register.simple_tag
def bar(value: Figure, text: str) -> SafeString:
    """A bar from 0 to 100 for a figure with a number; `text` says the same in words."""
    if value.plain is None:
        raise ValueError(f"{value.reference} has no number, so it has no bar")
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 100 8" preserveAspectRatio="none">'
        '<rect class="bar__ground" width="100" height="8"></rect>'
        '<rect class="bar__value" width="{}" height="8"></rect></svg>',
        text, value.plain,
    )  # fmt: skip
