"""A whole office in and out as a folder of files: plan, figures, budget, follow-ups, facts, records.

Belongs here: the shape of an office folder, and the one command that reads it and passes each part to the
room that owns it. Does not: rules about what a plan or a figure may be (the owning room's services check
that), nor the reading and keeping of records (`organisation.records`).
Read `schema.py` first, then `office_folder.py`.
"""
