"""Writers: each turns a numbered document (or a workbook) into bytes, and decides nothing about its content.

Read first: html.py, the shortest. Word is docx.py with its docx_* modules, PDF is pdf.py with report.typ.
"""
