import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";

/**
 * Makes one sealed file of the build: the page, with its style and script
 * inlined, stands as text in an outer page that shows it in a sandboxed frame.
 *
 * The policy of the outer page holds in the frame and in its worker too, so
 * the hashes of the inner scripts stand in the outer page.
 */
export function seal(templates: string): Plugin {
  return {
    name: "regulars-seal",
    apply: "build",
    enforce: "post",
    async generateBundle(_, bundle) {
      const parts = take(bundle);
      const [outer, bootstrap, disarm] = await Promise.all(
        ["outer.html", "bootstrap.js", "disarm.js"].map((name) => readFile(join(templates, name), "utf8")),
      );
      const inner = fill(parts.html, {
        style: `<style>${parts.style}</style>`,
        disarm: `<script>${disarm}</script>`,
        script: `<script type="module">${escapeScript(parts.script)}</script>`,
      });
      const page = fill(outer!, {
        policy: policy([disarm!, bootstrap!, escapeScript(parts.script)]),
        disarm: disarm!,
        bootstrap: bootstrap!,
        page: JSON.stringify(inner).replaceAll("<", "\\u003c"),
      });
      for (const name of Object.keys(bundle)) delete bundle[name];
      this.emitFile({ type: "asset", fileName: "regulars.html", source: page });
    },
  };
}

/** The one page, the one style and the one script of the build. */
function take(bundle: Rolldown.OutputBundle): { html: string; style: string; script: string } {
  const files = Object.values(bundle);
  const text = (end: string) => {
    const found = files.filter((file) => file.fileName.endsWith(end));
    if (found.length !== 1) throw new Error(`expected one ${end} file, found ${found.length}`);
    const file = found[0]!;
    return (file.type === "chunk" ? file.code : String(file.source)).trim();
  };
  const html = text(".html")
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "");
  return { html, style: text(".css"), script: text(".js") };
}

/** What the page may do; everything that is not named is forbidden. */
function policy(scripts: string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** Puts each part in the place of its `<!-- name -->` mark. */
function fill(template: string, parts: Record<string, string>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const mark = `<!-- ${name} -->`;
    if (!text.includes(mark)) throw new Error(`the template lacks ${mark}`);
    return text.replace(mark, () => part);
  }, template);
}

/** Keeps the script from ending at a `</script` in one of its strings. */
function escapeScript(code: string): string {
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}
