// Applies the theme that the reader chose before the first paint (theme.js).
try {
  document.documentElement.dataset.theme = localStorage["guide-theme"] ?? "";
} catch {
  // localStorage is refused: the system theme stays.
}
