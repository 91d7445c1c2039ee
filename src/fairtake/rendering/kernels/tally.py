"""How many pixels show which object."""

from fairtake.rendering.kernels.common import kernel


@kernel
def tally(triangles, objects, samples, top, bottom, counts):
    """Add to `counts` the pixels of rows `top` to `bottom` by the object of their first sample."""
    columns = triangles.shape[1]
    for y in range(top * samples, bottom * samples, samples):
        for x in range(0, columns, samples):
            triangle = triangles[y, x]
            if triangle >= 0:
                counts[objects[triangle]] += 1
