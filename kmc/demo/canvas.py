"""A sheet to draw on: twice as large as the picture, made smaller at the end so that edges are smooth."""

from PIL import Image, ImageDraw

from kmc.demo.lettering import write

WIDTH, HEIGHT = 1200, 675
FINE = 2
PAPER, SUNK, RULE = "#fbf8f3", "#f3eee6", "#e3dad0"
INK, SOFT_INK = "#261d20", "#5a4d50"
LOTUS, LOTUS_MID, LOTUS_WASH = "#8c1a58", "#c4688f", "#f8e8ef"
LEAF, LEAF_MID, LEAF_SOFT, LEAF_WASH = "#2c6339", "#5f9566", "#a5c8a1", "#e7f1e4"
EARTH, SAND, SUN = "#b5785a", "#e6cfb2", "#efc56b"
SKIN = ("#e3b48f", "#d39f78", "#c68d66")
HAIR = "#33262a"
WOOD, DARK_WOOD, PLASTER = "#a86f52", "#7d4f3d", "#f6ecdc"


class Canvas:
    """Draws in units of the finished picture."""

    def __init__(self, ground: str = PAPER):
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def _points(self, points):
        return [(x * FINE, y * FINE) for x, y in points]

    def box(self, x, y, width, height, fill, *, radius=0, outline=None, line=0):
        spot = [x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE]
        self.pen.rounded_rectangle(spot, radius * FINE, fill=fill, outline=outline, width=int(line * FINE))

    def shape(self, points, fill):
        self.pen.polygon(self._points(points), fill=fill)

    def oval(self, x, y, rx, ry, fill):
        self.pen.ellipse([(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE], fill=fill)

    def half(self, x, y, rx, ry, fill, start=180, end=360):
        self.pen.pieslice(
            [(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE], start, end, fill=fill
        )

    def line(self, points, fill, width):
        self.pen.line(self._points(points), fill=fill, width=int(width * FINE), joint="curve")

    def text(self, x, y, words, size, fill=INK, *, bold=False, align="left"):
        write(self.pen, (x * FINE, y * FINE), words, size * FINE, fill, bold=bold, align=align)

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
