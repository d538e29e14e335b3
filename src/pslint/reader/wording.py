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
      (?:left|resigned\s+from)\s+(?:my|that|this|the|a)(?:\s+\w+){0,3}\s+residency
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EXPLAINED: Final = r"""(?:
  gaps? | dates? | timeline | transcripts? | cv | curriculum\ vitae | resume | record | application | break | absence |
  interruptions? | leave | attempts? | (?:extra|missing|my\ \w+)\ years? | scores? | exams? | failures? | semester |
  months | history | probation | notation
)\b"""
#: How it is announced: "You will see a gap on my transcript".
ANNOUNCED: Final = re.compile(
    rf"""\b(?:
      (?:explain | address | account\ for | clarify | acknowledge | disclose)\b [^.;]{{0,60}} \b{_EXPLAINED} |
      (?:you | readers? | programs? | committees? | directors?) (?:\ (?:will|may|might|can|would))?
        (?:\ (?:also|probably|likely|soon))? \ (?:see|notice|find|note|ask)\b [^.;]{{0,60}} \b{_EXPLAINED} |
      my\ (?:\w+\ )?(?:transcript|cv|curriculum\ vitae|resume|record|application)
        (?:\ (?:also|will))? \ (?:shows?|lists?|has|have|contains?|says?|looks?|is)\b |
      (?:gap|break|interruption)\ (?:on|in)\ my\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
