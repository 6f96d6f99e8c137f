/** What is there for those who ask: folded away, and not made before it is opened. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export function Folded({ summary, open = false, children }: { summary: string; open?: boolean; children: () => ComponentChildren }) {
  const [unfolded, setUnfolded] = useState(open);
  return (
    <details class="folded" open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {unfolded && children()}
    </details>
  );
}
