/** The closed lists of words that the grammar may pass over, and of those that no name or bare text may hold. */

/** Say nothing by themselves; passed over between the parts of a pattern, and nowhere else. */
export const FILLERS = new Set([
  "a",
  "an",
  "the",
  "please",
  "kindly",
  "also",
  "then",
  "its",
  "their",
  "finally",
  "additionally",
]);

export const TERMINAL = new Set([".", ";", "!", ",", ":"]);

/** Words with a meaning in the grammar. A name or an unquoted text that held one would swallow that meaning. */
export const RESERVED = new Set(
  ("a an the and or not no nor if when whenever unless except only but otherwise else then than is are was were be " +
    "been being has have had must should shall will would can cannot could may might do does did for from with " +
    "without by to of in on at as it its this that these those they them there here per each every all any both " +
    "either neither never always until while after before since because so such more less most least above below " +
    "over under between equal equals greater smaller larger higher lower exceeds one nothing something anything everything everyone whether we you who what which true false")
    .split(" "),
);

export const NUMBER_WORDS: Readonly<Record<string, string>> = {
  zero: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  ten: "10",
  twelve: "12",
  twenty: "20",
  fifty: "50",
  hundred: "100",
};

/** Units that may follow a number. All spellings of one unit share a name, so that a mix can be noticed. */
export const UNITS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    kg: "kg kgs kilogram kilograms kilo kilos",
    g: "g gram grams",
    lb: "lb lbs pound pounds",
    km: "km kilometer kilometers kilometre kilometres",
    m: "m meter meters metre metres",
    mi: "mile miles mi",
    cm: "cm centimeter centimeters",
    USD: "$ usd dollar dollars",
    EUR: "€ eur euro euros",
    GBP: "£ gbp",
    year: "year years yr yrs",
    month: "month months",
    week: "week weeks",
    day: "day days",
    hour: "hour hours h",
    minute: "minute minutes",
    second: "second seconds",
    degree: "degree degrees",
    employee: "employee employees people person persons users seats staff",
    item: "item items unit units piece pieces",
    point: "point points pt pts",
  }).flatMap(([unit, spellings]) => spellings.split(" ").map((spelling) => [spelling, unit])),
);
