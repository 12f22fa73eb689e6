"""The reasons why a partner could host, in words, each with the page that shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kpevents.core.text import N_
from kpevents.features.hosting.rules.candidates import Reason, Why
from kpevents.features.hosting.rules.turns import Share
from kpevents.features.partners.rules import Side
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.met import Met
from kpevents.web.offered import Offered


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    url: str = ""
    weighs: bool = False
    """It speaks against: said with more weight."""


@dataclass(frozen=True, slots=True)
class Known:
    """What reasons name by id. ``recorded``: as of when the Committee is on record."""

    meetings: Mapping[int, Met]
    offers: Mapping[int, tuple[Offered, str]]
    """Each with the address of its page."""
    recorded: str


_COMPLETES = {
    Side.AFRICAN: N_("African side"),
    Side.EUROPEAN: N_("European side"),
}
_SAME_SIDE = {
    Side.AFRICAN: N_("African side, as the one who hosts already"),
    Side.EUROPEAN: N_("European side, as the one who hosts already"),
}
_BUSY_AS = {
    Share.HOST: N_("busy near these days as host: %(meeting)s, %(days)s"),
    Share.CO_HOST: N_("busy near these days as co-host: %(meeting)s, %(days)s"),
    Share.BESIDE: N_("busy near these days as co-chair or initiator: %(meeting)s, %(days)s"),
}


def said(reason: Reason, known: Known) -> Said:
    return _SAYING[reason.why](reason.values, known)


def _side(sentences: Mapping[Side, str]) -> Callable[[Mapping[str, object], Known], Said]:
    return lambda values, _known: Said(gettext(sentences[Side(str(values["side"]))]))


def _offered(values: Mapping[str, object], known: Known) -> Said:
    offer, url = known.offers[int(str(values["offer"]))]
    return Said(gettext("has offered for %(period)s: %(theme)s", period=offer.period, theme=offer.theme), url)


def _busy(values: Mapping[str, object], known: Known) -> Said:
    meeting = known.meetings[int(str(values["meeting"]))]
    sentence = _BUSY_AS[Share(str(values["share"]))]
    return Said(gettext(sentence, meeting=meeting.title, days=meeting.when), meeting.url, weighs=True)


def _hosted(times: int, number: str) -> str:
    return ngettext("host once", "host %(number)s times", times, number=number)


def _co_hosted(times: int, number: str) -> str:
    return ngettext("co-host once", "co-host %(number)s times", times, number=number)


def _beside(times: int, number: str) -> str:
    return ngettext("co-chair or initiator once", "co-chair or initiator %(number)s times", times, number=number)


def _counted(how_often: Callable[[int, str], str]) -> Callable[[Mapping[str, object], Known], Said]:
    def say(values: Mapping[str, object], _known: Known) -> Said:
        times, year = int(str(values["times"])), values["year"]
        often = how_often(times, dates.digits(times))
        if year is None:
            return Said(gettext("%(times)s, the year not on record", times=often))
        one = gettext("%(times)s, in %(year)s", times=often, year=dates.digits(year))
        several = gettext("%(times)s, last in %(year)s", times=often, year=dates.digits(year))
        return Said(one if times == 1 else several)

    return say


def _plain(sentence: str) -> Callable[[Mapping[str, object], Known], Said]:
    return lambda _values, _known: Said(gettext(sentence))


def _on_committee(_values: Mapping[str, object], known: Known) -> Said:
    return Said(gettext("on the Steering Committee, as recorded in %(when)s", when=known.recorded))


_SAYING: dict[Why, Callable[[Mapping[str, object], Known], Said]] = {
    Why.COMPLETES_THE_PAIR: _side(_COMPLETES),
    Why.ON_THE_SAME_SIDE: _side(_SAME_SIDE),
    Why.ON_NEITHER_SIDE: _plain(N_("on neither side")),
    Why.OFFERED: _offered,
    Why.BUSY: _busy,
    Why.NEVER: _plain(N_("never host or co-host on record")),
    Why.HOSTED: _counted(_hosted),
    Why.CO_HOSTED: _counted(_co_hosted),
    Why.STOOD_BESIDE: _counted(_beside),
    Why.CHAIRS: _plain(N_("holds the chair of the Process")),
    Why.ON_COMMITTEE: _on_committee,
    Why.NOT_ON_COMMITTEE: _plain(N_("not on record on the Steering Committee")),
}
