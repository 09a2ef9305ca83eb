// On a small screen the filters start folded; without this script they stand open above the list.
if (window.matchMedia("(max-width: 60rem)").matches) {
  for (const side of document.querySelectorAll("details.side")) side.open = false;
}
