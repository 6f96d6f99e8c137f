/** Every view, by the step of the process it belongs to. */
import type { ComponentType } from "preact";
import type { en } from "../i18n/en.ts";
import { Abc } from "./differentiate/abc/index.tsx";
import { Clv } from "./differentiate/clv/index.tsx";
import { Profile } from "./differentiate/profile/index.tsx";
import { Rfm } from "./differentiate/rfm/index.tsx";
import { Audience } from "./customize/audience/index.tsx";
import { Health } from "./identify/health/index.tsx";
import { Import } from "./identify/import/index.tsx";
import { Churn } from "./interact/churn/index.tsx";
import { Overview } from "./overview/index.tsx";

export type StepName = keyof typeof en.steps;
export type ViewName = keyof typeof en.views;

export interface Entry {
  name: ViewName;
  step: StepName;
  /** Whether it is about orders; a table of customers has none. */
  orders: boolean;
  component: ComponentType;
}

export const VIEWS: Entry[] = [
  { name: "overview", step: "overview", orders: false, component: Overview },
  { name: "import", step: "identify", orders: false, component: Import },
  { name: "health", step: "identify", orders: false, component: Health },
  { name: "abc", step: "differentiate", orders: true, component: Abc },
  { name: "rfm", step: "differentiate", orders: true, component: Rfm },
  { name: "clv", step: "differentiate", orders: true, component: Clv },
  { name: "profile", step: "differentiate", orders: false, component: Profile },
  { name: "churn", step: "interact", orders: false, component: Churn },
  { name: "audience", step: "customize", orders: false, component: Audience },
];
