// Redirects from an alias to the new address with query and fragment, which a meta refresh would drop.
const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-redirect]"));
if (link) {
  location.replace(link.href + location.search + location.hash);
}
