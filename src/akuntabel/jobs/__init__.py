"""Work that takes longer than a page may: queued in the database, done by a worker, one job of a person at a time.

Belongs here: who asked for a job and how far it is, the worker and its sign of life, and what happens to a job whose
worker died. Does not: what a job does (the room that declares it with `@task`), nor any screen.
Read `queue.py` first, then `worker.py`.
"""
