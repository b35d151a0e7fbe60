"""``/api/v1``: every question as JSON in and JSON out, told by an OpenAPI document; what goes wrong is a problem with its remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from afortiori import answers
from afortiori.answers import shapes
from afortiori.answers.arguments import (
    Argument,
    Conditions,
    DocumentText,
    Matter,
    Name,
    Names,
    TakenLaw,
    about,
    case_named,
    how,
    in_fields,
)
from afortiori.answers.arguments import (
    doctrine as known_doctrine,
)
from afortiori.errors import AfortioriError, BadInput, MissingExtra, Problem
from afortiori.memo.edition import shown
from afortiori.memo.told import Told
from afortiori.workbench.desk import Desk
from afortiori.workbench.guard import PROBLEM
from afortiori.workbench.page import API, NotSignedIn, here
from afortiori.workbench.session import Door

TITLE = "afortiori"
DESCRIPTION = """\
What decided cases compel on new facts, and what they leave open. Each address asks one question and answers as `afortiori COMMAND --json` does.
Packs and matters go by name, documents as text; no file is opened by its path, and nothing is written.

Every request shows the token of the address that `afortiori serve` prints: `Authorization: Bearer TOKEN`."""


class OnMatter(Argument):
    """A question about a matter."""

    matter: Matter
    law: TakenLaw = Field(default_factory=TakenLaw)


class ForSide(OnMatter):
    """A question about a matter, for a side."""

    side: Name


class Over(OnMatter):
    """A question about the levels at which the verdict changes."""

    over: Names = Field(default_factory=list)
    """Several factors together; none: each alone."""


class Arguing(ForSide):
    """An argument for a side."""

    against: Name = ""
    """Only against this case of the other side."""
    by_issue: bool = False


class Graphing(Arguing):
    """An argument as a graph, in the Argument Interchange Format."""


class Certifying(OnMatter):
    """The certificate of a verdict: `afortiori verify` checks it."""


class Estimating(OnMatter):
    """How cases like a matter were decided: an estimate with what it is worth, and never law."""


class Writing(OnMatter):
    """A memorandum, or for a side the argument of a brief."""

    side: Name | None = None
    dated: Name | None = None
    """The day that it bears; left out: today."""


class Deciding(ForSide):
    """A decision of a matter for a side."""

    reason: Conditions | None = None
    """Its reason; left out: all the facts for the side."""
    by: Name | None = None
    """The court that decides; left out: the forum."""


class Ranking(Argument):
    """Matters to be ranked for a side."""

    matters: list[Name] = Field(min_length=2, max_length=50)
    side: Name
    law: TakenLaw = Field(default_factory=TakenLaw)


class OnDoctrine(Argument):
    """A question about a doctrine in a forum."""

    doctrine: Name
    law: TakenLaw = Field(default_factory=TakenLaw)


class Guiding(OnDoctrine):
    """The restatement of a doctrine."""

    for_agency: bool = False


class OnCase(Argument):
    """A question about a decided case."""

    case: Name
    doctrine: Name | None = None
    law: TakenLaw = Field(default_factory=TakenLaw)


class Reaching(OnCase):
    """A question about what a decision changes."""

    matters: Names = Field(default_factory=list)
    """The matters to ask about; none: all of the pack's."""


class Claiming(Argument):
    """A statement about the case law: what each kind takes is told by `afortiori claim`."""

    kind: Name
    case: Name = ""
    matter: Matter | None = None
    side: Name | None = None
    where: Conditions = ""
    suffices: Conditions = ""
    sharing: Conditions = ""
    named: Names = Field(default_factory=list)
    factors: Names = Field(default_factory=list)
    doctrine: Name | None = None
    law: TakenLaw = Field(default_factory=TakenLaw)


class Document(Argument):
    """The text of an opinion or a draft."""

    text: DocumentText
    doctrine: Name | None = None
    """The pack whose cases count as known; left out: those of every pack."""
    as_of: Name | None = None
    """For a draft: authority must stand on this day."""


