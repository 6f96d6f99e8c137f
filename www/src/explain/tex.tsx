/** Formulas in real notation: the small part of TeX that explanations use, as MathML. */
import { Fragment, type VNode, h } from "preact";

// Elements of MathML have no types of their own.
type Node = VNode<any>;

const GREEK: Record<string, string> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ",
  kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ",
  chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", ell: "ℓ",
};

const OPERATORS: Record<string, string> = {
  cdot: "·", times: "×", div: "÷", pm: "±", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", sim: "∼",
  infty: "∞", in: "∈", mid: "∣", to: "→", rightarrow: "→", Rightarrow: "⇒", iff: "⇔", ldots: "…", dots: "…", cdots: "⋯",
  lVert: "‖", rVert: "‖", lvert: "|", rvert: "|", Vert: "‖", vert: "|", lfloor: "⌊", rfloor: "⌋", lceil: "⌈", rceil: "⌉",
  sum: "∑", prod: "∏", int: "∫", partial: "∂", wedge: "∧", vee: "∨", neg: "¬", "{": "{", "}": "}", "%": "%", "_": "_", "|": "‖",
};

const FUNCTIONS = ["ln", "log", "exp", "max", "min", "Pr", "arg", "argmin", "argmax", "sin", "cos"];
const SPACES: Record<string, string> = { quad: "1em", qquad: "2em", ",": "0.17em", ";": "0.28em", ":": "0.22em", " ": "0.25em", "!": "-0.17em" };
const ACCENTS: Record<string, string> = { hat: "^", bar: "¯", tilde: "~", vec: "→", overline: "¯" };
const WORDS = ["text", "mathrm", "operatorname", "mathit", "textrm"];
/** Marks whose limits stand above and below. */
const LIMITED = ["∑", "∏", "max", "min", "argmin", "argmax"];

/** A formula; `block` sets it on a line of its own. */
export function Formula({ tex, block = false }: { tex: string; block?: boolean }) {
  return formula(tex, block);
}

export function formula(tex: string, block = false): Node {
  const lines = new Parser(tex).lines().map((line) => h("math", { display: block ? "block" : "inline" }, line));
  return lines.length === 1 ? lines[0]! : h(Fragment, null, lines);
}

/** Commands with their backslash, numbers, letters and signs. */
const TOKEN = /\\(?:[A-Za-z]+|.)|\d+(?:\.\d+)?|\s+|./gu;

const isBreak = (token: string) => token === "\\\\";

class Parser {
  readonly #tokens: string[];
  #place = 0;

  constructor(tex: string) {
    this.#tokens = tex.match(TOKEN) ?? [];
  }

  /** The lines of a formula that takes several. */
  lines(): Node[] {
    const lines = [this.row(isBreak)];
    while (this.#next() !== undefined) lines.push(this.row(isBreak));
    return lines;
  }

  row(until: (token: string) => boolean): Node {
    const parts: Node[] = [];
    for (let token = this.#peek(); token !== undefined && !until(token); token = this.#peek()) {
      const part = this.#scripted();
      if (part) parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : h("mrow", null, parts);
  }

  /** A part with what hangs below and above it. */
  #scripted(): Node | undefined {
    // An index before its letter, as in the hypergeometric function, hangs on nothing.
    const base = this.#peek() === "_" || this.#peek() === "^" ? h("mrow", null) : this.#part();
    if (!base) return undefined;
    let below: Node | undefined;
    let above: Node | undefined;
    for (let token = this.#peek(); token === "_" || token === "^" || token === "'"; token = this.#peek()) {
      this.#next();
      if (token === "'") above = h("mo", null, "′");
      else if (token === "_") below = this.#argument();
      else above = this.#argument();
    }
    const limited = LIMITED.includes(String(base.props.children));
    if (below && above) return h(limited ? "munderover" : "msubsup", null, base, below, above);
    if (below) return h(limited ? "munder" : "msub", null, base, below);
    return above ? h(limited ? "mover" : "msup", null, base, above) : base;
  }

  #part(): Node | undefined {
    const token = this.#next();
    if (token === undefined || /^\s+$/.test(token) || token === "&") return undefined;
    if (token === "{") return this.#group();
    if (token.startsWith("\\")) return this.#command(token.slice(1));
    if (/^\d/.test(token)) return h("mn", null, token);
    if (/^\p{L}$/u.test(token)) return h("mi", null, token);
    // Brackets grow only where TeX says so.
    if ("()[]|".includes(token)) return h("mo", { stretchy: "false" }, token);
    return h("mo", null, token === "-" ? "−" : token);
  }

  #command(name: string): Node | undefined {
    if (name in GREEK) return h("mi", null, GREEK[name]);
    if (name in SPACES) return h("mspace", { width: SPACES[name] });
    if (name in OPERATORS) return h("mo", null, OPERATORS[name]);
    if (FUNCTIONS.includes(name)) return h("mi", { mathvariant: "normal" }, name);
    if (WORDS.includes(name)) return h("mtext", null, this.#raw());
    if (name === "frac" || name === "tfrac" || name === "dfrac") return h("mfrac", null, this.#argument(), this.#argument());
    if (name === "binom") return h("mrow", null, h("mo", null, "("), h("mfrac", { linethickness: "0" }, this.#argument(), this.#argument()), h("mo", null, ")"));
    if (name === "sqrt") return h("msqrt", null, this.#argument());
    if (name in ACCENTS) return h("mover", { accent: "true" }, this.#argument(), h("mo", null, ACCENTS[name]));
    if (name === "left") return this.#fenced();
    if (name === "begin") return this.#cases();
    // Sizes and styles change nothing that a reader would miss.
    return /^(?:big|Big|bigg|Bigg|displaystyle|limits|mathbf)/.test(name) ? undefined : h("mtext", null, name);
  }

  #fenced(): Node {
    const sign = (token: string | undefined) => {
      const name = token?.replace(/^\\/, "") ?? "";
      return name === "." ? "" : (OPERATORS[name] ?? name);
    };
    const open = sign(this.#next());
    const inside = this.row((token) => token === "\\right");
    this.#next();
    return h("mrow", null, h("mo", { fence: "true" }, open), inside, h("mo", { fence: "true" }, sign(this.#next())));
  }

  #cases(): Node {
    this.#raw();
    const rows: Node[] = [];
    const ends = (token: string) => token === "\\\\" || token === "\\end";
    while (this.#peek() !== undefined) {
      const cells: Node[] = [];
      do {
        cells.push(h("mtd", null, this.row((token) => ends(token) || token === "&")));
      } while (this.#next() === "&");
      rows.push(h("mtr", null, cells));
      if (this.#tokens[this.#place - 1] === "\\end") break;
    }
    this.#raw();
    return h("mrow", null, h("mo", { fence: "true" }, "{"), h("mtable", { columnalign: "left" }, rows));
  }

  #argument(): Node {
    while (/^\s+$/.test(this.#peek() ?? "")) this.#next();
    return this.#part() ?? h("mrow", null);
  }

  #group(): Node {
    const inside = this.row((token) => token === "}");
    this.#next();
    return inside;
  }

  /** The text between braces as it stands. */
  #raw(): string {
    if (this.#next() !== "{") return "";
    let text = "";
    for (let token = this.#next(); token !== undefined && token !== "}"; token = this.#next()) text += token.replace(/^\\/, "");
    return text;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#place];
  }

  #next(): string | undefined {
    return this.#tokens[this.#place++];
  }
}
