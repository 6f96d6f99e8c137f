/** A browser with the built page in it, and what the tests do there. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Frame, type Page } from "playwright-core";

const root = join(import.meta.dirname, "../../..");

/** A file of the repository. */
export const file = (path: string) => join(root, path);

const PAGE = file("dist/regulars.html");

/** How the page is opened. */
export const WAYS = ["served", "from a file"] as const;
export type Way = (typeof WAYS)[number];

/** The data files that everything has to hold for. */
export const DATA = ["cdnow_master.txt", "cdnow_sample.txt", "telco_churn.csv"] as const;

const OPTIONS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A Chromium for the tests of one file, and a server of files for them. */
export function browser(): { launched: () => Browser; address: () => string } {
  let running: Browser | undefined;
  let server: Server | undefined;
  before(async () => {
    const executablePath = process.env["REGULARS_CHROMIUM"];
    assert.ok(executablePath, "REGULARS_CHROMIUM names no browser; run `cargo xtask test --only page`");
    // Chromium's own sandbox does not start for root; the page's sandbox is another one.
    running = await chromium.launch({ executablePath, args: OPTIONS, chromiumSandbox: process.getuid?.() !== 0 });
    server = await serve();
  });
  after(async () => {
    await running?.close();
    server?.close();
  });
  return {
    launched: () => running ?? assert.fail("the browser is not running yet"),
    address: () => `http://127.0.0.1:${(server?.address() as AddressInfo).port}`,
  };
}

/** Serves the page at the root, and below it the files of the package and of the tests. */
async function serve(): Promise<Server> {
  const types: Record<string, string> = { css: "text/css", html: "text/html", js: "text/javascript", wasm: "application/wasm" };
  const server = createServer(({ url = "/" }, response) => {
    const path = new URL(url, "http://localhost").pathname;
    const type = types[path.split(".").at(-1) ?? ""] ?? "text/html";
    try {
      const body = readFileSync(path === "/" ? PAGE : file(path));
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** A file to be dropped: its name, and bytes or texts with how often each is repeated. */
export interface Dropped {
  file: string;
  parts?: [text: string, times: number][];
  base64?: string;
}

/** The page in a tab of its own. */
export class Visit {
  readonly page: Page;
  /** Where the page asked the network for something. */
  readonly requests: string[] = [];
  /** What the browser complained about. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && this.complaints.push(message.text()));
  }

  /** Opens the page and waits for the sample shop. */
  static async begin(
    { launched, address }: ReturnType<typeof browser>,
    way: Way,
    { hash = "", script, ...options }: BrowserContextOptions & { hash?: string; script?: () => void } = {},
  ): Promise<Visit> {
    const context = await launched().newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB", ...options });
    if (script) {
      await context.addInitScript(() => Object.assign(globalThis, { inTime: document.scripts.length === 0 }));
      await context.addInitScript(script);
    }
    const visit = new Visit(await context.newPage());
    await visit.page.goto(`${way === "served" ? `${address()}/` : pathToFileURL(PAGE)}${hash}`);
    await visit.settled();
    // On a busy machine a script may come to the sealed frame only after the page's own.
    while (script && !(await visit.frame.evaluate("inTime"))) {
      await visit.page.reload();
      await visit.settled();
    }
    // So may the language that the browser is to have, which the page asks for only once.
    const language = (options.locale ?? "en").slice(0, 2);
    for (let tries = 0; tries < 5 && !hash.includes("lang=") && (await visit.language()) !== language; tries += 1) {
      await visit.page.reload();
      await visit.settled();
    }
    return visit;
  }

  /** The language that the page speaks. */
  language(): Promise<string> {
    return this.frame.evaluate(() => document.documentElement.lang.slice(0, 2));
  }

  /** The sealed frame in which everything is. */
  get frame(): Frame {
    return this.page.frames()[1] ?? assert.fail("the page has no frame");
  }

  /** Waits until a view has its finding or its problem, and nothing is being computed. */
  async settled(): Promise<void> {
    await this.page.frameLocator("iframe").locator("main .finding, main [role=alert]").first().waitFor();
    await this.frame.locator("main:not(:has([aria-busy=true], .working))").waitFor();
  }

  /** The views that the navigation offers, by name. */
  async views(): Promise<string[]> {
    const links = await this.frame.locator("nav.steps-nav a").all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute("href")));
    return addresses.map((address) => /^#\/(\w+)/.exec(address ?? "")?.[1] ?? assert.fail(`${address} leads nowhere`));
  }

  /** Goes to a view by its link, which a small screen folds away. */
  async go(view: string): Promise<void> {
    const link = this.frame.locator(`nav.steps-nav a[href^="#/${view}"]`);
    // A window that was just made wider or narrower may not have come to the frame yet.
    await this.frame.waitForFunction((width) => innerWidth === width, this.page.viewportSize()?.width);
    if (!(await link.isVisible())) await this.frame.locator(".steps-toggle").click();
    await link.click();
    await this.frame.locator(`nav.steps-nav a[href^="#/${view}"][aria-current=page]`).waitFor({ state: "attached" });
    await this.settled();
  }

  /** Drops files anywhere; does not wait. The page makes them, so that large ones need not pass through here. */
  async drop(...files: Dropped[]): Promise<void> {
    const carried = await this.frame.evaluateHandle((files) => {
      const transfer = new DataTransfer();
      for (const { file, parts = [], base64 = "" } of files) {
        const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([binary, ...parts.map(([text, times]) => text.repeat(times))], file));
      }
      return transfer;
    }, files);
    for (const event of ["dragenter", "dragover", "drop"]) {
      await this.frame.locator("main").dispatchEvent(event, { dataTransfer: carried });
    }
  }

  /** Chooses one of the data files and waits until it is the file in use. */
  async open(name: (typeof DATA)[number]): Promise<void> {
    await this.frame.locator("input[type=file]").first().setInputFiles(file(`tests/data/${name}`));
    await this.frame.locator(`.bar-file[title="${name}"]`).waitFor();
    await this.settled();
  }

  /** Takes a picture for the documentation, when pictures are asked for. */
  async picture(name: string): Promise<void> {
    const folder = process.env["REGULARS_PICTURES"];
    await this.frame.evaluate(() => document.querySelector("#main")?.scrollTo(0, 0));
    // The pointer would leave its tip in the picture.
    await this.page.mouse.move(0, 0);
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", style: ".toast { visibility: hidden }" });
  }

  /** What the view found. */
  finding(): Promise<string> {
    return this.frame.locator("main .finding").first().innerText();
  }

  /** Fails when something went wrong that the tests did not ask about. */
  async end(): Promise<void> {
    await this.page.context().close();
    assert.deepEqual(this.complaints, []);
  }
}
