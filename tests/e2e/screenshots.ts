/** Takes the pictures of the documentation: `cargo xtask screenshots`. */

import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { browser, file, Visit } from "./driver.js";

const chromium = browser();

/** Where each picture is taken. */
const PICTURES = [
  { name: "overview", hash: "#/overview?lang=en&theme=light" },
  { name: "overview-zh", hash: "#/overview?lang=zh&theme=light" },
  { name: "abc", hash: "#/abc?lang=en&theme=light" },
  { name: "rfm", hash: "#/rfm?lang=en&theme=light" },
  { name: "rfm-zh-dark", hash: "#/rfm?lang=zh&theme=dark" },
  { name: "clv", hash: "#/clv?lang=en&theme=light" },
  { name: "profile-dark", hash: "#/profile?lang=en&theme=dark" },
  { name: "churn", hash: "#/churn?lang=en&theme=light" },
  { name: "small", hash: "#/overview?lang=zh&theme=light", viewport: { width: 360, height: 740 } },
];

mkdirSync(file("docs/images"), { recursive: true });
for (const { name, ...place } of PICTURES) {
  test(name, async () => {
    const visit = await Visit.begin(chromium, "from a file", { reducedMotion: "reduce", ...place });
    await visit.page.screenshot({ path: file(`docs/images/${name}.png`) });
    await visit.end();
  });
}
