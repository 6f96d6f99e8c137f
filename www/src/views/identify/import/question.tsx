/** What nothing in the file settles, asked with a value of the file itself. */
import type { ImportReport, Role } from "regulars/core";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Origin } from "../../../app/setup.ts";
import { openAgain } from "../../../app/store.ts";
import { format, say } from "../../../i18n/lang.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { type Reading, amountsOf, daysOf } from "./readings.ts";
import { text } from "./text.ts";

/** The notices that are asked as questions. */
export const ASKED: readonly string[] = ["date_order_unknown", "decimal_unknown"];

interface Asking {
  origin: Origin;
  params: ImportChoices;
  report: ImportReport;
}

/** Which day a date means, and which amount a number, where either can be read in two ways. */
export function Questions({ origin, params, report }: Asking) {
  const words = text();
  const { day, figure } = format.value;
  const asks = (code: string) => report.notices.some((notice) => notice.code === code);
  const date = asks("date_order_unknown") && twoWays(report, ["date"], daysOf);
  const amount = asks("decimal_unknown") && twoWays(report, ["amount", "price"], amountsOf);
  return (
    <>
      {date !== false && (
        <Question asks={date ? words.whichDay(date.value) : words.whichOrder} why={report.date_reason && say(report.date_reason)}>
          {date?.readings.map(({ as, value }) => (
            <button key={as} class={as === report.date_order ? "primary" : ""} onClick={() => void openAgain(origin, { ...params, date_order: as })}>{day(value)}</button>
          ))}
        </Question>
      )}
      {amount !== false && (
        <Question asks={amount ? words.howMuch(amount.value) : words.whichMark} why={report.decimal_reason && say(report.decimal_reason)}>
          {amount?.readings.map(({ as, value }) => (
            <button key={as} class={as === report.decimal ? "primary" : ""} onClick={() => void openAgain(origin, { ...params, decimal: as })}>{figure(Number(value))}</button>
          ))}
        </Question>
      )}
    </>
  );
}

/** A value of the file that can be read in two ways, with both. */
function twoWays<T>({ columns }: ImportReport, roles: readonly Role[], read: (text: string) => Reading<T>[]): { value: string; readings: Reading<T>[] } | undefined {
  const values = columns.filter(({ role }) => role !== null && roles.includes(role)).flatMap(({ sample }) => sample);
  return values.map((value) => ({ value, readings: read(value) })).find(({ readings }) => readings.length > 1);
}

function Question({ asks, why, children }: { asks: string; why: string | null; children: ComponentChildren }) {
  const words = text();
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const asked = section.current!;
    return () => {
      // An answered question goes; who answered it goes on with what comes next.
      if (asked.contains(document.activeElement)) asked.nextElementSibling?.querySelector<HTMLElement>("button, [tabindex='0']")?.focus();
    };
  }, []);
  return (
    <section class="notice warning question" aria-label={asks} ref={section}>
      <p><strong>{words.question}</strong> {asks}</p>
      {why && <p class="muted">{why}</p>}
      <p class="row">{children}</p>
    </section>
  );
}
