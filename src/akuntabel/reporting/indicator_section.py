"""One indicator in Bab III.A: its table, the seven points of analysis, and the follow-up of recommendations."""

from __future__ import annotations

from akuntabel.catalogue.schema import ExternalFormula, RatioFormula
from akuntabel.core.achievement import Polarity
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.statistics import SMALL_DENOMINATOR, is_small
from akuntabel.core.values import State, Value
from akuntabel.documents.content import Block, Heading, Paragraph, Span, Spans, Table, Text
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.models import Submission
from akuntabel.measurement.results import IndicatorResult
from akuntabel.planning.models import DocumentKind, Target, TargetForm
from akuntabel.reporting.binding import Binder, prose, targets_equal
from akuntabel.reporting.follow_ups import follow_up_table
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.plan_tables import SUBJECTS
from akuntabel.reporting.sentences import Filling, ended, listed, lower_first, plain, say, words
from akuntabel.reporting.sources import target_of
from akuntabel.reporting.tables import CENTRED, body_text, bullets, head, lead_in, of, rating_cell, table
from akuntabel.reporting.working import working_table

_KEY = "chapter3.indicator"


def indicator_section(binder: Binder, result: IndicatorResult, pick: int) -> list[Block]:
    """Everything about one indicator; `pick` varies the wording."""
    return [
        Heading(4, f"IKU {result.number} {result.name}" if result.indicator.is_kpi else f"{result.number} {result.name}",
                f"indikator-{result.slug}", numbered=False),
        _purpose(binder, result),
        _table(binder, result),
        *_result(binder, result, pick),
        _history(binder, result, pick),
        _strategic(binder, result),
        _point(4, "national", say(f"{_KEY}.national")),
        *_causes(binder, result),
        _efficiency(binder, result, pick),
        *_programmes(binder, result, pick),
        *follow_up_table(binder, result),
    ]  # fmt: skip


def _point(number: int, key: str, spans: Spans) -> Paragraph:
    """One of the seven points: "(1) Target dan realisasi. …"."""
    return lead_in(f"({number}) {words(f'{_KEY}.leads.{key}')}", spans)


def _purpose(binder: Binder, result: IndicatorResult) -> Paragraph:
    narrative = binder.data.narratives.get(result.slug)
    formula = result.version.formula_text
    if result.version.is_staged and result.series == "progress" and result.version.progress_text:
        formula = result.version.progress_text
    if narrative is not None and narrative.purpose:
        spans = prose(ended(narrative.purpose), binder.book)
    else:
        spans = say(f"{_KEY}.purpose_missing", definition=ended(result.version.definition))
    return body_text((*spans, Text(" "), *say(f"{_KEY}.formula", formula=ended(formula))))


def _table(binder: Binder, result: IndicatorResult) -> Table:
    period = PeriodWords(binder.data.period)
    heads = [words(f"{_KEY}.target_heading", year=str(binder.data.year))]
    heads += [words(f"{_KEY}.{name}", until=period.until_head) for name in ("target_until", "realisation_until")]
    if period.is_annual:
        heads[0] = words(f"{_KEY}.target_heading_annual")
    heads += [words(f"{_KEY}.achievement"), words(f"{_KEY}.rating")]
    known = result.realisation.is_measured
    row = (
        of(binder.score_with_unit(result.slug, "annual_target")),
        of(binder.score_with_unit(result.slug, "target")),
        of(binder.realised(result, in_cell=True) if known else plain(NOT_SHOWN)),
        of((binder.score(result.slug, "achievement"),) if result.achievement.is_measured else plain(NOT_SHOWN)),
        rating_cell(binder, result.slug, result.rating),
    )
    return table([CENTRED] * 5, head(*heads), [row], summary=words(f"{_KEY}.table_summary", number=result.number))


# --- (1) target and realisation ---------------------------------------------------------------------------


