"""People: one record for whoever stands in the private top 50 of a competition of at least 100 teams.

Facts with sources, no score of a person. `part_of` takes what one competition says of people, `profiles` joins the
parts of all competitions with what the platform's own profiles state, `Query` finds people among profiles.
"""

from insights.people.parts import part_of
from insights.people.profiles import MIN_TEAMS, TOP, profiles
from insights.people.query import SORTS, Query, find
from insights.people.records import Part, Profile, Result, Work, YearOf

__all__ = [
    "MIN_TEAMS", "SORTS", "TOP", "Part", "Profile", "Query", "Result", "Work", "YearOf", "find", "part_of", "profiles",
]  # fmt: skip
