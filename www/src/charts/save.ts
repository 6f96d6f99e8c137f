/** A picture as a file: SVG and PNG with title, type and colours intact. */

const PADDING = 16;
const TITLE = 28;
/** PNGs are for slides and papers: twice the size on the screen. */
const SCALE = 2;

/** What has to be written into a file that no style sheet goes with. */
const STYLED = ["fill", "stroke", "font-family", "font-size", "font-weight", "color", "opacity", "stroke-width", "stroke-dasharray"] as const;

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
  const outer = element("svg", { width: width + 2 * PADDING, height: height + TITLE + 2 * PADDING, xmlns: "http://www.w3.org/2000/svg" });
  const page = getComputedStyle(document.documentElement);
  const paper = element("rect", { width: "100%", height: "100%", fill: page.getPropertyValue("--surface") });
  const heading = element("text", {
    x: PADDING,
    y: PADDING + 14,
    fill: page.getPropertyValue("--ink"),
    "font-family": page.getPropertyValue("--font"),
    "font-size": 15,
    "font-weight": 600,
  });
  heading.textContent = title;
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  spellOut(drawn, copy);
  copy.setAttribute("x", String(PADDING));
  copy.setAttribute("y", String(PADDING + TITLE));
  copy.querySelectorAll("style").forEach((style) => style.remove());
  outer.append(paper, heading, copy);
  return outer as SVGSVGElement;
}

function spellOut(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of STYLED) to.setAttribute(name, style.getPropertyValue(name));
  to.removeAttribute("style");
  for (const [place, child] of [...from.children].entries()) spellOut(child, to.children[place]!);
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
