/** Every view, by the step of the process it belongs to. */
import type { ComponentType } from "preact";
import type { AnalysisName, FileKind } from "regulars/core";
import { data } from "../app/store.ts";
import type { en } from "../i18n/en.ts";
import { Abc } from "./differentiate/abc/index.tsx";
import { Clv } from "./differentiate/clv/index.tsx";
import { Models } from "./differentiate/models/index.tsx";
import { Dcf } from "./differentiate/dcf/index.tsx";
import { Events } from "./differentiate/events/index.tsx";
import { Historical } from "./differentiate/historical/index.tsx";
import { Curve } from "./differentiate/curve/index.tsx";
import { Dwyer } from "./differentiate/dwyer/index.tsx";
import { Profile } from "./differentiate/profile/index.tsx";
import { Rfm } from "./differentiate/rfm/index.tsx";
import { Sbg } from "./differentiate/sbg/index.tsx";
import { Types } from "./differentiate/types/index.tsx";
import { Audience } from "./customize/audience/index.tsx";
import { Health } from "./identify/health/index.tsx";
import { Identity } from "./identify/identity/index.tsx";
import { Import } from "./identify/import/index.tsx";
import { Churn } from "./interact/churn/index.tsx";
import { Overview } from "./overview/index.tsx";
import { Trend } from "./overview/trend/index.tsx";

export type StepName = keyof typeof en.steps;
export type GroupName = keyof typeof en.groups;
export type ViewName = keyof typeof en.views;

export interface Entry {
  name: ViewName;
  step: StepName;
  /** What it has in common with the views beside it, in a step with many. */
  group?: GroupName;
  /** The kinds of data it is about; any unless given. */
  kinds?: readonly FileKind[];
  component: ComponentType;
  /** The analysis that it shows. */
  asks?: AnalysisName;
}

export const VIEWS: Entry[] = [
  { name: "overview", step: "overview", component: Overview },
  { name: "trend", step: "overview", kinds: ["orders"], component: Trend, asks: "trend" },
  { name: "import", step: "identify", component: Import },
  { name: "health", step: "identify", component: Health },
  { name: "identity", step: "identify", component: Identity, asks: "identity" },
  { name: "abc", step: "differentiate", group: "segments", kinds: ["orders"], component: Abc, asks: "abc" },
  { name: "rfm", step: "differentiate", group: "segments", kinds: ["orders"], component: Rfm, asks: "rfm" },
  { name: "profile", step: "differentiate", group: "segments", component: Profile, asks: "profile" },
  { name: "clv", step: "differentiate", group: "value", kinds: ["orders", "summary"], component: Clv, asks: "clv" },
  { name: "models", step: "differentiate", group: "value", kinds: ["orders", "summary"], component: Models, asks: "models" },
  { name: "historical", step: "differentiate", group: "value", kinds: ["orders"], component: Historical, asks: "historical" },
  { name: "types", step: "differentiate", group: "value", kinds: ["orders"], component: Types, asks: "types" },
  { name: "dcf", step: "differentiate", group: "periods", kinds: ["orders"], component: Dcf, asks: "dcf" },
  { name: "events", step: "differentiate", group: "periods", kinds: ["orders"], component: Events, asks: "events" },
  { name: "dwyer", step: "differentiate", group: "periods", kinds: ["orders"], component: Dwyer, asks: "dwyer" },
  { name: "curve", step: "differentiate", group: "periods", kinds: ["orders"], component: Curve, asks: "curve" },
  { name: "sbg", step: "differentiate", group: "periods", kinds: ["orders", "customers"], component: Sbg, asks: "sbg" },
  { name: "churn", step: "interact", component: Churn, asks: "churn" },
  { name: "audience", step: "customize", component: Audience },
];

/** Views about what the data do not have are left out: a table of customers has no orders. */
export const fits = ({ kinds }: Entry) => !kinds || kinds.some((kind) => kind === data.value?.kind);
