// Suggestions below a search box: a combobox with a list, after the ARIA Authoring Practices. Without this script the box
// searches all the same.
const PAUSE = 150; // milliseconds after the last key

let number = 0;

function option(suggestion, id) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.setAttribute("aria-selected", "false");
  item.dataset.url = suggestion.url;
  const label = document.createElement("span");
  label.textContent = suggestion.label;
  const what = document.createElement("span");
  what.className = "what";
  what.textContent = suggestion.note;
  item.append(label, what);
  return item;
}

function combine(form) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  let chosen = -1;
  let timer = 0;
  let asked = "";

  list.id = `suggestions-${++number}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);

  function choose(at) {
    const items = list.children;
    if (items[chosen]) items[chosen].setAttribute("aria-selected", "false");
    chosen = at;
    if (items[chosen]) {
      items[chosen].setAttribute("aria-selected", "true");
      items[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[chosen].id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function show(open) {
    const shown = open && list.children.length > 0;
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) choose(-1);
  }

  async function ask() {
    const query = input.value.trim();
    asked = query;
    let found = [];
    if (query.length > 1) {
      try {
        const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: query })}`);
        if (answer.ok) found = (await answer.json()).suggestions;
      } catch {
        // Away: the box still searches.
      }
    }
    if (asked !== query) return; // somebody typed on
    choose(-1);
    list.replaceChildren(...found.map((one, at) => option(one, `${list.id}-${at}`)));
    show(document.activeElement === input);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (last < 0) return;
      event.preventDefault();
      const down = event.key === "ArrowDown";
      const from = list.hidden ? -1 : chosen;
      show(true);
      choose(down ? (from >= last ? -1 : from + 1) : from < 0 ? last : from - 1);
    } else if (event.key === "Enter" && !list.hidden && list.children[chosen]) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  input.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked = "";
    show(false);
  });
}

for (const form of document.querySelectorAll("form[data-suggestions]")) combine(form);
