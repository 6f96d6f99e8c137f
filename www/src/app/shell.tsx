/** The page around the views: the steps at the left, the file at the top, the drawer at the right. */
import { useEffect } from "preact/hooks";
import { Announcer } from "../components/announcer.tsx";
import { Toasts } from "../components/toast.tsx";
import { words } from "../i18n/lang.ts";
import { explained } from "../explain/explain.ts";
import { Drawer } from "../explain/drawer.tsx";
import { SelectionStrip } from "../selection/strip.tsx";
import { VIEWS } from "../views/registry.ts";
import { address } from "./address.ts";
import { Bar } from "./bar.tsx";
import { DropAnywhere } from "./drop.tsx";
import { focusMain } from "./focus.ts";
import { ImportProgress } from "./importing.tsx";
import { KeyboardHelp } from "./keyboard.tsx";
import { Navigation } from "./navigation.tsx";
import { PaperHead } from "./paper-head.tsx";
import { SavingProgress } from "./saving.tsx";
import { originsOf } from "./setup.ts";
import { failure, importing, open } from "./store.ts";

export function Shell() {
  const entry = VIEWS.find(({ name }) => name === address.value.view) ?? VIEWS[0]!;
  const View = entry.component;
  // A first import that failed has only its own screen to show.
  const ready = open.value !== null || failure.value !== null;
  useEffect(() => {
    // What is explained belongs to the view and the file it was asked in.
    explained.value = null;
  }, [entry.name, open.value]);
  useEffect(() => {
    // Files that are only read or cleaned in another way are looked at in the same place.
    document.querySelector("#main")?.scrollTo(0, 0);
    scrollTo(0, 0);
  }, [entry.name, open.value && originsOf(open.value.setup)]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>{words.value.skip}</a>
      <Bar />
      <div class={explained.value ? "layout explaining" : "layout"}>
        <Navigation current={entry.name} />
        <main id="main" tabIndex={-1}>
          <PaperHead />
          <SelectionStrip />
          {importing.value && <ImportProgress importing={importing.value} />}
          <SavingProgress />
          {ready && <View key={entry.name} />}
        </main>
        <Drawer />
      </div>
      <Toasts />
      <Announcer />
      <KeyboardHelp />
      <DropAnywhere />
    </>
  );
}

/** Moves the focus without touching the address, which belongs to the views. */
function skip(event: Event): void {
  event.preventDefault();
  focusMain();
}
