/** The page begins here. */
import { effect } from "@preact/signals";
import { render } from "preact";
import "./styles.ts";
import { address, followAddress, publish } from "./app/address.ts";
import { workAhead } from "./app/ahead.ts";
import { followAppearance } from "./app/appearance.tsx";
import { followKeys } from "./app/history.ts";
import { followPaper } from "./app/paper.ts";
import { Shell } from "./app/shell.tsx";
import { begin } from "./app/store.ts";
import { saved } from "./components/save.ts";
import { toast } from "./components/toast.tsx";
import { lang, words } from "./i18n/lang.ts";
import { type ViewName, VIEWS } from "./views/registry.ts";

followAddress();
followKeys();
followAppearance();
effect(() => {
  const view = VIEWS.find(({ name }) => name === address.value.view)?.name ?? "overview";
  document.documentElement.lang = lang.value === "zh" ? "zh-CN" : "en";
  document.title = `${words.value.views[view satisfies ViewName]} · ${words.value.brand}`;
  publish();
});

effect(() => {
  if (saved.value) toast(words.peek().saved(saved.value.name));
});

render(<Shell />, document.querySelector("#app")!);
followPaper();
workAhead();
void begin();
