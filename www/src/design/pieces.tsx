/** The small components: what is pressed, what is said, what lies over the page. */
import { useState } from "preact/hooks";
import { Chip } from "../components/chip.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Empty } from "../components/empty.tsx";
import { Notices } from "../components/notice.tsx";
import { Cancelled, ProblemBox } from "../components/problem.tsx";
import { toast } from "../components/toast.tsx";
import { Bar } from "../components/working.tsx";
import { Component, State } from "./frame.tsx";
import { NOTICES, PROBLEM, text } from "./samples.ts";

const nothing = () => undefined;

/** Actions and chips. */
export function Pressed() {
  const words = text();
  const [pressed, setPressed] = useState(true);
  return (
    <>
      <Component name="Action">
        <State name="First"><p><button class="primary">{words.select}</button></p></State>
        <State name="Other"><p><button>{words.save}</button></p></State>
        <State name="Quiet"><p><button class="plain">{words.all}</button></p></State>
        <State name="Disabled">
          <p class="row"><button class="primary" disabled>{words.select}</button><button disabled>{words.save}</button><button class="plain" disabled>{words.all}</button></p>
        </State>
        <State name="Long text, narrow"><div class="narrow"><button>{words.long}</button></div></State>
      </Component>
      <Component name="Chip">
        <State name="Shown"><p><Chip label={words.chip} /></p></State>
        <State name="Can be pressed"><p><Chip label={words.chip} pressed={pressed} onPress={() => setPressed(!pressed)} /></p></State>
        <State name="Can be removed, with a dot"><p><Chip label={words.chip} onRemove={nothing}><span class="dot" style={{ background: "var(--category-2)" }} /></Chip></p></State>
        <State name="Disabled"><p><Chip label={words.chip} pressed={false} disabled onPress={nothing} onRemove={nothing} /></p></State>
        <State name="Long text, narrow"><div class="narrow"><Chip label={words.long} onRemove={nothing} /></div></State>
      </Component>
    </>
  );
}

/** Notices, problems, work in progress, nothing to show. */
export function Said() {
  const words = text();
  return (
    <>
      <Component name="Notice">
        <State name="Note and warning" wide><Notices notices={NOTICES} /></State>
        <State name="Narrow"><div class="narrow"><Notices notices={NOTICES.slice(1)} /></div></State>
      </Component>
      <Component name="Error">
        <State name="With a way out" wide><ProblemBox problem={PROBLEM}><p><button>{words.open}</button></p></ProblemBox></State>
        <State name="Broken off"><ProblemBox problem={{ ...PROBLEM, kind: "crashed" }} /></State>
        <State name="Cancelled"><Cancelled onAgain={nothing} /></State>
      </Component>
      <Component name="Loading">
        <State name="How far"><Bar label={words.work} detail={words.some} share={0.3} onCancel={nothing} /></State>
        <State name="Not known how far"><Bar label={words.work} detail="" share={undefined} onCancel={nothing} /></State>
        <State name="Narrow, long text"><div class="narrow"><Bar label={words.long} detail={words.some} share={0.9} onCancel={nothing} /></div></State>
      </Component>
      <Component name="Empty">
        <State name="With what to do"><Empty why={words.why}><button>{words.all}</button></Empty></State>
        <State name="Nothing to do"><Empty why={words.why} /></State>
      </Component>
    </>
  );
}

/** Dialog and toast. */
export function Over() {
  const words = text();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Component name="Dialog">
        <State name="By its button"><p><button id="open" onClick={() => setOpen(true)}>{words.open}</button></p></State>
        {open && <Dialog title={words.dialog} onClose={() => setOpen(false)}><p>{words.body}</p></Dialog>}
      </Component>
      <Component name="Toast">
        <State name="A message"><p><button onClick={() => toast(words.told)}>{words.tell}</button></p></State>
        <State name="With something to do, long text"><p><button id="tell" onClick={() => toast(words.long, { label: words.undo, run: nothing })}>{words.tell}</button></p></State>
      </Component>
    </>
  );
}
