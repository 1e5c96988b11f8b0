"""What the self-check of rules came to: for people, and for programs."""

import json
from collections.abc import Iterator, Sequence

from pipecheck.render.columns import plain, wrapped
from pipecheck.render.json import Json
from pipecheck.render.options import Options
from pipecheck.render.paint import Paint
from pipecheck.render.wording import count, listed
from pipecheck.trial.metamorphic import NOT_TRIED, Discord, Metamorphosis


def text(result: Metamorphosis, options: Options) -> str:
    """Each rule that says otherwise, with both outcomes, and a summary."""
    paint = Paint(options.colour)
    blocks = [list(_crash(name, f"{one.rule}: {one.subject}: {one.error} ({one.frame})", options, paint))
              for name, one in result.crashes]  # fmt: skip
    blocks += [list(_discord(one, options, paint)) for one in result.discords]
    blocks.append(list(_summary(result, options, paint)))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def document(result: Metamorphosis) -> str:
    """The result as JSON, indented by two."""
    data: dict[str, Json] = {
        "format": 1,
        "exit_code": result.exit_code,
        "counts": {"teams": result.teams, "rules": result.rules, "outcomes": result.outcomes},
        "tried": list(result.tried),
        "nothing_to_rewrite": list(result.idle),
        "not_tried": list(NOT_TRIED),
        "discords": [
            {
                "rewriting": one.rewriting,
                "rule": one.rule,
                "subject": one.subject,
                "before": list(one.before),
                "after": list(one.after),
            }
            for one in result.discords
        ],
        "crashes": [
            {"rewriting": name, "rule": one.rule, "subject": str(one.subject), "error": one.error, "frame": one.frame}
            for name, one in result.crashes
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _crash(name: str, said: str, options: Options, paint: Paint) -> Iterator[str]:
    where = f" under '{name}'" if name else ""
    first, *rest = wrapped(plain(f"crash{where}: {said}"), options.width, rest="    ")
    yield paint("error", first)
    yield from rest


def _discord(one: Discord, options: Options, paint: Paint) -> Iterator[str]:
    lead = f"differs[{one.rule}]"
    said = f"{lead}: what it says of {one.subject} depends on how files are written: {one.rewriting}"
    first, *rest = wrapped(plain(said), options.width, rest="    ")
    yield paint("error", lead) + paint("strong", first[len(lead) :])
    yield from (paint("strong", line) for line in rest)
    for label, messages in (("before", one.before), ("after", one.after)):
        yield from _said(label, messages, options, paint)


def _said(label: str, messages: Sequence[str], options: Options, paint: Paint) -> Iterator[str]:
    for message in messages or ("nothing",):
        hanging = " " * 12
        first, *rest = wrapped(plain(message), options.width, first=hanging, rest=hanging)
        yield f"  {paint('rule', '=')} {paint('help', f'{label}:'):<7} {first.lstrip()}"
        yield from rest


def _summary(result: Metamorphosis, options: Options, paint: Paint) -> Iterator[str]:
    if not result.teams:
        yield paint("strong", "no team file was found, so no rule was tested")
        return
    said = (
        f"{count(result.rules, 'rule')} on {count(result.teams, 'team')}, {count(result.outcomes, 'outcome')}: "
        + (f"{count(len(result.discords), 'difference')}" if result.discords else "the same")
        + f" under {count(len(result.tried), 'way')} to write the files: {listed(result.tried)}"
    )
    lines = wrapped(plain(said), options.width, rest="  ")
    yield from (paint("error" if result.exit_code else "strong", line) for line in lines)
    if result.idle:
        yield from wrapped(f"Nothing to rewrite for: {listed(result.idle)}.", options.width, rest="  ")
    for sentence in NOT_TRIED:
        yield paint("quiet", sentence)
