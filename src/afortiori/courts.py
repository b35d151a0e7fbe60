"""The courts of the United States and who binds whom: identifiers as CourtListener and courts-db use them."""

from __future__ import annotations

from functools import cache

from afortiori.authority import Court

# circuit: ordinal name | abbreviation | its district courts, each 'id abbreviation'
_CIRCUITS = """
ca1: First Circuit | 1st Cir. | mad D. Mass.; med D. Me.; nhd D.N.H.; prd D.P.R.; rid D.R.I.
ca2: Second Circuit | 2d Cir. | ctd D. Conn.; nyed E.D.N.Y.; nynd N.D.N.Y.; nysd S.D.N.Y.; nywd W.D.N.Y.; vtd D. Vt.
ca3: Third Circuit | 3d Cir. | ded D. Del.; njd D.N.J.; paed E.D. Pa.; pamd M.D. Pa.; pawd W.D. Pa.; vid D.V.I.
ca4: Fourth Circuit | 4th Cir. | mdd D. Md.; nced E.D.N.C.; ncmd M.D.N.C.; ncwd W.D.N.C.; scd D.S.C.; vaed E.D. Va.; \
vawd W.D. Va.; wvnd N.D. W. Va.; wvsd S.D. W. Va.
ca5: Fifth Circuit | 5th Cir. | laed E.D. La.; lamd M.D. La.; lawd W.D. La.; msnd N.D. Miss.; mssd S.D. Miss.; \
txed E.D. Tex.; txnd N.D. Tex.; txsd S.D. Tex.; txwd W.D. Tex.
ca6: Sixth Circuit | 6th Cir. | kyed E.D. Ky.; kywd W.D. Ky.; mied E.D. Mich.; miwd W.D. Mich.; ohnd N.D. Ohio; \
ohsd S.D. Ohio; tned E.D. Tenn.; tnmd M.D. Tenn.; tnwd W.D. Tenn.
ca7: Seventh Circuit | 7th Cir. | ilcd C.D. Ill.; ilnd N.D. Ill.; ilsd S.D. Ill.; innd N.D. Ind.; insd S.D. Ind.; \
wied E.D. Wis.; wiwd W.D. Wis.
ca8: Eighth Circuit | 8th Cir. | ared E.D. Ark.; arwd W.D. Ark.; iand N.D. Iowa; iasd S.D. Iowa; mnd D. Minn.; \
moed E.D. Mo.; mowd W.D. Mo.; ned D. Neb.; ndd D.N.D.; sdd D.S.D.
ca9: Ninth Circuit | 9th Cir. | akd D. Alaska; azd D. Ariz.; cacd C.D. Cal.; caed E.D. Cal.; cand N.D. Cal.; \
casd S.D. Cal.; gud D. Guam; hid D. Haw.; idd D. Idaho; mtd D. Mont.; nvd D. Nev.; nmid D. N. Mar. I.; ord D. Or.; \
waed E.D. Wash.; wawd W.D. Wash.
ca10: Tenth Circuit | 10th Cir. | cod D. Colo.; ksd D. Kan.; nmd D.N.M.; oked E.D. Okla.; oknd N.D. Okla.; \
okwd W.D. Okla.; utd D. Utah; wyd D. Wyo.
ca11: Eleventh Circuit | 11th Cir. | almd M.D. Ala.; alnd N.D. Ala.; alsd S.D. Ala.; flmd M.D. Fla.; flnd N.D. Fla.; \
flsd S.D. Fla.; gamd M.D. Ga.; gand N.D. Ga.; gasd S.D. Ga.
cadc: District of Columbia Circuit | D.C. Cir. | dcd D.D.C.
cafc: Federal Circuit | Fed. Cir. | cit Ct. Int'l Trade; uscfc Fed. Cl.
"""

