import assert from "node:assert/strict";
import { test } from "node:test";
import { type ComponentChild, type VNode, isValidElement } from "preact";
import { formula } from "./tex.tsx";

/** The MathML of a formula, without its outermost element. */
function markup(tex: string): string {
  return write(formula(tex)).replace(/^<math[^>]*>|<\/math>$/g, "");
}

function write(node: ComponentChild): string {
  if (Array.isArray(node)) return node.map(write).join("");
  if (!isValidElement(node)) return node === null || node === undefined ? "" : String(node);
  const { type, props } = node as VNode<{ children?: ComponentChild }>;
  return `<${String(type)}>${write(props.children)}</${String(type)}>`;
}

test("letters, numbers and signs", () => {
  assert.equal(markup("x - 2.5"), "<mrow><mi>x</mi><mo>−</mo><mn>2.5</mn></mrow>");
  assert.equal(markup(r`\alpha \le \Gamma`), "<mrow><mi>α</mi><mo>≤</mo><mi>Γ</mi></mrow>");
});

test("what hangs below and above", () => {
  assert.equal(markup("q_1"), "<msub><mi>q</mi><mn>1</mn></msub>");
  assert.equal(markup("w_{xy}^2"), "<msubsup><mi>w</mi><mrow><mi>x</mi><mi>y</mi></mrow><mn>2</mn></msubsup>");
  assert.equal(markup(r`\sum_{t=0}^T v`).startsWith("<mrow><munderover><mo>∑</mo>"), true);
  assert.equal(markup("{}_2F_1"), "<mrow><msub><mrow></mrow><mn>2</mn></msub><msub><mi>F</mi><mn>1</mn></msub></mrow>");
});

test("fractions, roots and brackets that grow", () => {
  assert.equal(markup(r`\frac{a}{1+d}`), "<mfrac><mi>a</mi><mrow><mn>1</mn><mo>+</mo><mi>d</mi></mrow></mfrac>");
  assert.equal(markup(r`\left( a \right)`), "<mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow>");
});

test("words among formulas keep their spaces", () => {
  assert.equal(markup(r`2 \text{ if } r`), "<mrow><mn>2</mn><mtext> if </mtext><mi>r</mi></mrow>");
});

test("cases", () => {
  const rows = markup(r`\begin{cases} 1 & x > 0 \\ 0 & x = 0 \end{cases}`);
  assert.equal(rows.match(/<mtr>/g)?.length, 2);
  assert.equal(rows.match(/<mtd>/g)?.length, 4);
});

test("a formula of several lines is as many formulas", () => {
  const lines = (formula(r`y = 1 - G \\ G = \frac{a}{b}`, true) as VNode<{ children: VNode[] }>).props.children;
  assert.equal(lines.length, 2);
  assert.equal(write(lines[1]!), "<math><mrow><mi>G</mi><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow></math>");
});

test("what is unfinished or unknown is shown rather than lost", () => {
  for (const tex of ["{", "}", "_", "^", r`\frac`, r`\frac{a}`, r`\left(`, r`\begin{cases}`, r`\strange`, "a_", "{a_{b"]) {
    assert.equal(typeof markup(tex), "string", tex);
  }
  assert.equal(markup(r`\strange`), "<mtext>strange</mtext>");
});

function r(text: TemplateStringsArray): string {
  return text.raw.join("");
}
