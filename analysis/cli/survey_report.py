"""``crm-adoption survey report``: the answers as one HTML file for the workshop."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from ...model.errors import InputError
from ...scenarios.words.catalogue import Words
from .options import AllowPlugins, Document, Json, Lang, Language, Quiet, ReplaceFile, Seed, Template, Workers
from .survey_read import AnswerFiles, Invited, OfCompany, WithFit

_say = Words("cli.report")
DEFAULT_FILE = Path("crm-adoption-survey.html")


def report_command(
    answers: AnswerFiles,
    company: OfCompany = None,
    invited: Invited = None,
    with_fit: WithFit = None,
    seed: Seed = 0,
    workers: Workers = None,
    allow_plugins: AllowPlugins = False,
    out: Document = DEFAULT_FILE,
    replace: ReplaceFile = False,
    template: Template = None,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the answers as a report for the workshop (.html) or slides (.pptx): strengths, walls, what to ask next."""
    from ...scenarios.surveys.reading import read_answers
    from ..base.results import fingerprint, provenance, write_json
    from ..evidence.ensemble import load_ensemble
    from ..report.slide_files import check_presentation, is_presentation, write_presentation
    from ..report.writing import check_document, write_document
    from ..scoring.asking import worth_asking
    from ..scoring.job import scored
    from ..scoring.report import as_html, as_slides
    from ..surveys.responding import responses
    from .survey_scored import company_asked, record

    slides = is_presentation(out, template)
    base, fit = company_asked(company, with_fit, allow_plugins=allow_plugins)
    found = read_answers(answers, base, invited or ())
    if not responses(found).enough:
        raise InputError("{n} answers are too few for a report: of fewer than five nothing is told.", n=len(found))
    numbers = scored(found, base, load_ensemble("evidence"), fit, seed)
    if numbers is None:
        raise InputError("a report needs the company whose answers they are; name it with --company, or --with a fit.")
    print_of = fingerprint([numbers.company])
    place = (check_presentation if slides else check_document)(out, print_of, replace=replace)
    left = numbers.surveyed.fit
    made = {**provenance([numbers.company], seed=seed, replications=len(left.draws)), "fingerprint": print_of}
    asking = worth_asking(left, seed, workers)
    if slides:
        file = write_presentation(as_slides(numbers, asking, print_of, lang.value, template), place)
    else:
        command = shlex.join(["crm-adoption", *sys.argv[1:]])
        file = write_document(as_html(numbers, asking, made, lang.value, [command]), place)
    if json:
        write_json({"file": str(file), **record(numbers)})
    elif not quiet:
        print(_say("written", lang.value, file=file))
