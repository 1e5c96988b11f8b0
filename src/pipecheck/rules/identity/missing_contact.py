"""An owner whom the file does not say how to reach.

What it checks
--------------
Every member who belongs to the team today and owns a pipeline, at any rank, by name or through a slot or the team,
tells a `contact`: any, or one of `kinds`. A placeholder is no contact.

Why it matters
--------------
The name of an owner is of use at the moment when somebody from elsewhere has to reach them. At night, with numbers that
do not add up, is the wrong time to learn that nobody wrote down how.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice, contact: {channel: "#alice"}}, {id: bob}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice, contact: {channel: "#alice"}}, {id: bob, contact: {email: bob@example.com}}]
pipelines:
  - {id: revenue, owners: {primary: alice, secondary: bob}}
```

Known limits
------------
Whether an address works is not looked at, and none is ever shown. Partners are not judged here: whom to ask there is
for `ownerless-upstream` to say, where a pipeline depends on them.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.ownership import active_members
from pipecheck.model.people import Member
from pipecheck.model.substance import is_placeholder
from pipecheck.rules.base import Doc, Fact, Level, Outcome, Part, Problem, Profile, Remedy, TeamView, rule
from pipecheck.rules.owning import owning
from pipecheck.rules.prose import listed, quoted, shortened


class Params(NamedTuple):
    kinds: Annotated[
        tuple[str, ...],
        Doc(
            "the kinds of contact of which one is enough; none named is any",
            source="OpsLevel: ownership with a contact method",
            choices=("email", "phone", "channel", "pager", "url"),
        ),
    ] = ()


@rule(Member, level=Level.warning, profile=Profile.strict, params=Params)
def check(member: Member, view: TeamView, params: Params) -> Iterator[Outcome]:
    told = [kind for kind, address in member.contact.items() if not is_placeholder(address)]
    if any(not params.kinds or kind in params.kinds for kind in told):
        return
    known = owning(view)
    owned = known.pipelines.get(member.id, ())
    undecided = known.perhaps.get(member.id) or known.untold
    if not owned and undecided is None:
        return
    if member not in active_members(view.team, lambda: view.as_of):
        return
    if owned:
        yield _unreachable(member, tuple(owned), params)
    elif undecided is not None:
        yield undecided


def _unreachable(member: Member, owned: tuple[str, ...], params: Params) -> Problem:
    wanted = listed((f"`{kind}`" for kind in params.kinds), "or") if params.kinds else "contact"
    add = params.kinds[0] if params.kinds else "channel"
    known = member.tells("contact")
    return Problem(
        f"'{member.id}' owns {shortened(quoted(owned))}, and the file does not say how to reach them; add a {wanted}",
        member.at("contact", part=Part.key) if known else member.at("id"),
        evidence=(Fact("owns", owned), Fact("kinds", params.kinds)),
        remedies=(Remedy(f"add `contact: {{{add}: …}}` to {member.id}"),),
    )