class ProblemAnswer(BaseModel):
    """What went wrong (RFC 9457), with every fault and its remedy."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    problems: list[shapes.ProblemShape] = []


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the API: its name, what is sent, what comes back, how it is answered, and examples of what to send."""

    name: str
    body: type[Argument]
    shape: Any
    answer: Callable[[Any, str], Told]
    examples: Sequence[dict[str, Any]] = field(default=())


def _on(function: Callable[..., Told], *fields: str) -> Callable[[Any, str], Told]:
    """How a question about a matter is answered: the matter, then these fields of what was sent."""
    return lambda sent, today: function(
        about(sent.matter), *(getattr(sent, name) for name in fields), **how(sent.law, today)
    )


def _argue(sent: Arguing, today: str) -> Told:
    taken = how(sent.law, today)
    return answers.argue(about(sent.matter), sent.side, against=sent.against, by_issue=sent.by_issue, **taken)


def _memo(sent: Writing, today: str) -> Told:
    return answers.memo(about(sent.matter), sent.side, dated=sent.dated or today, **how(sent.law, today))


def _effect(sent: Deciding, today: str) -> Told:
    taken = how(sent.law, today)
    return answers.effect(about(sent.matter), sent.side, reason=sent.reason, by=sent.by, **taken)


def _stronger(sent: Ranking, today: str) -> Told:
    for matter in sent.matters:
        about(matter)
    return answers.stronger(sent.matters, sent.side, **how(sent.law, today))


def _guide(sent: Guiding, today: str) -> Told:
    return answers.guide(known_doctrine(sent.doctrine), for_agency=sent.for_agency, **how(sent.law, today))


def _on_doctrine(function: Callable[..., Told]) -> Callable[[Any, str], Told]:
    return lambda sent, today: function(known_doctrine(sent.doctrine), **how(sent.law, today))


def _compare(sent: OnCase, today: str) -> Told:
    return answers.compare(sent.case, _named(sent.doctrine), **how(sent.law, today))


def _impact(sent: Reaching, today: str) -> Told:
    for matter in sent.matters:
        about(matter)
    return answers.impact(case_named(sent.case), sent.matters, _named(sent.doctrine), **how(sent.law, today))


def _certificate(sent: OnMatter, today: str) -> Told:
    return Told((), json.loads(answers.certificate(about(sent.matter), **how(sent.law, today))))


def _aif(sent: Arguing, today: str) -> Told:
    taken = how(sent.law, today)
    told = answers.argument_graph(about(sent.matter), sent.side, against=sent.against, by_issue=sent.by_issue, **taken)
    return Told((), json.loads(told))


def _claim(sent: Claiming, today: str) -> Told:
    return answers.claim(
        sent.kind, case=sent.case, matter=about(sent.matter) if sent.matter is not None else "", side=sent.side,
        where=sent.where, suffices=sent.suffices, sharing=sent.sharing, named=sent.named, factors=sent.factors,
        doctrine=_named(sent.doctrine), **how(sent.law, today),
    )  # fmt: skip


def _read(sent: Document, today: str) -> Told:
    del today
    data = sent.text.encode("utf-8", "replace")
    return answers.read(data, "opinion.txt", brief=True, doctrine=_named(sent.doctrine))


def _cite_check(sent: Document, today: str) -> Told:
    data, doctrine = sent.text.encode("utf-8", "replace"), _named(sent.doctrine)
    return answers.cite_check(data, "draft.txt", today=today, as_of=sent.as_of, doctrine=doctrine)


def _named(doctrine: str | None) -> str | None:
    return known_doctrine(doctrine) if doctrine else None


