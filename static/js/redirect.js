// On the page at an address that was given up: go on to the new one and keep the query and the fragment,
// which the browser's own refresh would drop.
const link = document.querySelector("a[data-redirect]");
if (link instanceof HTMLAnchorElement) {
  location.replace(link.href + location.search + location.hash);
}
