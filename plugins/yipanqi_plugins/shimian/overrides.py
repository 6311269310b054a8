"""Who may set another colour than the computed one (SM-4.1)."""

from yipanqi_core.mechanism.overrides import Override
from yipanqi_core.vocabulary import Colour
from yipanqi_plugins.shimian.colours import collecting_office

OVERRIDE = Override("SM-4.1", tuple(Colour), collecting_office)
