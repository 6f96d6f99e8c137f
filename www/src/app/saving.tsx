/** The making of a file that takes a while: how much of it is there, and a way to stop it. */
import { saving } from "../components/save.ts";
import { Bar } from "../components/working.tsx";
import { format, words } from "../i18n/lang.ts";

export function SavingProgress() {
  if (!saving.value) return null;
  const { name, share, cancel } = saving.value;
  return <Bar label={words.value.work.saving(name)} detail={format.value.percent(share)} share={share} onCancel={cancel} floating />;
}
