"""`record()`: the one way an event comes into being, in the transaction of the change it describes."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from akuntabel.audit.models import Event

GENESIS = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who acts, as text (the trail outlives accounts), and through which door: web, cli, import."""

    name: str
    origin: str


def record(
    *,
    chain: str,
    action: str,
    subject: str,
    actor: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> Event:
    """Append one event to a unit's chain. Must run inside the change's own transaction.

    `chain` is the unit's slug; `before`/`after` hold JSON values with numbers as strings. The event
    commits or fails with the change. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record must run in the transaction of its change")
    last = _locked_last(chain)
    event = Event(chain=chain, number=last.number + 1 if last else 1, at=timezone.now(), actor=actor.name,
                  origin=actor.origin, action=action, subject=subject, before=before, after=after,
                  reason=reason, previous_hash=last.hash if last else GENESIS)  # fmt: skip
    event.hash = event_hash(event)
    event.save(force_insert=True)
    return event


def _locked_last(chain: str) -> Event | None:
    """The chain's last event; other writers of this chain wait until we commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"audit:{chain}"])
    return Event.objects.filter(chain=chain).order_by("-number").first()


def event_hash(event: Event) -> str:
    """SHA-256 over the event's canonical JSON (sorted keys, NFC, UTC microseconds) and its predecessor."""
    at: datetime = event.at
    content = {
        "chain": event.chain, "number": event.number, "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor, "origin": event.origin, "action": event.action, "subject": event.subject,
        "before": event.before, "after": event.after, "reason": event.reason, "previous": event.previous_hash,
    }  # fmt: skip
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