# state: name | highest court 'id abbreviation' | intermediate courts, each 'id abbreviation'
_STATES = """
al: Alabama | ala Ala. | alacivapp Ala. Civ. App.; alacrimapp Ala. Crim. App.
ak: Alaska | alaska Alaska | alaskactapp Alaska Ct. App.
az: Arizona | ariz Ariz. | arizctapp Ariz. Ct. App.
ar: Arkansas | ark Ark. | arkctapp Ark. Ct. App.
ca: California | cal Cal. | calctapp Cal. Ct. App.
co: Colorado | colo Colo. | coloctapp Colo. App.
ct: Connecticut | conn Conn. | connappct Conn. App. Ct.
de: Delaware | del Del. |
dc: District of Columbia | dc D.C. |
fl: Florida | fla Fla. | fladistctapp Fla. Dist. Ct. App.
ga: Georgia | ga Ga. | gactapp Ga. Ct. App.
hi: Hawaii | haw Haw. | hawapp Haw. Ct. App.
id: Idaho | idaho Idaho | idahoctapp Idaho Ct. App.
il: Illinois | ill Ill. | illappct Ill. App. Ct.
in: Indiana | ind Ind. | indctapp Ind. Ct. App.
ia: Iowa | iowa Iowa | iowactapp Iowa Ct. App.
ks: Kansas | kan Kan. | kanctapp Kan. Ct. App.
ky: Kentucky | ky Ky. | kyctapp Ky. Ct. App.
la: Louisiana | la La. | lactapp La. Ct. App.
me: Maine | me Me. |
md: Maryland | md Md. | mdctspecapp Md. Ct. Spec. App.
ma: Massachusetts | mass Mass. | massappct Mass. App. Ct.
mi: Michigan | mich Mich. | michctapp Mich. Ct. App.
mn: Minnesota | minn Minn. | minnctapp Minn. Ct. App.
ms: Mississippi | miss Miss. | missctapp Miss. Ct. App.
mo: Missouri | mo Mo. | moctapp Mo. Ct. App.
mt: Montana | mont Mont. |
ne: Nebraska | neb Neb. | nebctapp Neb. Ct. App.
nv: Nevada | nev Nev. | nevapp Nev. Ct. App.
nh: New Hampshire | nh N.H. |
nj: New Jersey | nj N.J. | njsuperctappdiv N.J. Super. Ct. App. Div.
nm: New Mexico | nm N.M. | nmctapp N.M. Ct. App.
ny: New York | ny N.Y. | nyappdiv N.Y. App. Div.
nc: North Carolina | nc N.C. | ncctapp N.C. Ct. App.
nd: North Dakota | nd N.D. |
oh: Ohio | ohio Ohio | ohioctapp Ohio Ct. App.
ok: Oklahoma | okla Okla. | oklacivapp Okla. Civ. App.
or: Oregon | or Or. | orctapp Or. Ct. App.
pa: Pennsylvania | pa Pa. | pasuperct Pa. Super. Ct.; pacommwct Pa. Commw. Ct.
ri: Rhode Island | ri R.I. |
sc: South Carolina | sc S.C. | scctapp S.C. Ct. App.
sd: South Dakota | sd S.D. |
tn: Tennessee | tenn Tenn. | tennctapp Tenn. Ct. App.
tx: Texas | tex Tex. | texapp Tex. App.
ut: Utah | utah Utah | utahctapp Utah Ct. App.
vt: Vermont | vt Vt. |
va: Virginia | va Va. | vactapp Va. Ct. App.
wa: Washington | wash Wash. | washctapp Wash. Ct. App.
wv: West Virginia | wva W. Va. |
wi: Wisconsin | wis Wis. | wisctapp Wis. Ct. App.
wy: Wyoming | wyo Wyo. |
"""

_DIRECTIONS = {"N": "Northern", "S": "Southern", "E": "Eastern", "W": "Western", "M": "Middle", "C": "Central"}
_TERRITORIES = {
    "P.R.": "Puerto Rico",
    "V.I.": "the Virgin Islands",
    "Guam": "Guam",
    "N. Mar. I.": "the Northern Mariana Islands",
}
_OWN_NAMES = {
    "New York": "New York Court of Appeals",
    "District of Columbia": "District of Columbia Court of Appeals",
    "Massachusetts": "Massachusetts Supreme Judicial Court",
    "Maine": "Supreme Judicial Court of Maine",
    "West Virginia": "Supreme Court of Appeals of West Virginia",
    "Ct. Int'l Trade": "United States Court of International Trade",
    "Fed. Cl.": "United States Court of Federal Claims",
    "D.D.C.": "United States District Court for the District of Columbia",
}


@cache
def built_in() -> dict[str, Court]:
    """Every built-in court by id.

    >>> built_in()["cand"].abbreviation, built_in()["cand"].above
    ('N.D. Cal.', ('ca9', 'scotus'))
    """
    scotus = Court("scotus", "Supreme Court of the United States", "U.S.", "supreme", "us", (), binds_itself=True)
    courts = {"scotus": scotus}
    states = _TERRITORIES | {short: name for _, (name, top, _) in map(_row, _rows(_STATES)) for _, short in _pairs(top)}
    for id, (name, abbreviation, districts) in map(_row, _rows(_CIRCUITS)):
        full = f"United States Court of Appeals for the {name}"
        courts[id] = Court(id, full, abbreviation, "appellate", "us", ("scotus",), binds_itself=True)
        for district, short in _pairs(districts):
            full = _district_name(short, states)
            courts[district] = Court(district, full, short, "trial", "us", (id, "scotus"), binds_itself=False)
    for state, (name, highest, lower) in map(_row, _rows(_STATES)):
        [(top, short)] = _pairs(highest)
        courts[top] = Court(top, _highest_name(name), short, "supreme", f"us-{state}", ("scotus",), binds_itself=True)
        for id, short in _pairs(lower):
            courts[id] = Court(id, short, short, "appellate", f"us-{state}", (top, "scotus"), binds_itself=False)
    return courts


def _rows(table: str) -> list[str]:
    return [row for row in table.split("\n") if row]


def _row(row: str) -> tuple[str, list[str]]:
    id, _, rest = row.partition(": ")
    return id, [cell.strip() for cell in rest.split("|")]


def _pairs(cell: str) -> list[tuple[str, str]]:
    return [(id, short) for id, _, short in (item.strip().partition(" ") for item in cell.split(";")) if id]


def _district_name(short: str, states: dict[str, str]) -> str:
    if short in _OWN_NAMES:
        return _OWN_NAMES[short]
    direction = _DIRECTIONS.get(short[0]) if short[1:4] == ".D." else None
    state = short[4:].strip() if direction else short[2:].strip()
    seat = f"{direction} District" if direction else "District"
    return f"United States District Court for the {seat} of {states[state]}"


def _highest_name(state: str) -> str:
    return _OWN_NAMES.get(state, f"Supreme Court of {state}")
