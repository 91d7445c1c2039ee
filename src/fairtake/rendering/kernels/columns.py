"""The columns of the packed tables that kernels share."""

# Materials (float32 rows).
M_COLOR = 0  # 3
M_PATTERN = 3
M_PERIOD_U = 4
M_PERIOD_V = 5
M_LINE = 6
M_COLOR2 = 7  # 3
M_EMISSION = 10
M_BLOOM = 11
M_THRESHOLD = 12
M_BLOTCH = 13
M_LINE_OPACITY = 14
M_LINE_COLOR = 15  # 3
M_INK = 18
M_FOLIAGE = 19
M_WET = 20
M_KIND = 21  # 0 set and props, 1 cloth, 2 skin, 3 hair, 4 the drawn face
M_FACE = 22  # slot of the face drawing, -1 none
M_FOLD = 23  # depth step in metres that draws a fold; 0: judged against the distance
M_FIGURE = 24  # slot of the figure's own shadow map, -1 none
M_SHADOW = 25  # 1 casts one
MATERIAL_COLUMNS = 26

# Patterns, as stored in M_PATTERN.
PLANKS, TILES, BRICK, STRIPES, DABS, BARK, WATER, COBBLE, WASH, PANEL = range(1, 11)

# Shading points (float32 rows): one or more a pixel.
G_X = 0  # normalised device coordinates
G_Y = 1
G_SHARE = 2  # of the pixel
G_P = 3  # 3, world
G_N = 6  # 3, world, unit
G_U = 9
G_V = 10
G_FU = 11  # footprint of a pixel along u and v
G_FV = 12
G_EYE = 13  # 3, unit, toward the eye
G_DISTANCE = 16
G_BASE = 17  # 3
G_LIGHT = 20  # 3
G_EMISSION = 23
G_MATTE = 24  # 1 takes occlusion, 0 does not
G_TURN = 25  # how much the normal turns from pixel to pixel, of blocks on performers
G_ROUGH = 26  # 1: the block's tone is not even, each of its pixels must be shaded
POINT_COLUMNS = 32  # padded to whole cache lines

# Shading points (int32 rows).
I_Y = 0
I_X = 1
I_TRIANGLE = 2  # -1: sky
I_FINE = 3  # how much of the picture the point stands for:
PIXEL = 0
QUARTER = 1  # a sample of a pixel
BLOCK = 2  # 2x2 pixels of one plain triangle, or of one plain smooth surface of a performer
LEADER = 3  # a pixel whose light, taken in the middle of 2x2 pixels of one triangle,
FOLLOWER = 4  # is also that of the three points after it; they differ in their drawn pattern
NEIGHBOUR = 5  # a pixel that sees as much of each lamp as the point before it
GONE = 6  # a block that other points stand for
INDEX_COLUMNS = 4

# Lights with shadow (float32 rows).
L_SPOT = 0  # 0 sun, 1 spot
L_POSITION = 1  # 3
L_DIRECTION = 4  # 3, of travel
L_COLOR = 7  # 3, strength included
L_INNER = 10  # cosines of the cone
L_OUTER = 11
L_RANGE = 12
L_OFFSET = 13  # metres along the normal
L_BIAS = 14  # in map depth (sun) or relative (spot)
L_SOFT = 15  # texels
L_PEOPLE = 16  # how much of it falls on performers
LIGHT_COLUMNS = 17

# Lights without shadow: position 3, colour 3, radius, wrap.
POINT_LIGHT_COLUMNS = 8

# Haze: density, power, maximum, colour 3, sun colour 3, sun power.
H_DENSITY, H_POWER, H_MAXIMUM, H_COLOR, H_SUN, H_SUN_POWER = 0, 1, 2, 3, 6, 9

# Sky (10, 3): zenith, middle, horizon, cloud, cloud shade, sun, sun direction,
# (clouds, scale, sun size), (glow power, glow, seed), (stars, cloud low, cloud high).