POPOV: dict[str, Any] = {"matter": "wild-animals/popov"}
NEW: dict[str, Any] = {
    "matter": {"doctrine": "wild-animals", "facts": {"not-caught": "present", "malice": ["absent", "present"]}},
    "law": {"forum": "any", "as_of": "2020-01-01"},
}
ANYWHERE: dict[str, Any] = {"doctrine": "wild-animals", "law": {"forum": "any", "as_of": "2020-01-01"}}
CITE = "Jensen v. Conrad, 747 F.2d 185, 194 (4th Cir. 1984)"
QUESTIONS = (
    Asked("decide", OnMatter, shapes.DecideAnswer, _on(answers.decide), (POPOV, NEW)),
    Asked("routes", ForSide, shapes.RoutesAnswer, _on(answers.routes, "side"), ({**NEW, "side": "P"},)),
    Asked("thresholds", Over, shapes.ThresholdsAnswer, _on(answers.thresholds, "over"), ({**POPOV, "over": ["malice"]},)),
    Asked("hypotheticals", ForSide, shapes.HypotheticalsAnswer, _on(answers.hypotheticals, "side"), ({**POPOV, "side": "P"},)),
    Asked("rationales", ForSide, shapes.RationalesAnswer, _on(answers.rationales, "side"), ({**POPOV, "side": "D"},)),
    Asked("timeline", OnMatter, shapes.TimelineAnswer, _on(answers.timeline), ({"matter": "balistreri"},)),
    Asked("lattice", OnMatter, shapes.LatticeAnswer, _on(answers.lattice), (POPOV,)),
    Asked("argue", Arguing, shapes.ArgueAnswer, _argue, ({**POPOV, "side": "D"},)),
    Asked("aif", Graphing, shapes.AifGraph, _aif, ({**POPOV, "side": "D"},)),
    Asked("certificate", Certifying, dict[str, Any], _certificate, (POPOV, NEW)),
    Asked("estimate", Estimating, shapes.EstimateAnswer, _on(answers.estimate), ({"matter": "mason"},)),
    Asked("memo", Writing, shapes.MemoAnswer, _memo, ({**POPOV, "dated": "2026-11-25"},)),
    Asked("effect", Deciding, shapes.EffectAnswer, _effect, ({"matter": "proven-violation", "side": "duty"},)),
    Asked(
        "stronger", Ranking, shapes.StrongerAnswer, _stronger, ({"matters": ["popov", "marked-whale"], "side": "P"},)
    ),
    Asked(
        "impact", Reaching, shapes.ImpactAnswer, _impact,
        ({"case": "pierson-v-post-1805", "matters": ["popov"], "law": {"forum": "any", "as_of": "2020-01-01"}},),
    ),
    Asked("guide", Guiding, shapes.GuideAnswer | shapes.AgencyAnswer, _guide, (ANYWHERE, {**ANYWHERE, "for_agency": True})),
    Asked("audit", OnDoctrine, shapes.AuditAnswer, _on_doctrine(answers.audit), (ANYWHERE,)),
    Asked("coverage", OnDoctrine, shapes.CoverageAnswer, _on_doctrine(answers.coverage), (ANYWHERE,)),
    Asked("compare", OnCase, shapes.CompareAnswer, _compare, ({"case": "balistreri-v-pacifica-ca9-1988"},)),
    Asked(
        "claim", Claiming, shapes.ClaimAnswer, _claim,
        ({"kind": "a-fortiori", "case": "pierson-v-post-1805", "matter": "popov"},),
    ),
    Asked("read", Document, shapes.ReadAnswer, _read, ({"text": f"SMITH, J.: We follow {CITE}."},)),
    Asked("cite-check", Document, shapes.CiteCheckAnswer, _cite_check, ({"text": f"See {CITE}."},)),
)  # fmt: skip


def api(desk: Desk, sessions: Door, cookie: str) -> FastAPI:
    """The API as an application of its own, to be mounted at ``/api/v1``."""
    app = FastAPI(
        title=TITLE, description=DESCRIPTION, version="1", docs_url=None, redoc_url=None, redirect_slashes=False,
        servers=[{"url": API}], root_path_in_servers=False,
    )  # fmt: skip
    app.state.desk, app.state.sessions, app.state.cookie = desk, sessions, cookie
    app.router.routes.extend(_router().routes)
    for error in (AfortioriError, RequestValidationError):
        app.add_exception_handler(error, told)
    for status in (404, 405):
        app.add_exception_handler(status, _no_such)
    app.add_exception_handler(400, _unread)
    return app


