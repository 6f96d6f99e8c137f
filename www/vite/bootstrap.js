// The address belongs to this page; the frame is told of it and may change what follows the "#".
const frame = document.querySelector("template").content.querySelector("iframe");
frame.name = location.hash;
frame.srcdoc = JSON.parse(document.querySelector("#page").textContent);
// The keys are meant for what is in the frame, from the first one on.
frame.addEventListener("load", () => frame.focus());
document.body.append(frame);
// What the frame said last; hearing it again, later, would take it back to where it was.
let said;
addEventListener("hashchange", () => {
  if (location.hash !== said) frame.contentWindow.postMessage({ hash: location.hash }, "*");
});
addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  if (typeof data.paper === "number") {
    // How tall the frame has to be to be printed whole.
    document.documentElement.style.setProperty("--paper", `${Math.min(data.paper, 100_000)}px`);
    return;
  }
  document.title = data.title;
  document.documentElement.lang = data.lang;
  // Only what follows the "#" may change: the frame must not be able to take the page anywhere else.
  said = `#${String(data.hash).replace(/^#/, "")}`;
  if (said === (location.hash || "#")) return;
  if (data.replace) location.replace(said);
  else location.hash = said;
});
