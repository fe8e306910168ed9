// The page as an app: started once, it starts without a network.

/** Has the page's own files kept for the next visit, where it comes from a server. It works without as well. */
export function keepFiles() {
  const isServed = location.protocol.startsWith("http") && !document.getElementById("module");
  if (isServed) navigator.serviceWorker?.register("service-worker.js", { updateViaCache: "none" }).catch(() => {});
}
