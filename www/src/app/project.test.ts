import assert from "node:assert/strict";
import { test } from "node:test";
import { partsFor, projectAmong, projectText, readProject } from "./project.ts";
import { NOTHING, type Setup } from "./setup.ts";

const file = (name: string, text = "") => new File([text], name);
const setup: Setup = {
  parts: [{ origin: file("orders.csv"), params: { date_order: "DMY" } }, { origin: file("people.csv"), params: {} }],
  cleaning: { remedies: ["drop_copies"], merges: { b: "a" }, set_aside: [], apart: [["a", "c"]] },
};
const scope = { as_of: "2025-01-01" };

test("a project comes back as it was saved, for files of the same names", () => {
  const project = readProject(projectText(setup, scope));
  assert.ok(project);
  assert.deepEqual([project.cleaning, project.scope], [setup.cleaning, scope]);
  const again = setup.parts.map(({ origin }) => file((origin as File).name));
  const { parts, missing } = partsFor(project, again.toReversed());
  assert.deepEqual(missing, []);
  assert.deepEqual(parts.map(({ origin, params }) => [(origin as File).name, params]), [
    ["orders.csv", { roles: {}, date_order: "DMY" }],
    ["people.csv", { roles: {} }],
  ]);
  assert.deepEqual(partsFor(project, [file("orders.csv"), file("other.csv")]).missing, ["people.csv"]);
});

test("what is no project is told from one, and what is missing in one has its usual value", async () => {
  for (const text of ["", "[]", '{"orders":[]}', '{"regulars":"1"}']) assert.equal(readProject(text), undefined);
  assert.deepEqual(readProject('\uFEFF{"regulars":1}'), { regulars: 1, files: [], cleaning: NOTHING, scope: {} });
  const { project, others } = await projectAmong([file("data.json", "[]"), file("mine.json", projectText(setup, scope)), file("orders.csv")]);
  assert.equal(project?.files.length, 2);
  assert.deepEqual(others.map(({ name }) => name), ["data.json", "orders.csv"]);
});
