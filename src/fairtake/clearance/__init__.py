"""Clearance: grants in, `Cleared` references out; and what a film says of itself afterwards.

grants/       the document a person signs: keys, signatures, revocation, plain words
gate/         what may be used, and why not
pay/          what was used, and what is owed for it
credentials/  C2PA: what a file says of its making, signed
marks/        watermarks in picture and sound, fingerprints
registry/     grants, revocations, uses and fingerprints that are kept
"""
