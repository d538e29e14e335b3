"""Facts about exams in running text: pure functions from a text with plain quotes to places in it."""

from .dates import Period, When, find_dates, read_date
from .events import Event, ExamHistory
from .exams import EXAMS, NAMES, OPEN_STEP2, Mention, exams_named, find_exams, find_names, read_name
from .outcomes import Interval, find_intervals, find_ordinals
from .scores import Gain, Rise, Score, find_scores
from .stays import Absence, Stay, find_absences, find_stays
from .teller import is_other_date, tell

__all__ = [
    "EXAMS",
    "NAMES",
    "OPEN_STEP2",
    "Absence",
    "Event",
    "ExamHistory",
    "Gain",
    "Interval",
    "Mention",
    "Period",
    "Rise",
    "Score",
    "Stay",
    "When",
    "exams_named",
    "find_absences",
    "find_dates",
    "find_exams",
    "find_intervals",
    "find_names",
    "find_ordinals",
    "find_scores",
    "find_stays",
    "is_other_date",
    "read_date",
    "read_name",
    "tell",
]
