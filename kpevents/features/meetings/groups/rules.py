"""What a type, a series or a cluster may be."""

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_

_NAMES = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red
rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
yellowgreen
"""
CSS_COLOURS = frozenset(_NAMES.split())
"""The names that RFC 7986, 5.9, lets a calendar use: those of CSS Color Module Level 3, 4.3."""


class NotAColour(RuleBroken):
    message = N_("“%(colour)s” is not a colour that calendars know. Write one of the CSS names, such as teal.")
    field = "colour"


class PlannedTooFew(RuleBroken):
    message = N_(
        "A meeting of this series has the number %(highest)s. Plan at least %(highest)s, or renumber it first."
    )
    field = "planned"


class ClusterTaken(RuleBroken):
    message = N_("Other meetings are held together under “%(word)s” already. Choose another word.")
    field = "word"


class InAClusterAlready(RuleBroken):
    message = N_("“%(meeting)s” is held together with the meetings of “%(word)s”. Take it out there first.")
    field = "meeting"


def ensure_colour(colour: str) -> None:
    """Raises NotAColour."""
    if colour not in CSS_COLOURS:
        raise NotAColour(colour=colour[:80])


def ensure_planned(planned: int | None, highest: int | None) -> None:
    """``highest``: the highest number that a meeting of the series has. Raises PlannedTooFew."""
    if planned is not None and highest is not None and planned < highest:
        raise PlannedTooFew(highest=highest)
