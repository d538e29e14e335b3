"""How a setback is worded, where it is worded plainly."""

import re
from typing import Final

#: What it is about.
STUDY: Final = re.compile(
    r"""\b(?:
      (?:steps?|levels?)\s*-?(?:[123]|i{1,3}|one|two|three)\w* | usmle | comlex\w* | boards? | ck | cs | ce | pe |
      exam\w* | tests? | quiz\w* | midterm\w* | finals? | shel(?:f|ves) | osces? | orals? | papers? | mcat | plab |
      oet | ielts | fmge | licens\w* | courses? | class(?:es)? | coursework | clerkship\w* | rotations? | modules? |
      blocks? |
      semesters? | terms? | year | curriculum | school | leave | transcript\w* | scor\w* | grades? | gpa |
      match(?:ed|ing)? | residency |
      anatomy | biochem\w* | physiolog\w* | pharmac\w* | patholog\w* | chemistry | studies
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: What a setback is called, where it is called anything.
CALLED: Final = re.compile(
    r"""\b(?:
      fail(?:ed|ing|ures?)? | (?:did|could|was|had)(?:\s+not|n't)\s+(?:pass|clear)\w* |
      (?:did|could|was|had)(?:\s+not|n't)\s+match(?:ed)?(?!\s+(?:my|the|what|our|his|her|its|their)\b) |
      (?:not|never|unable\s+to)\s+pass(?:ed)? |
      leave\s+of\s+absence | (?:a|my|the|medical|maternity|family|personal|academic)\s+leave | (?:took|on)\s+leave |
      repeat(?:ed|ing)? | remediat\w+ | re-?t(?:ake|ook|aking) | resat | re-?sit | withdr[ae]w\w* | dismiss\w+ |
      readmi\w+ | probation | interrupt\w* | suspended | professionalism |
      (?:second|third)\s+(?:attempt|try|sitting) | unsuccessful\w* |
      (?:left | resigned\s+from)\s+(?:my|that|this|the|a)\s+
        (?:(?!(?:for|to|in|that|and|after|before|during|at|of|from|with)\b)[\w-]+\s+){0,3} residency
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EXPLAINED: Final = r"""(?:
  gaps? | dates? | timeline | transcripts? | cv | curriculum\s+vitae | resume | record | break | absence | leave |
  interruptions? | attempts? | (?:extra|missing|my\s+\w+)\s+years? | scores? | failures? | semester | months |
  probation | notation
)\b"""
#: How it is announced: "You will see a gap on my transcript".
ANNOUNCED: Final = re.compile(
    rf"""\b(?:
      (?:explain | address | account\s+for | clarify | acknowledge | disclose)\b [^.;]{{0,60}} \b{_EXPLAINED} |
      (?:you | readers?(?:\s+of\s+my\s+\w+)? | reviewers? | programs? | committees? | directors?)
        (?:'ll | \s+(?:will|may|might|would)(?:\s+have)?) (?:\s+(?:also|probably|likely|soon))?
        \s+(?:see|notice|noticed|find|note)\b [^.;]{{0,60}} \b(?:exams?\b|{_EXPLAINED}) |
      my\s+(?:\w+\s+)?(?:transcript|cv|curriculum\s+vitae|resume|record|application)
        (?:\s+(?:also|will|will\s+also|does\s+not))?
        \s+(?:shows?|lists?|contains?|says?|looks?|reflects?)\b |
      (?:gap|break|interruption)\s+(?:on|in)\s+my\s+
        (?:cv|curriculum|resume|record|transcript|education|training|studies|schooling|application)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