@lru_cache(maxsize=1)
def _router() -> APIRouter:
    """The addresses of the API: they know no desk, and are made once."""
    problems: dict[int | str, dict[str, Any]] = {
        status: {"model": ProblemAnswer, "content": {PROBLEM: {}}, "description": told}
        for status, told in ((401, "The token is missing or wrong"), (422, "What was sent cannot be used, and why"))
    }
    router = APIRouter(
        dependencies=[Depends(let_in)],
        responses=problems,
    )
    for question in QUESTIONS:
        _post(router, question)
    _lists(router)
    return router


def let_in(request: Request) -> None:
    """Let in who shows the token, or has a session in the browser; NotSignedIn."""
    sessions: Door = request.app.state.sessions
    if not sessions.opens(request.headers.get("authorization", "").removeprefix("Bearer ")):
        here(request)


def _post(router: APIRouter, question: Asked) -> None:
    """The address of a question that is sent as JSON."""

    def ask(sent: Any, request: Request) -> Any:
        return question.answer(sent, request.app.state.desk.clock().date().isoformat()).data

    ask.__annotations__ = {"sent": question.body, "request": Request, "return": question.shape}
    summary = (question.body.__doc__ or "").rstrip(".")
    examples = {f"example {number}": {"value": example} for number, example in enumerate(question.examples, 1)}
    router.add_api_route(
        f"/{question.name}", ask, methods=["POST"], name=question.name, summary=summary, response_model_exclude_unset=True,
        openapi_extra={"requestBody": {"content": {"application/json": {"examples": examples}}}},
    )  # fmt: skip


def _lists(router: APIRouter) -> None:
    """The addresses that only list and show."""

    @router.get("/doctrines", response_model_exclude_unset=True, summary="The doctrine packs")
    def doctrines() -> shapes.ListAnswer:
        return shapes.ListAnswer.model_validate(answers.list_packs().data)

    @router.get("/doctrines/{doctrine}", response_model_exclude_unset=True, summary="A doctrine with its factors")
    def doctrine(doctrine: Name) -> shapes.ShowAnswer:
        return shapes.ShowAnswer.model_validate(answers.show(known_doctrine(doctrine)).data)

    @router.get("/doctrines/{doctrine}/{id}", response_model_exclude_unset=True, summary="A case, a factor or a rule")
    def coded(doctrine: Name, id: Name) -> shapes.ShowAnswer:
        return shapes.ShowAnswer.model_validate(answers.show(f"{known_doctrine(doctrine)}/{id}").data)

    @router.get("/schemas/{name}", summary="The JSON Schema of a file, of an answer or of a value")
    def schema(name: Name) -> dict[str, Any]:
        return answers.schema(name)


def told(request: Request, error: Exception) -> Response:
    """What went wrong, as a problem: 401 for who is not let in, 501 where an extra is missing, else 422."""
    del request
    if isinstance(error, NotSignedIn):
        return _problem(
            401, "Not open here", "Show the token that 'afortiori serve' prints: Authorization: Bearer TOKEN"
        )
    if isinstance(error, MissingExtra):
        return _problem(501, "An extra is missing", str(error))
    if isinstance(error, RequestValidationError):
        return _problem(
            422, "What was sent is not in its form", "See the problems.", [_fault(e) for e in error.errors()]
        )
    problems = error.problems if isinstance(error, BadInput) else ()
    return _problem(422, "That cannot be used", "See the problems." if problems else str(error), problems)


def _fault(error: Any) -> Problem:
    place = ".".join(str(part) for part in error["loc"][1:]) or "the body"
    return Problem("", 0, f"{place[:200]}: {error['msg']}", "see the examples in openapi.json")


def _problem(status: int, title: str, detail: str, problems: Sequence[Problem] = ()) -> Response:
    rows = [
        {"file": shown(p.file), "line": p.line, "what": in_fields(shown(p.what)), "remedy": in_fields(shown(p.remedy))}
        for p in problems
    ]
    data = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": in_fields(shown(detail)),
        "problems": rows,
    }
    return JSONResponse(data, status, media_type=PROBLEM)


def _no_such(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    detail = f"{request.method} is not answered there: {API}/openapi.json lists what is"
    return _problem(status, "Nothing here", detail)


def _unread(request: Request, error: Exception) -> Response:
    del request, error
    return _problem(400, "That cannot be read", "Send JSON, in the form that openapi.json tells, and no deeper")
