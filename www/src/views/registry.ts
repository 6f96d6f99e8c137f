/** Every view, by the step of the process it belongs to. */
import type { ComponentType } from "preact";
import type { AnalysisName } from "regulars/core";
import { open } from "../app/store.ts";
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
import { Trend } from "./overview/trend/index.tsx";

export type StepName = keyof typeof en.steps;
export type ViewName = keyof typeof en.views;

export interface Entry {
  name: ViewName;
  step: StepName;
  /** Whether it is about orders; a table of customers has none. */
  orders: boolean;
  component: ComponentType;
  /** The analysis that it shows. */
  asks?: AnalysisName;
}

export const VIEWS: Entry[] = [
  { name: "overview", step: "overview", orders: false, component: Overview },
  { name: "trend", step: "overview", orders: true, component: Trend, asks: "trend" },
  { name: "import", step: "identify", orders: false, component: Import },
  { name: "health", step: "identify", orders: false, component: Health },
  { name: "abc", step: "differentiate", orders: true, component: Abc, asks: "abc" },
  { name: "rfm", step: "differentiate", orders: true, component: Rfm, asks: "rfm" },
  { name: "clv", step: "differentiate", orders: true, component: Clv, asks: "clv" },
  { name: "profile", step: "differentiate", orders: false, component: Profile, asks: "profile" },
  { name: "churn", step: "interact", orders: false, component: Churn, asks: "churn" },
  { name: "audience", step: "customize", orders: false, component: Audience },
];

/** A table of customers has no orders, so views about orders are left out for it. */
export const fits = ({ orders }: Entry) => !orders || open.value?.shop.report.kind !== "customers";
