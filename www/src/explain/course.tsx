/** A customer's figure along the customer's age: what was, and what will be if nothing happens. */
import * as Plot from "@observablehq/plot";
import type { Course } from "regulars/core";
import { ACCENT, type Drawing, INK, MUTED, plot } from "../charts/plot.ts";
import { Figure, figures } from "../components/figure.tsx";
import { format, say, words } from "../i18n/lang.ts";

export function CourseOf({ course }: { course: Course }) {
  const { explain: text } = words.value;
  const { measure, share } = format.value;
  const data = figures([words.value.units.ages[course.unit], say(course.what)], [measure, share], course.ages.map((age, place) => [age, course.shares[place]!]));
  return <Figure name="course" title={titleOf(course)} draw={drawing(course, text.courseAlt)} by={[course]} data={data} />;
}

/** Where the figure stands now, and where it goes. */
function titleOf({ ages, shares, now }: Course): string {
  const { share } = format.value;
  return words.value.explain.course(share(shares[ages.lastIndexOf(now)] ?? Number.NaN), share(shares.at(-1) ?? Number.NaN));
}

const drawing = ({ ages, shares, purchases, now, unit }: Course, alt: string): Drawing => (width) => {
  const { percent } = format.value;
  const points = ages.map((age, place) => ({ age, share: shares[place]! }));
  const text = words.value.explain;
  return plot(width, alt, {
    height: 220,
    marginTop: 32,
    x: { label: words.value.units.ages[unit], labelAnchor: "center", labelArrow: "none", ticks: Math.round(width / 80) },
    y: { label: null, domain: [0, 1], tickFormat: percent, ticks: 4 },
    marks: [
      Plot.gridY({ stroke: "var(--hairline)", strokeOpacity: 1, ticks: 4 }),
      Plot.line(points.filter(({ age }) => age <= now), { x: "age", y: "share", stroke: ACCENT, strokeWidth: 2.5 }),
      Plot.line(points.filter(({ age }) => age >= now), { x: "age", y: "share", stroke: ACCENT, strokeWidth: 2.5, strokeDasharray: "3 4" }),
      Plot.ruleX([now], { stroke: MUTED, strokeDasharray: "3 4" }),
      Plot.text([now], { x: (age: number) => age, frameAnchor: "top", text: () => text.courseNow, dy: -18, fill: MUTED }),
      Plot.ruleX(purchases, { x: (age: number) => age, y1: 0, y2: 0.08, stroke: INK, strokeWidth: 2 }),
    ],
  });
};
