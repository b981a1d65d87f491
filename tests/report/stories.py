"""The stories that every format for programs of others has to tell."""

from tests.report import verdicts

GOLDEN = [verdicts.clean, verdicts.every_kind, verdicts.hostile, verdicts.partly_judged]
"""Those whose reports people read."""
ALL = [
    *GOLDEN,
    verdicts.clean_but_not_all_seen,
    verdicts.over_a_bus,
    verdicts.some_known,
    verdicts.all_known,
    verdicts.only_warnings,
    verdicts.only_unread,
    verdicts.unread_but_allowed,
    verdicts.nothing_judged,
    verdicts.all_switched_off,
    verdicts.warning_beside_known,
    verdicts.conflict_in_the_baseline,
    verdicts.one_of_each_count,
    verdicts.long_chain,
    verdicts.exactly_256,
    verdicts.a_waiver_has_ended,
    verdicts.ten_thousand,
]


def name(story):
    return story.__name__
