"""The shape of an office folder: which file holds which entry. Each room owns the shape of its own part.

office.yaml · catalogue/ (optional definitions) · plans/*.yaml · figures/*.yaml · budget/*.yaml ·
follow-ups.yaml (a list) · narrative/*.yaml · history.yaml ·
records/<register>.csv; docs/reference/office-folder.md shows each.
"""

from akuntabel.budget.schema import Budget
from akuntabel.measurement.schema import Figures, History, Narrative, Recommendation
from akuntabel.organisation.schema import Office
from akuntabel.planning.schema import PlanDocument

__all__ = ["Budget", "Figures", "History", "Narrative", "Office", "PlanDocument", "Recommendation"]
