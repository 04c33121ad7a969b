"""People: one record for whoever stands in the private top 50 of a competition of at least 100 teams.

Facts with sources, no score of a person. `part_of` takes what one competition says of people, `profiles` joins the
parts of all competitions with what the platform's own profiles state, `Query` finds people among profiles.
"""

from insights.people.parts import part_of
from insights.people.profiles import Gathered, profiles
from insights.people.query import LARGEST_TEAM, SORTS, Query, find
from insights.people.records import Part, Profile, Result, Work, YearOf
from insights.people.roll import MIN_TEAMS, TOP50, Marks, Roll, call_again, call_roll, marks_of, members_of

__all__ = [
    "LARGEST_TEAM", "MIN_TEAMS", "SORTS", "TOP50", "Gathered", "Marks", "Part", "Profile", "Query", "Result", "Roll",
    "Work", "YearOf", "call_again", "call_roll", "find", "marks_of", "members_of", "part_of", "profiles",
]  # fmt: skip
