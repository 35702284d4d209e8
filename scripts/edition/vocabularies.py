"""The terms that tables may use, each with its meaning.

The field's own terms where it has them: UCDP GED and NSA for actors, measures and
precision, EDTF for dates. The codebook prints them from here.
"""

from __future__ import annotations

NOTE_TYPES = {
    "textual": "a slip or doubtful reading in the base text, with a proposed emendation",
    "identification": "who or what is meant",
    "commentary": "historical context",
    "figure": "a number weighed",
    "dating": "a date weighed",
    "parallel": "another passage or the other text on the same thing",
    "language": "a term, a translation or a turn carried over from another language",
    "framing": "point of view, vocabulary, omission",
}
GRADES = {
    "sourced": "rests on a work or page that was consulted and is named",
    "internal": "follows from the two texts alone",
    "editorial": "judgement or general knowledge of the editors",
}
CERTAINTIES = {
    "high": "the editors see no reasonable alternative",
    "medium": "likely, but an alternative is reasonable",
    "low": "a possibility, no more",
}
VARIABLES = {
    "force_size": "persons under arms or in the ranks",
    "units": "formations or groups, counted as such",
    "killed": "persons killed",
    "wounded": "persons wounded",
    "killed_and_wounded": "persons killed or wounded, given as one figure",
    "captured": "persons taken prisoner or arrested",
    "wounded_and_captured": "persons wounded or arrested, given as one figure",
    "members": "members of a body that is not an armed force",
    "territory_share": "share of the country held, in per cent",
    "duration": "length of time, in days",
    "population": "inhabitants",
}
COUNTED = {
    "killed": "killed",
    "wounded": "wounded",
    "killed_and_wounded": "killed and wounded",
    "captured": "captured or arrested",
    "wounded_and_captured": "wounded and arrested",
    "population": "inhabitants",
}
"""Variable → what a mark calls those counted; those of other variables go by their unit."""
MEASURE_TYPES = {
    "stock": "the number there was at a time",
    "peak": "the greatest number there was",
    "cumulative": "the total reached from a beginning",
    "flow": "the number that came, went or was lost in an event or period",
}
SIDES = {
    "resistance": "armed resistance to the occupiers, of whatever politics",
    "italy": "Italian forces of occupation",
    "germany": "German forces, with what fought under their command",
    "collaboration": "Albanian formations on the side of the occupiers",
    "occupiers": "Italian and German forces, counted together",
    "civilian": "unarmed population",
    "allied": "forces or missions of the Allies",
    "none": "no side",
}
SIDE_NAMES = {
    "resistance": "Resistance",
    "italy": "Italy",
    "germany": "Germany",
    "collaboration": "Collaborating formations",
    "occupiers": "Italy and Germany",
    "civilian": "Civilians",
    "allied": "Allies",
    "none": "No side",
}
SIDE_SHORT = {
    "resistance": "partisans",
    "italy": "Italians",
    "germany": "Germans",
    "collaboration": "collaborators",
    "occupiers": "occupiers",
    "civilian": "civilians",
    "allied": "Allies",
    "none": "",
}
QUALIFIERS = {
    "exact": "the bare number; low = best = high",
    "approx": "about; best only",
    "at_least": "over, more than; low only",
    "at_most": "up to, under; high only",
    "range": "two numbers; low and high",
    "vague": "a word without a number; low only, from the table of words",
}
RANGE_BASES = {
    "stated": "the bounds stand in the text",
    "from_word": "the bound is that of the word in word_values.csv",
    "editor": "the editors' reading, explained in a note",
}
UNITS = {
    "persons": "men, soldiers, partisans, people",
    "groups": "armed groups too loose to be formations",
    "detachments": "partisan detachments (çeta)",
    "battalions": "battalions",
    "brigades": "brigades",
    "divisions": "divisions",
    "corps": "corps",
    "days": "days",
    "per cent": "per cent of the territory",
}
CONTROL_STATUSES = {
    "occupier": "held by Italians, Germans or those who fought with them",
    "contested": "fought over, besieged, or held in turns",
    "resistance": "held by armed resistance",
    "unknown": "the text does not say",
}
CONTROL_STATUSES_SHORT = {
    "occupier": "occupied",
    "contested": "contested",
    "resistance": "with the resistance",
    "unknown": "not said",
}
CONTROL_SCOPES = {
    "town": "a town or village",
    "countryside": "land outside the towns, or mountains",
    "road": "roads and other ways of communication",
    "coast": "the coast and its ports",
    "whole_area": "all of the place named",
    "country_share": "a share of the country, in words or per cent",
}
CONTROL_SCOPE_NAMES = {
    "town": "town",
    "countryside": "countryside",
    "road": "roads",
    "coast": "coast",
    "whole_area": "the whole",
    "country_share": "a share",
}
CONTROL_SPANS = {
    "temporary": "for a while, or given up soon after",
    "lasting": "to the end, as far as the text tells",
    "unstated": "the text does not say how long",
}
DATE_BASES = {
    "stated": "the expression gives the whole date",
    "inferred": "part of the date is supplied from what it leans on",
}
NUMERAL_CLASSES = {
    "digits": "a run of digits",
    "roman": "a Roman numeral",
    "cardinal": "a number word",
    "ordinal": "first, second, 1st …",
    "fraction": "half, quarter, part",
    "multiple": "once, twice …",
    "collective": "dozens, tens, hundreds",
    "indefinite": "several, some, few, many, both, all …",
    "one": "one where it counts",
}
NUMERAL_USES = {
    "claim": "gives or qualifies a coded claim",
    "date": "is part of a date",
    "duration": "is part of a length of time",
    "control": "tells how much of an area is held",
    "name": "is part of a name",
    "reference": "numbers an issue or a work",
    "order": "tells the place in a row, and counts nothing",
    "quantity": "counts something that is no force, loss, area or time",
    "figure_of_speech": "counts nothing",
}
RELATIONS = {
    "agree": "both say the same",
    "differ": "both speak of it and say different things",
    "only_DB": "DB speaks of it, HL does not",
    "only_HL": "HL speaks of it, DB does not",
}
EVENT_KINDS = {
    "battle": "a fight, ambush or attack on one place",
    "operation": "an offensive, advance, landing or mission",
    "sabotage": "destruction of lines, wells or mines",
    "killing": "a killing outside battle, attempted or carried out, and reprisals",
    "control": "a country or town changes hands: occupation, surrender, liberation",
    "foundation": "a party, army, unit or other body is founded",
    "politics": "a conference, agreement, breach, appointment or ceremony",
    "protest": "a demonstration or strike",
    "war": "a war or campaign beyond Albania",
    "strength": "how many there were; of a statement that tells no event",
    "losses": "how many were lost; of a statement that tells no event",
    "course": "the course of things; of a statement that tells no event",
}
EVENT_KIND_NAMES = {
    "battle": "battles",
    "operation": "operations",
    "sabotage": "sabotage",
    "killing": "killings and reprisals",
    "control": "who holds what",
    "foundation": "foundations",
    "politics": "politics",
    "protest": "protest",
    "war": "war beyond Albania",
    "strength": "strengths",
    "losses": "losses",
    "course": "the course of things",
}
ACTORS = {
    "resistance": "armed or underground resistance to the occupiers, but for the next",
    "nationalists": "Balli Kombëtar and Legality; on whose side they fought is disputed, and "
                    "no side is given them here",
    "italy": "Italian forces and authorities",
    "germany": "German forces and authorities",
    "collaboration": "Albanian governments and formations on the side of the occupiers",
    "civilian": "unarmed population",
    "allied": "forces or missions of the Allies",
    "others": "states and armies beyond Albania",
}
ACTOR_NAMES = {
    "resistance": "Resistance",
    "nationalists": "Balli Kombëtar and Legality",
    "italy": "Italy",
    "germany": "Germany",
    "collaboration": "Collaborating formations",
    "civilian": "Civilians",
    "allied": "Allies",
    "others": "Others",
}
RELATION_NAMES = {
    "agree": "they agree",
    "differ": "they differ",
    "only_DB": "DB alone",
    "only_HL": "HL alone",
}
ASPECTS = {
    "figure": "another number, or a number where the other has none",
    "date": "another time",
    "name": "other persons, bodies or titles",
    "scope": "more or less is meant",
    "judgement": "another reason, weight or verdict",
}
WHERE_PREC = {
    "1": "exact",
    "2": "near",
    "3": "second-order administrative area",
    "4": "first-order administrative area",
    "5": "larger or vague",
    "6": "country",
}
LANGUAGES = {
    "albanian": "Albanian",
    "chinese": "Chinese",
    "english": "English",
    "french": "French",
    "german": "German",
    "hungarian": "Hungarian",
    "italian": "Italian",
    "japanese": "Japanese",
    "macedonian": "Macedonian",
    "montenegrin": "Montenegrin",
    "polish": "Polish",
    "russian": "Russian",
    "serbo-croatian": "Serbian, Croatian and Bosnian",
    "spanish": "Spanish",
    "swedish": "Swedish",
    "turkish": "Turkish",
}
LANGUAGE_CODES = {
    "albanian": "sq",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hungarian": "hu",
    "italian": "it",
    "japanese": "ja",
    "macedonian": "mk",
    "montenegrin": "cnr",
    "polish": "pl",
    "russian": "ru",
    "serbo-croatian": "sh",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
}
"""Language of a work → its code in ISO 639, under which titles are set."""
