/** The reading of files: bytes, rows, and a way to stop it. */
import { Bar } from "../components/working.tsx";
import { format, sentences, words } from "../i18n/lang.ts";
import { bytesBefore } from "./setup.ts";
import { type Importing, nameOf } from "./store.ts";

export function ImportProgress({ importing: { setup, reading, cancel } }: { importing: Importing }) {
  const { work } = words.value;
  const { bytes: size, count } = format.value;
  const { parts } = setup;
  const rows = count(reading.rows);
  const total = bytesBefore(setup, parts.length);
  const done = bytesBefore(setup, reading.file) + reading.bytes;
  const place = parts.length > 1 && work.file(count(reading.file + 1), count(parts.length));
  return (
    <Bar
      label={work.reading(nameOf(parts[reading.file]!.origin))}
      detail={sentences(place, total ? work.read(size(done), size(total), rows) : work.rows(rows))}
      share={total ? done / total : undefined}
      onCancel={cancel}
    />
  );
}
