"""Every file, answer and value against the schema that ``afortiori schema`` prints of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from shapes import checked, faults

from afortiori import answers
from afortiori.cli import main, whole_parser
from afortiori.store.library import BUILT_IN
from afortiori.store.schema import SHAPES

Capsys = pytest.CaptureFixture[str]
NOW = "--as-of 2026-11-25"
DUTY = f"--doctrine duty-to-protect --forum ca9 {NOW}"
# Each schema of an answer with commands that give it.
GIVEN: dict[str, list[str]] = {
    "agree": ["agree chart.csv second.csv"],
    "argue": ["argue popov --for D", "argue two-flats --for P --by-issue", "argue popov --for P --against pierson-v-post-1805"],
    "audit": ["audit duty-to-protect --forum ca9", "audit trade-secrets --forum any"],
    "check": ["check wild-animals", "check no-such-file.yaml"],
    "cite-check": ["cite-check draft.txt", "cite-check draft.txt --opinions ."],
    "cites": ["cites pierson-v-post-1805 --in table.sqlite"],
    "claim": [
        f"claim no-case --holding duty --where restraining_order=issued {DUTY}",
        f"claim no-case --holding duty --suffices restraining_order=issued {DUTY}",
        f"claim holds escamilla-v-santa-ana-1986 --side no-duty {DUTY}",
        "claim on-point balistreri --sharing restraining_order=issued --named dudosh-v-allentown-1985",
        "claim a-fortiori escamilla-v-santa-ana-1986 balistreri",
        f"claim considered custody assurance {DUTY}",
    ],
    "compare": ["compare balistreri-v-pacifica-ca9-1988", "compare popov-v-hayashi-2002"],
    "coverage": ["coverage wild-animals --forum any"],
    "decide": [
        "decide balistreri", f"decide balistreri {NOW}", "decide balistreri-facts-unknown", "decide popov", "decide acevedo",
        "decide popov --base wild.index", "decide two-flats", "decide mason-before-discovery", "decide fight-brewing --without escamilla-v-santa-ana-1986",
    ],
    "diff": ["diff chart.csv second.csv"],
    "audit-index": ["audit wild-animals --base wild.index --forum any"],
    "decide-brief": ["decide popov --base wild.index --brief"],
    "effect": ["effect proven-violation --for duty", "effect proven-violation --for duty --reason restraining_order=issued"],
    "estimate": ["estimate mason --forum any", "estimate two-flats --forum any"],
    "export": ["export wild-animals -o wild.csv"],
    "guide": ["guide wild-animals --forum any", f"guide duty-to-protect --forum ca9 {NOW}"],
    "guide-for-agency": ["guide wild-animals --forum any --for-agency"],
    "hypotheticals": ["hypotheticals balistreri --for duty", "hypotheticals mason-before-discovery --for P"],
    "impact": ["impact pierson-v-post-1805 --forum any"],
    "import": ["import chart.csv", "import chart.csv -o base"],
    "ingest": ["ingest opinion.txt -o table.sqlite"],
    "lattice": ["lattice balistreri", "lattice popov --forum any"],
    "list": ["list"],
    "memo": ["memo popov", "memo balistreri --for duty"],
    "propose": ["propose opinion.txt --doctrine wild-animals"],
    "propose-accept": ["propose opinion.txt --doctrine wild-animals --accept 1a=present --into mine.yaml --replace"],
    "propose-recall": ["propose opinion.txt --doctrine wild-animals --recall facts.yaml"],
    "rationales": ["rationales balistreri --for duty", f"rationales balistreri --for no-duty {NOW}", "rationales mason --for D"],
    "read": ["read opinion.txt"],
    "routes": ["routes balistreri-facts-unknown --for duty", "routes mason-before-discovery --for P"],
    "schema": ["schema"],
    "show": ["show pierson-v-post-1805", "show restraining_order", "show wild-animals", "show wild-animals/livelihood"],
    "stronger": ["stronger popov marked-whale --for P"],
    "thresholds": ["thresholds popov", "thresholds balistreri --over restraining_order,imminence"],
    "timeline": ["timeline balistreri"],
    "verify": ["verify held.json", "verify broken.json"],
}  # fmt: skip
COMMANDS = [(name, command) for name, given in GIVEN.items() for command in given]
OPINION = """\
SMITH, Circuit Judge:
We rely on Pierson v. Post, 3 Cai. R. 175, 178 (N.Y. Sup. Ct. 1805). *12 The court there said: "pursuit alone gives no right" in
the animal. See also Young v. Hichens, 6 Q.B. 606 (1844); Pierson, 3 Cai. R. at 179.
JONES, Circuit Judge, dissenting:
I would follow Keeble v. Hickeringill, 11 East 574 (Q.B. 1707). Young is no help.
"""
DRAFT = 'See Pierson v. Post, 3 Cai. R. 175, 178 (1805) ("pursuit alone gives no right"); Doe v. Roe, 999 F.9d 12 (2d Cir. 2019).'


def with_json(parser: ArgumentParser) -> Iterator[str]:
    """The commands of a parser that take ``--json``, themselves or by what follows them."""
    for action in parser._actions:
        for name, inner in (action.choices or {}).items() if isinstance(action, _SubParsersAction) else ():
            if "--json" in inner._option_string_actions or any(with_json(inner)):
                yield name


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that holds and one that does not."""
    folder = tmp_path_factory.mktemp("certificates")
    text = answers.certificate("popov", as_of="2020-01-01")
    (folder / "held.json").write_text(text, encoding="utf-8")
    (folder / "broken.json").write_text(text.replace('"popov"', '"pop"'), encoding="utf-8")
    (folder / "opinion.txt").write_text(OPINION, encoding="utf-8")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    chart = "Case,Outcome,Warning given\nA v. B,plaintiff,yes\nC v. D,defendant,no\nE v. F,plaintiff,perhaps\n"
    (folder / "chart.csv").write_text(chart, encoding="utf-8")
    (folder / "second.csv").write_text(chart.replace("A v. B,plaintiff,yes", "A v. B,plaintiff,no"), encoding="utf-8")
    rows = "holding,malice,decided,court\nP,present,1900-01-01,scotus\n"
    (folder / "table.csv").write_text(rows, encoding="utf-8")
    answers.index(str(folder / "table.csv"), "wild-animals", str(folder / "wild.index"))
    answers.new("case", str(folder / "mine.yaml"), "wild-animals")
    facts = "facts: [{factor: hot-pursuit, words: [pursuit alone gives no right]}]"
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    answers.ingest([str(folder / "opinion.txt")], str(folder / "table.sqlite"), cores=1)
    return folder


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[command[:70] for _, command in COMMANDS])
def test_a_real_answer_is_as_its_schema_says(
    name: str, command: str, capsys: Capsys, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer that a command gives as JSON has the keys of its schema, and no others."""
    monkeypatch.chdir(certificates)
    main([*command.split(), "--json"])
    captured = capsys.readouterr()
    assert ("", []) == (captured.err, faults(answers.schema(name), json.loads(captured.out)))


def test_every_answer_as_json_has_a_schema() -> None:
    """Each command that answers as JSON has its schema here, and each schema a command that is asked."""
    assert set(with_json(whole_parser())) == {given[0].split()[0] for given in GIVEN.values()}
    assert sorted(GIVEN) == answers.schemas().data["answers"]


def files() -> Iterator[tuple[str, Path]]:
    """Every file of the built-in packs with the kind that it is of."""
    for pack in sorted(path for path in BUILT_IN.iterdir() if path.is_dir()):
        yield "doctrine", pack / "doctrine.yaml"
        for folder, kind in (("cases", "case"), ("matters", "matter"), ("questions", "questions")):
            yield from ((kind, path) for path in sorted((pack / folder).glob("*.yaml")))


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_every_file_that_is_read_is_as_its_schema_says(kind: str) -> None:
    """Each file of the built-in packs is as an editor would demand that holds it to the schema."""
    schema = answers.schema(kind)
    found: dict[str, list[str]] = {}
    for _, path in (pair for pair in files() if pair[0] == kind):
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        told = faults(schema, json.loads(json.dumps(data, default=str)))
        if told:
            found[path.name] = told
    assert found == {}


@pytest.mark.parametrize("matter", ["popov", "balistreri", "two-flats", "balistreri-facts-unknown"])
def test_a_certificate_is_as_its_schema_says(matter: str) -> None:
    """What ``decide --certificate`` writes has the keys of ``afortiori schema certificate``, which is the checker's own shape."""
    schema = answers.schema("certificate")
    held = json.loads(answers.certificate(matter, as_of="2026-11-25"))
    assert [] == faults(schema, held)
    del held["verdict"]["witnesses"]
    assert 2 == len(faults(schema, held | {"more": "than it holds"}))


@pytest.mark.parametrize("doctrine", ["", "wild-animals"])
def test_a_mapping_is_as_its_schema_says(doctrine: str, certificates: Path) -> None:
    """The mapping that an import proposes has the keys of ``afortiori schema mapping``."""
    file = certificates / f"mapping{doctrine}.yaml"
    chart = certificates / ("chart.csv" if not doctrine else "onto.csv")
    if doctrine:
        chart.write_text("Case,Court,Decided,Outcome,malice\nA v. B,Q.B.,1900,P,present\n", encoding="utf-8")
    answers.import_chart(str(chart), save_mapping=str(file), doctrine=doctrine or None)
    data = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    assert [] == faults(answers.schema("mapping"), json.loads(json.dumps(data, default=str)))


def test_the_files_of_proposals_are_as_their_schemas_say(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet that ``propose -o`` writes, and facts as ``--recall`` reads them, have the keys of their schemas."""
    monkeypatch.chdir(certificates)
    assert 0 == main(["propose", "opinion.txt", "--doctrine", "wild-animals", "-o", "sheet.yaml"])
    for kind in ("sheet", "facts"):
        data = YAML(typ="safe", pure=True).load((certificates / f"{kind}.yaml").read_text(encoding="utf-8"))
        assert [] == faults(answers.schema(kind), data)
        assert 1 == len(faults(answers.schema(kind), data | {"more": "than it holds"}))


def test_a_file_with_a_fault_is_refused_by_its_schema() -> None:
    """A misspelt key, a wrong word and a lacking one are each found."""
    case = {"name": "A v. B", "court": "ca9", "decided": 1990, "bench": "banc", "holdin": "duty"}
    assert len(faults(answers.schema("case"), case)) == 2
    assert len(faults(answers.schema("case"), {"name": "A v. B", "court": "ca9"})) == 1


@pytest.mark.parametrize("name", sorted(name for names in answers.schemas().data.values() for name in names))
def test_every_schema_is_one(name: str, capsys: Capsys) -> None:
    """What ``afortiori schema NAME`` prints is a JSON Schema."""
    assert main(["schema", name]) == 0
    checked(json.loads(capsys.readouterr().out))


def test_an_unknown_schema_is_told(capsys: Capsys) -> None:
    """A name that is none is met with the nearest one."""
    assert main(["schema", "decid"]) == 2
    assert capsys.readouterr().err == "afortiori: no schema is named 'decid'; did you mean 'decide'?\n"
