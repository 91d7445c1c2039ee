"""One module for each container: `strip(data, plan)` says in `plan` what the safe copy keeps of the file, and what
the file gave away. Strict: a file that breaks its format's rules raises GuardError, and no copy is made of it.
"""
