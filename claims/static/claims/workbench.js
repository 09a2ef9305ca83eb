// The list of claims by keyboard. Everything here can be done by links and forms too.
const help = document.getElementById("keys");
const search = document.querySelector("main input[type=search], header input[type=search]");
const statements = () => [...document.querySelectorAll("#results .card .statement a")];

function step(by) {
  const all = statements();
  if (!all.length) return;
  const here = all.findIndex((link) => link.closest(".card").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next].focus({ preventScroll: true });
  all[next].closest(".card").scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => search?.focus(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing || help?.open) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-opens=keys]")) help?.showModal();
});

// What only works with this script is shown by it.
function ready() {
  for (const button of document.querySelectorAll("[data-opens]")) button.hidden = false;
  document.getElementById("results")?.setAttribute("aria-keyshortcuts", "j k");
  search?.setAttribute("aria-keyshortcuts", "/");
}
ready();

// htmx swaps the whole list. The form stays open, and whoever was in it stays there; whoever was on a link that is gone is at
// the results. What names the address of the page names the new one.
let before = {};
document.addEventListener("htmx:beforeSwap", () => {
  before = { open: document.querySelector(".more-filters")?.open, id: document.activeElement?.id };
});
document.addEventListener("htmx:afterSettle", () => {
  ready();
  const form = document.querySelector(".more-filters");
  if (form && before.open) form.open = true;
  if (document.activeElement === document.body) {
    const place = (before.id && document.getElementById(before.id)) || document.getElementById("results");
    place?.focus({ preventScroll: true });
  }
  const feed = document.getElementById("feed");
  if (feed) document.querySelector("link[type='application/atom+xml']")?.setAttribute("href", feed.getAttribute("href"));
});
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const field of document.querySelectorAll("input[name=next]")) field.value = location.pathname + location.search;
});
