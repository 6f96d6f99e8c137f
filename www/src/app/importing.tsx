/** The reading of a file: bytes, rows, and a way to stop it. */
import { Bar } from "../components/working.tsx";
import { format, words } from "../i18n/lang.ts";
import type { Importing } from "./store.ts";

export function ImportProgress({ importing }: { importing: Importing }) {
  const { name, bytes, reading, cancel } = importing;
  const { bar, work } = words.value;
  const { bytes: size, count } = format.value;
  const rows = count(reading.rows);
  return (
    <Bar
      label={work.reading(name || bar.sample)}
      detail={bytes === undefined ? work.rows(rows) : work.read(size(reading.bytes), size(bytes), rows)}
      share={bytes ? reading.bytes / bytes : undefined}
      onCancel={cancel}
    />
  );
}
