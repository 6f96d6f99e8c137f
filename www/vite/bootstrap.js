// The address belongs to this page; the frame is told of it and may change what follows the "#".
const frame = document.querySelector("template").content.querySelector("iframe");
frame.name = location.hash;
frame.srcdoc = JSON.parse(document.querySelector("#page").textContent);
document.body.append(frame);
addEventListener("hashchange", () => frame.contentWindow.postMessage({ hash: location.hash }, "*"));
addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  document.title = data.title;
  document.documentElement.lang = data.lang;
  if (data.hash === location.hash) return;
  if (data.replace) location.replace(data.hash);
  else location.hash = data.hash;
});
