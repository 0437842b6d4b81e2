// Redirects from an alias to the new address with query and fragment, which a meta refresh would drop.
const link = document.querySelector("a[data-redirect]");
if (link instanceof HTMLAnchorElement) {
  location.replace(link.href + location.search + location.hash);
}
