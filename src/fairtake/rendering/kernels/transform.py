"""Vertices: skinning, rigid motion, projection, and one normal a triangle."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel


@kernel
def skin(vertices, normals, joints, weights, bones, out, out_normals):
    """Blend up to four bone matrices (J, 3, 4) a vertex."""
    for i in range(vertices.shape[0]):
        x = vertices[i, 0]
        y = vertices[i, 1]
        z = vertices[i, 2]
        u = normals[i, 0]
        v = normals[i, 1]
        w = normals[i, 2]
        p0 = F0
        p1 = F0
        p2 = F0
        q0 = F0
        q1 = F0
        q2 = F0
        for k in range(4):
            share = weights[i, k]
            if share <= F0:
                continue
            b = joints[i, k]
            p0 += share * (bones[b, 0, 0] * x + bones[b, 0, 1] * y + bones[b, 0, 2] * z + bones[b, 0, 3])
            p1 += share * (bones[b, 1, 0] * x + bones[b, 1, 1] * y + bones[b, 1, 2] * z + bones[b, 1, 3])
            p2 += share * (bones[b, 2, 0] * x + bones[b, 2, 1] * y + bones[b, 2, 2] * z + bones[b, 2, 3])
            q0 += share * (bones[b, 0, 0] * u + bones[b, 0, 1] * v + bones[b, 0, 2] * w)
            q1 += share * (bones[b, 1, 0] * u + bones[b, 1, 1] * v + bones[b, 1, 2] * w)
            q2 += share * (bones[b, 2, 0] * u + bones[b, 2, 1] * v + bones[b, 2, 2] * w)
        r = F1 / np.sqrt(q0 * q0 + q1 * q1 + q2 * q2 + f4(1e-12))
        out[i, 0] = p0
        out[i, 1] = p1
        out[i, 2] = p2
        out_normals[i, 0] = q0 * r
        out_normals[i, 1] = q1 * r
        out_normals[i, 2] = q2 * r


@kernel
def move(vertices, normals, matrix, out, out_normals):
    """Rigid motion by a (3, 4) matrix."""
    for i in range(vertices.shape[0]):
        for r in range(3):
            out[i, r] = (
                matrix[r, 0] * vertices[i, 0]
                + matrix[r, 1] * vertices[i, 1]
                + matrix[r, 2] * vertices[i, 2]
                + matrix[r, 3]
            )
            out_normals[i, r] = (
                matrix[r, 0] * normals[i, 0] + matrix[r, 1] * normals[i, 1] + matrix[r, 2] * normals[i, 2]
            )


@kernel
def project(points, matrix, clip, start, end, perspective, width, height, seen):
    """Points (V, 3) to clip space (V, 4), and to samples of a picture in `seen` (V, 3): x, y and
    depth, which is -1/w with `perspective`, else clip z. What lies behind the eye means nothing
    in `seen`."""
    w = f4(width)
    h = f4(height)
    a00, a01, a02, a03 = matrix[0, 0], matrix[0, 1], matrix[0, 2], matrix[0, 3]
    a10, a11, a12, a13 = matrix[1, 0], matrix[1, 1], matrix[1, 2], matrix[1, 3]
    a20, a21, a22, a23 = matrix[2, 0], matrix[2, 1], matrix[2, 2], matrix[2, 3]
    a30, a31, a32, a33 = matrix[3, 0], matrix[3, 1], matrix[3, 2], matrix[3, 3]
    for i in range(start, end):
        x = points[i, 0]
        y = points[i, 1]
        z = points[i, 2]
        cx = a00 * x + a01 * y + a02 * z + a03
        cy = a10 * x + a11 * y + a12 * z + a13
        cz = a20 * x + a21 * y + a22 * z + a23
        cw = a30 * x + a31 * y + a32 * z + a33
        clip[i, 0] = cx
        clip[i, 1] = cy
        clip[i, 2] = cz
        clip[i, 3] = cw
        r = F1 / cw
        seen[i, 0] = (cx * r * HALF + HALF) * w
        seen[i, 1] = (HALF - cy * r * HALF) * h
        seen[i, 2] = -r if perspective else cz


@kernel
def extent(points, start, end, box):
    """The bounds of points (V, 3) from `start` to `end`, into `box` (2, 3)."""
    for q in range(3):
        low = points[start, q]
        high = low
        for i in range(start + 1, end):
            low = min(low, points[i, q])
            high = max(high, points[i, q])
        box[0, q] = low
        box[1, q] = high


@kernel
def triangle_normals(faces, normals, out, start, end):
    """The mean of the corners' normals: flat where meshes are flat, smooth where smooth."""
    for t in range(start, end):
        a = faces[t, 0]
        b = faces[t, 1]
        c = faces[t, 2]
        x = normals[a, 0] + normals[b, 0] + normals[c, 0]
        y = normals[a, 1] + normals[b, 1] + normals[c, 1]
        z = normals[a, 2] + normals[b, 2] + normals[c, 2]
        r = F1 / np.sqrt(x * x + y * y + z * z + f4(1e-12))
        out[t, 0] = x * r
        out[t, 1] = y * r
        out[t, 2] = z * r
