/** How components stand on their page. */
import type { ComponentChildren } from "preact";

/** A component with its states. */
export function Component({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section>
      <h2 lang="en">{name}</h2>
      <div class="states">{children}</div>
    </section>
  );
}

/** One state under its name. */
export function State({ name, wide = false, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? "wide" : ""}>
      <h3 lang="en">{name}</h3>
      {children}
    </div>
  );
}
