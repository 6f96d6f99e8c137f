/** The page of all components in all their states, for those who work on the look: `/design.html` in development. */
import { effect } from "@preact/signals";
import { render } from "preact";
import "../styles.ts";
import "./design.css";
import { followAddress } from "../app/address.ts";
import { followAppearance } from "../app/appearance.tsx";
import { lang } from "../i18n/lang.ts";
import { Design } from "./page.tsx";

followAddress();
followAppearance();
effect(() => {
  document.documentElement.lang = lang.value === "zh" ? "zh-CN" : "en";
});
render(<Design />, document.querySelector("#app")!);
