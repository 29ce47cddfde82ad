"""What is typography and what is wording: ``newsroom.typography``, under the name that the anchoring modules know."""

from newsroom.typography import evened as evened, folded as folded, same_but_for_typography as same_but_for_typography
