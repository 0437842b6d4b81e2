// The connection to the server. Every message is the whole state, so that a lost one does no harm.

/** @typedef {import("./live.js").State} State */

/** ms without a message, of which the server sends one every 15 seconds, after which the connection is dead. */
const timeout = 40_000;
const retryDelay = 1_000; // ms

/**
 * Calls receive with the state, now and after every change, while the page is visible.
 * @param {() => string} version returns the version that the page shows
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
  const schedule = (/** @type {() => void} */ action, /** @type {number} */ delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const open = () => {
    close();
    if (document.visibilityState === "hidden") return;
    const current = (source = new EventSource("/.guide/events?version=" + encodeURIComponent(version())));
    const resetTimeout = () => schedule(open, timeout);
    resetTimeout();
    current.addEventListener("message", (event) => {
      resetTimeout();
      receive(JSON.parse(event.data));
    });
    current.addEventListener("ping", resetTimeout);
    current.addEventListener("yield", () => {
      close();
      poll();
    });
    current.addEventListener("error", () => {
      if (current.readyState === EventSource.CLOSED && current === source) schedule(open, retryDelay);
    });
  };
  // A browser limits the connections of all tabs to a server: a tab that had to close its stream polls.
  const poll = async () => {
    schedule(poll, retryDelay);
    try {
      const response = await fetch("/.guide/state?version=" + encodeURIComponent(version()), { cache: "no-store" });
      if (response.ok) receive(await response.json());
    } catch {
      schedule(open, retryDelay); // the server is gone; when it is back, there may be room for a stream
    }
  };

  document.addEventListener("visibilitychange", open);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", open);
  open();
}
