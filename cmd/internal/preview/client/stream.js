// The connection to the server. Every message is the whole state, so none has to be made up for.

/** @typedef {import("./live.js").State} State */

/** After so long without a message, which is sent every 15 seconds, the connection is dead. */
const deadAfter = 40_000;
const againAfter = 1_000;

/**
 * Calls receive with the state now and whenever it changes, while the page is visible.
 * @param {() => string} version the version that the page shows
 * @param {(state: State) => void} receive
 */
export function connect(version, receive) {
  /** @type {EventSource|undefined} */
  let source;
  let timer = 0;

  const close = () => {
    source?.close();
    source = undefined;
    clearTimeout(timer);
  };
  const later = (what, after) => {
    clearTimeout(timer);
    timer = setTimeout(what, after);
  };
  const open = () => {
    close();
    if (document.visibilityState === "hidden") return;
    const mine = (source = new EventSource("/.guide/events?version=" + encodeURIComponent(version())));
    const alive = () => later(open, deadAfter);
    alive();
    mine.addEventListener("message", (event) => {
      alive();
      receive(JSON.parse(event.data));
    });
    mine.addEventListener("ping", alive);
    mine.addEventListener("yield", () => {
      close();
      ask();
    });
    mine.addEventListener("error", () => {
      if (mine.readyState === EventSource.CLOSED && mine === source) later(open, againAfter);
    });
  };
  // A browser has few connections for all its tabs: one that had to give its stream up asks now and then.
  const ask = async () => {
    later(ask, againAfter);
    try {
      const response = await fetch("/.guide/state?version=" + encodeURIComponent(version()), { cache: "no-store" });
      if (response.ok) receive(await response.json());
    } catch {
      later(open, againAfter); // the server is gone; one that comes back may have room
    }
  };

  document.addEventListener("visibilitychange", open);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", open);
  open();
}
