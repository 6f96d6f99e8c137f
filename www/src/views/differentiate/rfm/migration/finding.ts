import { counted } from "../../../../i18n/counted.ts";
import type { Format } from "../../../../i18n/format.ts";
import type { Text } from "../../../../i18n/lang.ts";
import { type Moves, cameFrom, worst } from "./moves.ts";

/** How many rose and fell in value since a day, and how many are new. */
export function finding({ rose, fell, level, fresh }: Moves, day: Text, { count }: Format): Text {
  const many = (customers: number) => (customers === 0 ? "nobody" : count(customers));
  return {
    en: `Since ${day.en}, ${rose === 0 ? "nobody" : counted(count(rose), "customer", "customers")} rose in score, ${many(fell)} fell and ${many(level)} stayed level; ${many(fresh)} ${fresh > 1 ? "are" : "is"} new.`,
    zh: `${day.zh}以来，${count(rose)} 位客户得分上升，${count(fell)} 位下降，${count(level)} 位不变；${fresh === 0 ? "没有新客户" : `另有 ${count(fresh)} 位新客户`}。`,
  };
}

/** The move that ought to worry most, for the picture. */
export function title(moves: Moves, nameOf: (name: string) => Text, { count }: Format): Text {
  const move = moves.moves[worst(moves)];
  if (!move) return { en: "Nobody fell to a lower segment", zh: "没有客户滑落到更低的分群" };
  const [from, to] = [nameOf(moves.names[move.from]!), nameOf(moves.names[move.to]!)];
  const [some, all] = [count(move.customers), count(cameFrom(moves, move))];
  return { en: `${some} of ${all} “${from.en}” slipped to “${to.en}”`, zh: `${all} 位“${from.zh}”中，${some} 位滑向“${to.zh}”` };
}
