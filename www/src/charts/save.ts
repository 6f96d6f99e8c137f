/** A picture as a file: SVG and PNG with title, type and colours intact. */

const PADDING = 16;
/** Of the title. */
const LINE = 20;
const SIZE = 15;
/** PNGs are for slides and papers: twice the size on the screen. */
const SCALE = 2;

/** What has to be written into a file that no style sheet goes with. */
const STYLED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "color",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant",
  "text-anchor",
  "paint-order",
] as const;

/** What means something on the page only. */
const OF_THE_PAGE = /^(class|style|tabindex|role|aria-.*|data-.*|pointer-events)$/;

export function svgOf(drawn: SVGSVGElement, title: string): Blob {
  return new Blob([new XMLSerializer().serializeToString(framed(drawn, title))], { type: "image/svg+xml" });
}

export async function pngOf(drawn: SVGSVGElement, title: string): Promise<Blob> {
  const svg = framed(drawn, title);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = svg.width.baseVal.value * SCALE;
  canvas.height = svg.height.baseVal.value * SCALE;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

/** A copy on the page's own paper with the title above and every colour spelled out. */
function framed(drawn: SVGSVGElement, title: string): SVGSVGElement {
  const { width, height } = drawn.viewBox.baseVal;
  const page = getComputedStyle(document.documentElement);
  const font = page.getPropertyValue("--font");
  const lines = linesOf(title, width, `600 ${SIZE}px ${font}`);
  const head = lines.length * LINE + 8;
  const outer = element("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: width + 2 * PADDING,
    height: height + head + 2 * PADDING,
    role: "img",
    lang: drawn.getAttribute("lang") ?? "",
  });
  const name = element("title", {});
  name.textContent = title;
  const told = element("desc", {});
  told.textContent = drawn.getAttribute("aria-label");
  const paper = element("rect", { width: "100%", height: "100%", fill: page.getPropertyValue("--surface") });
  const heading = element("text", { fill: page.getPropertyValue("--ink"), "font-family": font, "font-size": SIZE, "font-weight": 600 });
  for (const [place, line] of lines.entries()) {
    const part = element("tspan", { x: PADDING, y: PADDING + 14 + place * LINE });
    part.textContent = line;
    heading.append(part);
  }
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  spellOut(drawn, copy);
  copy.querySelectorAll("style").forEach((style) => style.remove());
  // Labels hang a little over the edge of a picture.
  for (const [key, value] of Object.entries({ x: PADDING, y: PADDING + head, overflow: "visible" })) copy.setAttribute(key, String(value));
  outer.append(name, told, paper, heading, copy);
  return outer as SVGSVGElement;
}

/** A text in lines that fit; a Chinese one may be broken anywhere. */
function linesOf(text: string, width: number, font: string): string[] {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = font;
  const lines = [""];
  for (const word of text.match(/[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+\s*|\s+/g) ?? []) {
    const longer = lines.at(-1)! + word;
    if (lines.at(-1) !== "" && context.measureText(longer.trimEnd()).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trimEnd());
}

function spellOut(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const { name } of [...to.attributes]) if (OF_THE_PAGE.test(name)) to.removeAttribute(name);
  for (const name of STYLED) to.setAttribute(name, style.getPropertyValue(name));
  for (const [place, child] of [...from.children].entries()) spellOut(child, to.children[place]!);
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
