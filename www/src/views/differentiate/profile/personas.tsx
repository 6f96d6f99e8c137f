/** A card for each group: how large it is, what sets it apart, what to do. */
import type { Difference, Persona } from "regulars/core";
import { PickButton } from "../../../components/view.tsx";
import type { Parts } from "../../../selection/parts.ts";
import { featureName } from "../../features.ts";
import { format, say } from "../../../i18n/lang.ts";
import { groupColour } from "./map.ts";
import { text } from "./text.ts";

/** Differences on a card. */
const SHOWN = 4;
/** The difference in standard deviations that fills half a bar. */
const FULL = 2;

export function Personas({ personas, parts }: { personas: Persona[]; parts: Parts | undefined }) {
  return (
    <ul class="personas">
      {personas.map((persona, part) => (
        <li key={persona.cluster}>
          <Card persona={persona} />
          <PickButton parts={parts} part={part}>{text().pick(format.value.count(persona.customers))}</PickButton>
        </li>
      ))}
    </ul>
  );
}

function Card({ persona: { cluster, name, customers, share, money_share, strategy, differences } }: { persona: Persona }) {
  const words = text();
  const { count, percent } = format.value;
  return (
    <>
      <h3><span class="dot" style={{ background: groupColour(Number(cluster)) }} aria-hidden="true" /> {cluster} {say(name)}</h3>
      <p class="figures">
        {words.size(count(customers), percent(share))}
        {money_share !== null && ` · ${words.money(percent(money_share))}`}
      </p>
      <ul class="differences">
        {differences.slice(0, SHOWN).map((difference) => <li key={difference.feature}><Bar difference={difference} /></li>)}
      </ul>
      <p class="muted">{say(strategy)}</p>
    </>
  );
}

/** A bar from the middle: to the right is more than everyone, to the left is less. */
function Bar({ difference: { feature, mean, everyone, deviations } }: { difference: Difference }) {
  const words = text();
  const { measure } = format.value;
  const width = Math.min(50, (Math.abs(deviations) / FULL) * 50);
  const left = deviations < 0 ? 50 - width : 50;
  return (
    <>
      <span>{featureName(feature)}</span>
      <span class="deviation" role="img" aria-label={deviations < 0 ? words.less : words.more}>
        <span style={{ left: `${left}%`, width: `${width}%` }} />
      </span>
      <span class="muted small figures">{words.against(measure(mean), measure(everyone))}</span>
    </>
  );
}
