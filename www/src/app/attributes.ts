/** What the files say of the customers beside their orders: fetched from the engine when somebody wants to see it. */
import { useEffect, useState } from "preact/hooks";
import type { Attribute, AttributeReport } from "regulars/core";
import { format } from "../i18n/lang.ts";
import { attribute } from "../worker/bridge.ts";
import type { Shop } from "../worker/protocol.ts";
import { open } from "./store.ts";

export interface KnownAttribute {
  name: string;
  /** The value of a customer, by its place; "" or not a number where it is not known. */
  of: (customer: number) => string | number;
  /** As it is shown; "" where it is not known. */
  show: (value: never) => string;
  /** As it is saved: days as days, all else as it is. */
  saved: (value: never) => string | number;
}

/** So many stand beside what was found about a customer. */
const SHOWN = 2;
/** Those that tell people apart come first. */
const FIRST: readonly string[] = ["name", "city", "email"];
/** With more customers than this they are fetched only to be saved. */
const MOST_CUSTOMERS = 200_000;

const fetched = new WeakMap<Shop, Map<string, Promise<KnownAttribute | undefined>>>();

/** An attribute of all customers of a shop. */
function known(shop: Shop, report: AttributeReport): Promise<KnownAttribute | undefined> {
  const all = fetched.get(shop) ?? new Map<string, Promise<KnownAttribute | undefined>>();
  fetched.set(shop, all);
  const one = all.get(report.name) ?? attribute(report.name).then((values) => values && knownOf(report, values));
  all.set(report.name, one);
  return one;
}

function knownOf({ name, values: kind }: AttributeReport, values: Attribute): KnownAttribute {
  if ("levels" in values) {
    const { codes, levels } = values;
    return { name, of: (customer) => levels[codes[customer]!] ?? "", show: (value) => value, saved: (value) => value };
  }
  const day = (value: number) => new Date(value * 86_400_000).toISOString().slice(0, 10);
  const number = { name, of: (customer: number) => values[customer] ?? Number.NaN };
  const ifKnown = (show: (value: number) => string) => (value: number) => (Number.isNaN(value) ? "" : show(value));
  return kind === "day"
    ? { ...number, show: ifKnown((value) => format.value.day(value)), saved: ifKnown(day) }
    : { ...number, show: ifKnown((value) => format.value.figure(value)), saved: (value) => value };
}

/** All attributes of a shop. */
export async function attributesOf(shop: Shop): Promise<KnownAttribute[]> {
  const all = await Promise.all(shop.data.attributes.map((report) => known(shop, report)));
  return all.filter((one) => one !== undefined);
}

const NONE: KnownAttribute[] = [];

/** The attributes that are shown of a customer with orders, once they are there. */
export function useAttributes(): KnownAttribute[] {
  const shop = open.value?.shop;
  const [heard, hear] = useState<{ shop: Shop; all: KnownAttribute[] }>();
  useEffect(() => {
    if (!shop || shop.data.kind !== "orders" || shop.ids.length > MOST_CUSTOMERS) return;
    let live = true;
    const rank = ({ role }: AttributeReport) => (FIRST.indexOf(role ?? "") + FIRST.length + 1) % (FIRST.length + 1);
    const some = shop.data.attributes.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
    void Promise.all(some.map((report) => known(shop, report))).then(
      (all) => live && hear({ shop, all: all.filter((one) => one !== undefined) }),
      // Without them the figures stand alone.
      () => {},
    );
    return () => void (live = false);
  }, [shop]);
  return heard && heard.shop === shop ? heard.all : NONE;
}