def _result(binder: Binder, result: IndicatorResult, pick: int) -> list[Block]:
    data = binder.data
    period = PeriodWords(data.period)
    values: dict[str, Filling] = {
        "until": period.until,
        "year": str(data.year),
        "target": binder.score_with_unit(result.slug, "target"),
        "annual": binder.score_with_unit(result.slug, "annual_target"),
        "realisation": binder.realised(result),
        "achievement": binder.score(result.slug, "achievement", bold=True),
        "rating": binder.score(result.slug, "rating", bold=True),
        "reason": _reason(result),
    }
    if result.state is not State.MEASURED:
        return [_point(1, "result", say(f"{_KEY}.result.{result.state.value}", pick, **values))]
    sentences = [say(f"{_KEY}.result.measured", pick, **values), *_judgement(result, pick)]
    if result.target is not None and result.target.upper is not None:
        sentences.append(say(f"{_KEY}.result.range"))
    if result.polarity is Polarity.LOWER:
        sentences.append(say(f"{_KEY}.result.lower"))
    sentences += _origin(binder, result)
    if result.version.is_staged and result.series == "progress":
        sentences.append(say(f"{_KEY}.result.staged", annual=values["annual"]))
    if result.submission is not None and not result.is_approved:
        state, changed = str(Submission.State(result.submission.state).label), result.submission.changed_on
        if changed is not None:
            sentences.append(say(f"{_KEY}.result.changed", state=state, day=indonesian_date(changed)))
        else:
            sentences.append(say(f"{_KEY}.result.unapproved", state=state))
    blocks: list[Block] = [_point(1, "result", _joined(sentences))]
    rows = working_table(binder, result)
    if rows is not None:
        blocks.append(rows)
    return blocks


def _judgement(result: IndicatorResult, pick: int) -> list[Spans]:
    """Whether the target was reached; for the lowest and the highest class also what that asks for."""
    verdict = say(f"{_KEY}.result.verdict.{result.standing}", pick)
    tone = result.rating.tone if result.rating is not None else ""
    if result.rating is None or tone not in ("fails", "inconclusive"):
        return [verdict]
    further = say(f"{_KEY}.result.{tone}", pick, condition=result.rating.condition)
    is_range = result.target is not None and result.target.upper is not None
    return [verdict, further] if is_range else [further]


def _reason(result: IndicatorResult) -> str:
    return result.achievement.reason or result.realisation.reason or NOT_SHOWN


def _origin(binder: Binder, result: IndicatorResult) -> list[Spans]:
    """Numerator and denominator, or who gave the value."""
    if result.parts is not None and all(part.is_measured for part in result.parts):
        numerator, denominator = result.parts
        spans = say(f"{_KEY}.result.parts", numerator=binder.score(result.slug, "numerator"),
                    numerator_name=lower_first(numerator.name), denominator=binder.score(result.slug, "denominator"),
                    denominator_name=lower_first(denominator.name))  # fmt: skip
        small = is_small(denominator.number)
        return [spans, say(f"{_KEY}.result.small", limit=str(SMALL_DENOMINATOR))] if small else [spans]
    leaf = result.realisation.inputs[0] if result.realisation.inputs else None
    if leaf is None:
        return []
    if result.is_published or isinstance(result.formula, RatioFormula):
        return [say(f"{_KEY}.result.published", source=without_full_stop(leaf.source))]
    if isinstance(result.formula, ExternalFormula):
        measure = binder.data.definitions.measures[result.formula.measure]
        source = without_full_stop(leaf.source or measure.source)
        if measure.issuer:
            return [say(f"{_KEY}.result.external", issuer=measure.issuer, source=source)]
        return [say(f"{_KEY}.result.external_no_issuer", source=source)]
    return []


def without_full_stop(text: str) -> str:
    return text.strip().rstrip(".")


# --- (2) earlier years ------------------------------------------------------------------------------------


