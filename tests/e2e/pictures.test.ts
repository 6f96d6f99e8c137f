import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { browser, Visit } from "./driver.js";

const chromium = browser();

/** What one of the buttons of a picture saves. */
async function saved(visit: Visit, figure: Locator, kind: "SVG" | "PNG"): Promise<Buffer> {
  const [download] = await Promise.all([visit.page.waitForEvent("download"), figure.locator(".figure-save button", { hasText: kind }).press("Enter")]);
  return readFileSync(await download.path());
}

/** What a browser finds in a saved SVG, without the page that it comes from. */
function inspect(visit: Visit, svg: string) {
  return visit.frame.evaluate((svg) => {
    const read = new DOMParser().parseFromString(svg, "image/svg+xml");
    const all = [...read.querySelectorAll("*")];
    return {
      broken: read.querySelector("parsererror")?.textContent ?? "",
      root: read.documentElement.localName,
      title: read.querySelector("svg > title")?.textContent ?? "",
      told: read.querySelector("svg > desc")?.textContent ?? "",
      width: Number(read.documentElement.getAttribute("width")),
      height: Number(read.documentElement.getAttribute("height")),
      styled: all.filter((one) => one.localName === "style" || one.hasAttribute("style") || one.hasAttribute("class")).map(({ localName }) => localName),
      fonts: [...new Set(all.filter(({ localName }) => localName === "text").map((one) => one.getAttribute("font-family") ?? ""))],
      colourless: all.filter((one) => ["text", "path", "rect"].includes(one.localName) && !one.closest("clipPath, defs") && !one.getAttribute("fill")).length,
    };
  }, svg);
}

/** The size of a saved PNG, in how many colours it is, and the first of them. */
function decode(visit: Visit, base64: string) {
  return visit.frame.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, colours: new Set(new Uint32Array(data.buffer)).size, paper: [...data.subarray(0, 4)] };
  }, base64);
}

/** Shows every picture of the view, those that are folded away, further down or asked for too. */
async function unfold(visit: Visit): Promise<Locator[]> {
  const test = visit.frame.getByRole("button", { name: /Test it on the last third|用最后三分之一检验/ });
  if (await test.count() > 0) {
    await test.click();
    await visit.frame.locator("[data-figure=clv-tracking]").waitFor();
  }
  const folded = visit.frame.locator("details.folded:not([open]) > summary");
  while (await folded.count() > 0) await folded.first().click();
  for (const waiting of await visit.frame.locator("main .waiting").all()) await waiting.scrollIntoViewIfNeeded();
  await visit.settled();
  return visit.frame.locator("main [data-figure]").all();
}

for (const [lang, theme] of [["en", "light"], ["zh", "dark"]] as const) {
  test(`every picture says what it shows and is saved whole: ${lang}, ${theme}`, async (context) => {
    const visit = await Visit.begin(chromium, "from a file", { acceptDownloads: true, hash: `#/overview?lang=${lang}&theme=${theme}` });
    const paper = theme === "light" ? [255, 255, 255, 255] : [27, 30, 35, 255];
    const seen = new Set<string>();
    for (const view of await visit.views()) {
      await visit.go(view);
      for (const figure of await unfold(visit)) {
        const name = (await figure.getAttribute("data-figure")) ?? "";
        seen.add(name);
        await context.test(`${view}: ${name}`, async () => {
          const title = await figure.locator("h2").innerText();
          const drawn = figure.locator(".figure-picture svg").first();
          const told = (await drawn.getAttribute("aria-label")) ?? "";
          assert.ok(title.length > 4 && told.length > 4, "nothing is said of it");
          assert.equal(/[\u4e00-\u9fff]/.test(title) && /[\u4e00-\u9fff]/.test(told), lang === "zh", `“${title}”, “${told}” are in another language`);

          const svg = (await saved(visit, figure, "SVG")).toString("utf8");
          assert.doesNotMatch(svg, /var\(/, "a colour of the page is left");
          const found = await inspect(visit, svg);
          assert.equal(found.broken, "");
          assert.equal(found.root, "svg");
          assert.equal(found.title, title);
          assert.equal(found.told, told);
          assert.deepEqual(found.styled, [], "it needs a style sheet");
          assert.ok(found.fonts.length > 0 && found.fonts.every((font) => font.includes("sans-serif")), `fonts: ${found.fonts}`);
          assert.equal(found.colourless, 0, "shapes without a colour");
          const box = await drawn.boundingBox();
          assert.ok(found.width >= Math.floor(box!.width), "it is cut");

          const png = await decode(visit, (await saved(visit, figure, "PNG")).toString("base64"));
          assert.deepEqual([png.width, png.height], [2 * found.width, 2 * found.height]);
          assert.ok(png.colours > 8, `only ${png.colours} colours`);
          assert.deepEqual(png.paper, paper, "it is on another paper");
        });
      }
    }
    for (const name of ["trend-money", "abc-pareto", "rfm-segments", "rfm-grid", "rfm-migration", "clv-alive", "clv-holdout", "profiles-map", "profiles-elbow", "churn-precision", "churn-lift"]) {
      assert.ok(seen.has(name), `${name} was not seen`);
    }
    await visit.end();
  });
}
