/** What is there for those who ask: folded away, and not made before it is opened. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export function Folded({ summary, children }: { summary: string; children: () => ComponentChildren }) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details class="folded" onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {unfolded && children()}
    </details>
  );
}
