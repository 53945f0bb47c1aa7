"""Six flat scenes of school life in the colours of the portal, at three times of day."""

import random

from PIL import Image, ImageOps

from kmc.demo.canvas import Canvas
from kmc.demo.indoors import classroom, meeting, reading
from kmc.demo.outdoors import garden, road, school

SKIES = (
    ("#f7eee2", "#f2c879"),
    ("#eaf1ee", "#f7e3ab"),
    ("#f8e8e4", "#e9a96f"),
)  # sky and sun: noon, morning, evening


SCENES = {
    "scene-school": school,
    "scene-garden": garden,
    "scene-road": road,
    "scene-classroom": classroom,
    "scene-reading": reading,
    "scene-meeting": meeting,
}


def scene(name: str, variant: int) -> Image.Image:
    """Return a scene; the variant chooses the light, and whether it is seen from the other side."""
    canvas = Canvas(SKIES[variant % 3][0])
    SCENES[name](canvas, SKIES[variant % 3][1], random.Random(f"{name} {variant}"))
    picture = canvas.finished()
    return ImageOps.mirror(picture) if variant % 2 else picture