def _history(binder: Binder, result: IndicatorResult, pick: int) -> Paragraph:
    data = binder.data
    values = data.published.get(result.slug, [])
    if not values:
        return _point(2, "history", say(f"{_KEY}.history.none", pick))
    parts = [
        say(f"{_KEY}.history.value", year=str(row.year),
            value=binder.entered(result.slug, "published", row.number, year=row.year))
        for row in values
    ]  # fmt: skip
    sentences = [say(f"{_KEY}.history.values", values=listed(parts))]
    last = values[-1]
    period = PeriodWords(data.period)
    if result.version.is_staged and result.series == "progress":
        sentences.append(say(f"{_KEY}.history.staged"))
    elif result.realisation.is_measured:
        now, then = result.realisation.number, last.number
        trend = "up" if now > then else "down" if now < then else "same"
        sentences.append(say(f"{_KEY}.history.{trend}", until=period.until, year=str(last.year),
                             realisation=binder.score_with_unit(result.slug, "realisation")))  # fmt: skip
        if not data.period.is_year_end:
            sentences.append(say(f"{_KEY}.history.partial", span=period.span))
    else:
        sentences.append(say(f"{_KEY}.history.pending"))
    notes = list(dict.fromkeys(row.note for row in values if row.note))
    sentences += [say(f"{_KEY}.history.note", note=ended(note)) for note in notes]
    sources = list(dict.fromkeys(row.source for row in values))
    sentences.append(
        say(f"{_KEY}.history.source", source="; ".join(without_full_stop(source) for source in sources))
    )
    return _point(2, "history", _joined(sentences))


# --- (3) the strategic plan -------------------------------------------------------------------------------


def _strategic(binder: Binder, result: IndicatorResult) -> Paragraph:
    data = binder.data
    plan = data.strategic_plan
    row = data.row(DocumentKind.STRATEGIC_PLAN, result.slug)
    target = target_of(row, data.year)
    if plan is None or target is None or target.form in (TargetForm.UNAVAILABLE, TargetForm.NOT_APPLICABLE):
        return _point(3, "strategic", say(f"{_KEY}.strategic.none"))
    subject = SUBJECTS[DocumentKind.STRATEGIC_PLAN]
    last = target_of(row, plan.last_year) if plan.last_year > data.year else None
    shown = binder.target(target, result.slug, subject)
    last_shown = binder.target(last, result.slug, subject) if last is not None else ()
    values: dict[str, Filling] = {"year": str(data.year), "last": str(plan.last_year), "target": shown}
    staged = result.version.is_staged and result.series == "progress"
    share = None if staged else _shown(result.share_of(target))
    if share is None:
        tail = say(f"{_KEY}.strategic.last", last=str(plan.last_year), last_target=last_shown) if last_shown else ()
        sentences = [say(f"{_KEY}.strategic.plain", year=str(data.year), target=shown, last=tail)]
        sentences.append(say(f"{_KEY}.strategic.{'staged' if staged else _no_share(result, target)}"))
    else:
        until = PeriodWords(data.period).until
        spans = say(f"{_KEY}.strategic.share", until=until, **values,
                    share=binder.current.text(result.slug, "share-of-strategic-target", share))  # fmt: skip
        share_last = _shown(result.share_of(last)) if last is not None else None
        if share_last is not None:
            spans = (*spans, *say(f"{_KEY}.strategic.share_last", last=str(plan.last_year), last_target=last_shown,
                     last_share=binder.current.text(result.slug, "share-of-last-strategic-target", share_last)))  # fmt: skip
        sentences = [spans]
    agreed = target_of(result.row, data.year)
    if targets_equal(agreed, target) is False:
        agreement = binder.target(agreed, result.slug, SUBJECTS[DocumentKind.PERFORMANCE_AGREEMENT])
        sentences.append(say(f"{_KEY}.strategic.differs", agreement=agreement, target=shown))
    return _point(3, "strategic", _joined(sentences))


