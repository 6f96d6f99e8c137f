import type { ChurnReport } from "regulars/core";
import { type Shown, valuesOf } from "../../../components/customers.tsx";
import { featureName } from "../../features.ts";
import { format } from "../../../i18n/lang.ts";
import type { Frame } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

/** What the warning says of each customer; what happened only where the file knows it. */
export function columnsOf({ label }: ChurnReport): Shown[] {
  const { columns, levels } = text();
  const level = (name: string) => levels[name as keyof typeof levels] ?? name;
  return [
    { key: "probability", label: columns.probability, show: format.value.share },
    { key: "predicted", label: columns.predicted, name: level },
    ...(label ? [{ key: "actual", label: columns.actual, name: level }] : []),
    ...(["reason_1", "reason_2", "reason_3"] as const).map((key) => ({ key, label: columns[key], from: reasonOf(key) })),
  ];
}

/** A reason with the way it pushes: up is towards leaving. */
function reasonOf(key: string): (frame: Frame) => (row: number) => string {
  return (frame) => {
    const reason = valuesOf(frame, key, (name) => name && featureName(name));
    const effect = valuesOf(frame, `${key}_effect`);
    return (row) => text().effect(String(reason(row)), Number(effect(row)));
  };
}
