/** What every view of an analysis begins with: its settings from the address, its answer, and what is shown of it. */
import type { ComponentChildren, ComponentType } from "preact";
import type { AnalysisName } from "regulars/core";
import { type Answer, useAnalysis } from "../app/analysis.ts";
import { type Controlled, controlled } from "../app/settings.ts";
import type { Result } from "../worker/protocol.ts";
import { Answered } from "./view.tsx";

/** What the controls of a view are given. */
export type ControlsProps<N extends AnalysisName> = Controlled<N> & { answer: Answer<N> };

/** What the part of a view that shows a result is given. */
export interface FoundProps<N extends AnalysisName> {
  answer: Answer<N>;
  result: Result<N>;
  control: Controlled<N>;
  /** The controls, to stand beside the picture. */
  controls: ComponentChildren;
}

/** The view of an analysis: its settings stay reachable while there is no result, because they may be what went wrong. */
export function analysisView<N extends AnalysisName>(name: N, title: () => string, Controls: ComponentType<ControlsProps<N>>, Found: ComponentType<FoundProps<N>>): ComponentType {
  return () => {
    const control = controlled(name);
    const answer = useAnalysis(name, control.changed);
    const controls = <Controls {...control} answer={answer} />;
    return (
      <Answered title={title()} answer={answer} controls={controls}>
        {(result) => <Found answer={answer} result={result} control={control} controls={controls} />}
      </Answered>
    );
  };
}
