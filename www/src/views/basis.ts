/** How much data a finding rests on. */
import type { Window } from "regulars/core";
import { counted } from "../i18n/counted.ts";
import { bilingual, format } from "../i18n/lang.ts";

const text = bilingual(
  {
    orders: (customers: string, first: string, last: string) => `Based on ${counted(customers, "customer", "customers")} with orders from ${first} to ${last}.`,
    table: (customers: string) => `Based on ${counted(customers, "customer", "customers")}.`,
  },
  {
    orders: (customers, first, last) => `依据 ${customers} 位客户在${first}至${last}的订单。`,
    table: (customers) => `依据 ${customers} 位客户的数据。`,
  },
);

/** The customers, and the days of their orders where there are any. */
export function basis(customers: number, window: Window | null | undefined): string {
  const { count, day } = format.value;
  return window ? text().orders(count(customers), day(window.since), day(window.until)) : text().table(count(customers));
}
