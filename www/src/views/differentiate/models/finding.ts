import type { ChoiceReport } from "regulars/core";
import type { Text } from "../../../i18n/lang.ts";

/** The model to use, and why. */
export function finding({ reason }: ChoiceReport, name: string): Text {
  return { en: `Use ${name}. ${reason.en}`, zh: `建议使用 ${name}。${reason.zh}` };
}
