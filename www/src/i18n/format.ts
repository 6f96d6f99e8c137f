/** Numbers, money and days in words, by `Intl`; "—" for what is not known. */
import type { Lang } from "./lang.ts";

export type Format = ReturnType<typeof formatter>;

const UNKNOWN = "—";
const NUMBERS: Record<Lang, string> = { en: "en-US", zh: "zh-CN" };
// Day before month: read rightly on either side of the ocean.
const DAYS: Record<Lang, string> = { en: "en-GB", zh: "zh-CN" };

/** A share closer than this to none or to all is taken for it: sums of fractions are not exact. */
const NOTHING = 1e-9;

/** Less than half a hundredth of the currency is nothing. */
const SMALLEST_MONEY = 0.005;
const LITTLE = 0.0001;
/** What a whole percentage is rounded away from. */
const HALF_PERCENT = 0.005;

export function formatter(lang: Lang) {
  const intl = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(NUMBERS[lang], options);
    return (value: number | null | undefined) => (known(value) ? format.format(value) : UNKNOWN);
  };
  const dayText = remembered(new Intl.DateTimeFormat(DAYS[lang], { dateStyle: "medium", timeZone: "UTC" }));
  const monthText = remembered(new Intl.DateTimeFormat(DAYS[lang], { year: "numeric", month: "short", timeZone: "UTC" }));
  const list = new Intl.ListFormat(NUMBERS[lang], { type: "conjunction" });
  const count = intl({ maximumFractionDigits: 0 });
  const decimal = intl({ maximumFractionDigits: 1 });
  const money = intl({ notation: "compact", maximumSignificantDigits: 3 });
  const measure = intl({ maximumSignificantDigits: 3 });
  const percent = intl({ style: "percent", maximumFractionDigits: 0 });
  return {
    /** A whole number in full. */
    count,
    /** An amount in full, for tables. */
    amount: intl({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    /** A count in three significant figures, for axes. */
    compact: money,
    /** An amount in three significant figures, for sentences and axes. */
    money: (value: number | null | undefined) => money(known(value) && Math.abs(value) < SMALLEST_MONEY ? 0 : value),
    /** A measure in three significant figures; what is nearly nothing is said to be less than a little. */
    measure: (value: number | null | undefined) =>
      known(value) && value > 0 && value < LITTLE ? `< ${measure(LITTLE)}` : measure(value),
    /** A measure in three significant figures, those that are 0 too, so that a column of them lines up. */
    aligned: intl({ minimumSignificantDigits: 3, maximumSignificantDigits: 3 }),
    /** A measure to the tenth, for columns. */
    tenth: intl({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** A measure in five significant figures, for formulas. */
    figure: intl({ maximumSignificantDigits: 5 }),
    /** A share as a whole percentage; a few are not none, and nearly all are not all. */
    percent: (value: number | null | undefined) => {
      if (!known(value)) return UNKNOWN;
      if (value > NOTHING && value < HALF_PERCENT) return `<${percent(0.01)}`;
      if (value >= 1 - HALF_PERCENT && value < 1 - NOTHING) return `>${percent(0.99)}`;
      // Half a percent below none is no minus none.
      return percent(Math.abs(value) < HALF_PERCENT ? 0 : value);
    },
    /** A share as a percentage with one decimal, for tables. */
    share: intl({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    /** A day such as "2024-03-31", or its number since 1970-01-01. */
    day: (day: string | number | null | undefined) => {
      const time = typeof day === "number" ? day * 86_400_000 : Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(time) ? UNKNOWN : dayText(time);
    },
    /** A month. */
    month: (date: Date) => monthText(date.getTime()),
    /** Names in a row. */
    list: (names: string[]) => list.format(names),
    /** A size of a file. */
    bytes: (bytes: number) => {
      const units = ["B", "kB", "MB", "GB"];
      const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
      return `${decimal(bytes / 1000 ** power)} ${units[power]}`;
    },
  };
}

/** More days than a table or a picture shows at once. */
const REMEMBERED = 5000;

/** Dates as a format has them; most are asked for again and again, and browsers take long over each. */
function remembered(format: Intl.DateTimeFormat): (time: number) => string {
  const texts = new Map<number, string>();
  return (time) => {
    let text = texts.get(time);
    if (text === undefined) {
      if (texts.size >= REMEMBERED) texts.clear();
      text = format.format(time);
      texts.set(time, text);
    }
    return text;
  };
}

function known(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
