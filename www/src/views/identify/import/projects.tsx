/** What a project still needs, and what came with it that it does not name. */
import { ChooseFile } from "../../../app/drop.tsx";
import { addFiles, notInProject, waiting } from "../../../app/opening.ts";
import { format, words as shared } from "../../../i18n/lang.ts";
import { text } from "./text.ts";

export function ProjectNotices() {
  const words = text();
  const { list } = format.value;
  const needed = waiting.value?.missing ?? [];
  const others = notInProject.value;
  const add = () => void addFiles(others);
  return (
    <>
      {needed.length > 0 && (
        <div class="notice warning question" role="status">
          <p>{words.projectNeeds(list(needed))}</p>
          <p class="row">
            <ChooseFile class="primary">{shared.value.drop.choose}</ChooseFile>
            <button onClick={() => (waiting.value = null)}>{words.giveUp}</button>
          </p>
        </div>
      )}
      {others.length > 0 && (
        <div class="notice warning question" role="status">
          <p>{words.notInProject(list(others.map(({ name }) => name)))}</p>
          <p class="row"><button onClick={add}>{words.addAnyway}</button></p>
        </div>
      )}
    </>
  );
}
