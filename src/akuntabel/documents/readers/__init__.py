"""Files from outside, read where they can do no harm: `sheets.py` starts `sheet_child.py`, which alone opens them."""
