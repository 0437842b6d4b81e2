// The colours that the reader chose, before the page is drawn (theme.js).
try {
  document.documentElement.dataset.theme = localStorage.getItem("guide-theme") || "";
} catch {
  // Storage is refused: the colours of the device stay.
}
