/** The three things that RFM cannot see, each with its measure and what leads on from it. */
import type { BlindSpot, BlindSpots as Spots, Finding } from "regulars/core";
import type { ComponentChildren } from "preact";
import { ViewLink } from "../../../app/navigation.tsx";
import { Section } from "../../../components/view.tsx";
import { format, say } from "../../../i18n/lang.ts";
import { SelectThose } from "./select.tsx";
import { text } from "./text.ts";

/** `mended`: the figures above are those of the data as they were mended, these are not. */
export function BlindSpots({ spots, findings, mended }: { spots: Spots; findings: readonly Finding[]; mended: boolean }) {
  const words = text();
  const shared = findings.find(({ code }) => code === "shared_ids");
  return (
    <Section title={words.blind}>
      {mended && <p class="muted small">{words.asTheyCame}</p>}
      <ul class="blind-spots">
        <Spot name={words.withoutCustomer} spot={spots.without_customer} />
        <Spot name={words.severalIds} spot={spots.several_ids}>
          {spots.several_ids.customers > 0 && <ViewLink view="identity">{words.toIdentity}</ViewLink>}
        </Spot>
        <Spot name={words.sharedId} spot={spots.shared_id}>{shared && <SelectThose finding={shared} />}</Spot>
      </ul>
    </Section>
  );
}

function Spot({ name, spot, children }: { name: string; spot: BlindSpot; children?: ComponentChildren }) {
  const { percent } = format.value;
  const part = spot.money_share ?? spot.orders_share;
  return (
    <li>
      <h3>{name}</h3>
      <p class="measure figures">
        {spot.measured ? percent(part) : "—"}
        {spot.measured && part !== null && <span class="muted small"> {spot.money_share === null ? text().ofRows : text().ofMoney}</span>}
      </p>
      {spot.measured && part !== null && <span class="share" aria-hidden="true"><span style={{ width: `${Math.min(part, 1) * 100}%` }} /></span>}
      <p>{spot.text && say(spot.text)}</p>
      {children}
    </li>
  );
}
