/** Nothing to show: why, and the one thing to do about it. */
import type { ComponentChildren } from "preact";

export function Empty({ why, children }: { why: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{why}</p>
      {children}
    </div>
  );
}
