/** The settings that all values in money share: the discount rate and the margin. */
import type { Margin } from "regulars/core";
import { bilingual, format } from "../i18n/lang.ts";
import { RangeField } from "./controls.tsx";

const text = bilingual(
  { discount: "Discount rate a year", margin: "Margin", asInFile: "by the file", costs: (share: string) => `by the file: ${share}`, forget: "Take the margin from the file" },
  { discount: "年折现率", margin: "毛利率", asInFile: "按文件", costs: (share: string) => `按文件：${share}`, forget: "毛利按文件计算" },
);

interface Set {
  discount: number;
  margin: number | null;
}

/** The discount rate and the margin, with that which an answer was reckoned by. */
export function MoneyControls({ settings, set, found }: { settings: Set; set: (changes: Partial<Set>) => void; found: Margin | undefined }) {
  const { percent } = format.value;
  return (
    <>
      <RangeField label={text().discount} value={settings.discount} min={0} max={0.5} step={0.01} show={percent} onChange={(discount) => set({ discount })} />
      <MarginControl margin={settings.margin} found={found} onChange={(margin) => set({ margin })} />
    </>
  );
}

/** Without a margin, the file's costs are taken where it has some, else all of an amount. */
export function MarginControl({ margin, found, onChange }: { margin: number | null; found: Margin | undefined; onChange: (margin: number | null) => void }) {
  const words = text();
  const { percent } = format.value;
  const asInFile = found?.basis === "costs" ? words.costs(percent(found.rate)) : words.asInFile;
  const show = (share: number) => (margin === null ? asInFile : percent(share));
  return (
    <>
      <RangeField label={words.margin} value={margin ?? 1} min={0.01} max={1} step={0.01} show={show} onChange={onChange} />
      {margin !== null && <button onClick={() => onChange(null)}>{words.forget}</button>}
    </>
  );
}