def _no_share(result: IndicatorResult, target: Target) -> str:
    """Why a realisation is not compared with a plan's target."""
    if not result.realisation.is_measured:
        return "pending"
    return "worded" if target.form == TargetForm.WORDED else "zero"


def _shown(share: Value | None) -> str | None:
    return indonesian_number(share.number) if share is not None and share.is_measured else None


# --- (5) causes, (6) efficiency, (7) programmes -----------------------------------------------------------


def _causes(binder: Binder, result: IndicatorResult) -> list[Block]:
    narrative = binder.data.narratives.get(result.slug)
    team = result.team.head_title if result.team is not None else words(f"{_KEY}.causes.team_default")
    groups: list[tuple[str, list[str]]] = []
    if narrative is not None:
        groups = [("success", narrative.success_factors), ("obstacles", narrative.obstacles),
                  ("actions", narrative.actions)]  # fmt: skip
    filled = [(key, texts) for key, texts in groups if texts]
    blocks: list[Block] = []
    if not filled:
        blocks.append(_point(5, "causes", say(f"{_KEY}.causes.none", team=team)))
    for n, (key, texts) in enumerate(filled):
        lead = say(f"{_KEY}.causes.{key}")
        blocks.append(_point(5, "causes", lead) if n == 0 else body_text(lead))
        blocks.append(bullets(prose(ended(text), binder.book) for text in texts))
    if filled and len(filled) < len(groups):
        absent = [plain(words(f"{_KEY}.causes.parts.{key}")) for key, texts in groups if not texts]
        blocks.append(body_text(say(f"{_KEY}.causes.absent", parts=listed(absent))))
    if narrative is not None and narrative.target_review:
        lead_text = words(f"{_KEY}.causes.review").strip()
        blocks.append(lead_in(lead_text, prose(ended(narrative.target_review), binder.book)))
    elif result.rating is not None and result.rating.tone == "inconclusive":
        blocks.append(body_text(say(f"{_KEY}.causes.review_missing")))
    return blocks


def _efficiency(binder: Binder, result: IndicatorResult, pick: int) -> Paragraph:
    found = result.efficiency
    if found is None:
        month = PeriodWords(binder.data.period).until_month
        return _point(6, "efficiency", say(f"{_KEY}.efficiency.none", month=month))
    values: dict[str, Filling] = {
        "ceiling": (Text("Rp"), binder.score(result.slug, "input_ceiling")),
        "realised": (Text("Rp"), binder.score(result.slug, "input_realised")),
    }
    for name, field in (("input", "input_achievement"), ("achievement", "achievement"), ("index", "efficiency_index"),
                        ("level", "efficiency_level"), ("verdict", "efficiency")):  # fmt: skip
        values[name] = (binder.score(result.slug, field),)
    values["reason"] = _reason(result) if not result.achievement.is_measured else found.index.reason or NOT_SHOWN
    if found.verdict is not None:
        key = "measured"
    elif result.achievement.is_measured:
        key = "no_index"
    else:
        key = result.state.value
    return _point(6, "efficiency", say(f"{_KEY}.efficiency.{key}", pick, **values))


def _programmes(binder: Binder, result: IndicatorResult, pick: int) -> list[Block]:
    narrative = binder.data.narratives.get(result.slug)
    if narrative is None or not narrative.programmes:
        return [_point(7, "programmes", say(f"{_KEY}.programmes.none", pick))]
    texts = [prose(text.rstrip(". "), binder.book) for text in narrative.programmes]
    if len(texts) == 1:
        return [_point(7, "programmes", (*texts[0], Text(".")))]
    return [_point(7, "programmes", ()), bullets((*text, Text(".")) for text in texts)]


def _joined(sentences: list[Spans]) -> Spans:
    spans: list[Span] = []
    for n, sentence in enumerate(sentences):
        if n:
            spans.append(Text(" "))
        spans.extend(sentence)
    return tuple(spans)
