/** How the first lines of a file read in other encodings, to be seen before one is chosen. */
import { useEffect, useState } from "preact/hooks";
import { openAgain } from "../../../app/store.ts";
import { Choice } from "../../../components/controls.tsx";
import { Folded } from "../../../components/folded.tsx";
import { sampleText } from "../../../worker/bridge.ts";
import type { ImportChoices } from "../../../worker/protocol.ts";
import { text } from "./text.ts";

/** The encodings that are offered, the likely ones first. */
export const ENCODINGS = [
  "UTF-8", "GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1252", "windows-1250", "windows-1251", "windows-1253",
  "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "windows-874", "ISO-8859-2", "ISO-8859-15",
  "KOI8-R", "macintosh", "UTF-16LE", "UTF-16BE",
] as const;

/** An encoding with what it is for. */
export function encodingName(encoding: string): string {
  const words: Record<string, string> = text().encodings;
  return words[encoding] ? `${encoding} (${words[encoding]})` : encoding;
}

export function EncodingSample({ file, params, now }: { file: File; params: ImportChoices; now: string }) {
  return <Folded summary={text().otherEncodings}>{() => <Sample file={file} params={params} now={now} />}</Folded>;
}

function Sample({ file, params, now }: { file: File; params: ImportChoices; now: string }) {
  const words = text();
  const [lines, setLines] = useState<string[]>();
  const [encoding, setEncoding] = useState<string>(ENCODINGS.find((one) => one !== now)!);
  useEffect(() => {
    let live = true;
    const show = (lines: string[]) => live && setLines(lines);
    sampleText(file, encoding).then(show, () => show([]));
    return () => void (live = false);
  }, [file, encoding]);
  return (
    <div class="encoding-sample">
      <Choice label={words.tryEncoding} value={encoding} options={Object.fromEntries(ENCODINGS.map((one) => [one, encodingName(one)]))} onChange={setEncoding} />
      <div class="sample-lines" role="region" tabIndex={0} aria-label={words.firstLines}>
        <pre>{lines?.length === 0 ? words.noSample : lines?.join("\n")}</pre>
      </div>
      <p><button disabled={encoding === params.encoding} onClick={() => void openAgain(file, { ...params, encoding })}>{words.useEncoding(encoding)}</button></p>
    </div>
  );
}
