"""The order of work: the only package that knows all stages.

`film` is the story from script to film and `unchanged` tells when there is nothing to do.
The rest serves them: `scenes` and `finishing` hold the steps, `work` what they share,
`places` keeps a scene's results free of where it stands in the film, `farm` renders shots in
worker processes, `reports` writes what other programs read, `credits` who made the film.

Nothing is imported here, so that an unchanged film is recognised without loading an engine.
"""
