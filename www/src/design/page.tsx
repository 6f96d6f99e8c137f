/** Every component in every state it has. Resting, pointed at and focused are one sample: point at it, or press Tab. */
import { Appearance } from "../app/appearance.tsx";
import { KeyboardHelp } from "../app/keyboard.tsx";
import { Announcer } from "../components/announcer.tsx";
import { Toasts } from "../components/toast.tsx";
import { Component, State } from "./frame.tsx";
import { Asked, Pictured, Tabled, Typed, Viewed } from "./parts.tsx";
import { Over, Pressed, Said } from "./pieces.tsx";

export function Design() {
  return (
    <main class="design">
      <header lang="en">
        <h1>Components</h1>
        <p class="row"><Appearance /></p>
      </header>
      <Tokens />
      <Pressed />
      <Asked />
      <Said />
      <Over />
      <Pictured />
      <Tabled />
      <Typed />
      <Viewed />
      <Toasts />
      <Announcer />
      <KeyboardHelp />
    </main>
  );
}

const COLOURS = ["paper", "surface", "sunken", "ink", "muted", "hairline", "edge", "accent", "accent-soft", "warning", "warning-soft", "loss", "loss-soft"];
const SEVEN = [1, 2, 3, 4, 5, 6, 7];
const SIZES = ["small", "body", "lead", "finding", "head"];

function Tokens() {
  const colours = [...COLOURS, ...SEVEN.map((place) => `category-${place}`), ...SEVEN.map((place) => `sequence-${place}`)];
  return (
    <Component name="Tokens">
      <State name="Colours" wide>
        <ul class="swatches">
          {colours.map((name) => (
            <li key={name} lang="en">
              <span class="swatch" style={{ background: `var(--${name})` }} />
              {name}
            </li>
          ))}
        </ul>
      </State>
      <State name="Sizes of type" wide>
        {SIZES.map((size) => <p key={size} style={{ fontSize: `var(--size-${size})` }}>Regulars 熟客 0123456789 {size}</p>)}
      </State>
    </Component>
  );
}
