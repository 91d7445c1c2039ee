"""Continuity: a cut and the performance it shows are measured against the rules of the field.

In comes what performance.json and shots.json say; out goes a report of findings.
"""
