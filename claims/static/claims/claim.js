// Beside each text of a citation stands a button that copies it; without this script there is none. Paper gets every hop.
const told = document.getElementById("copied");

async function copy(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words.textContent);
  const range = document.createRange();
  range.selectNodeContents(words);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (!document.execCommand("copy")) throw new Error("refused");
}

for (const box of document.querySelectorAll("[data-copies]")) {
  const words = document.getElementById(box.dataset.copies);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = box.dataset.copy;
  button.setAttribute("aria-label", `${box.dataset.copy}: ${box.dataset.name}`);
  button.addEventListener("click", async () => {
    const done = await copy(words).then(() => box.dataset.done, () => box.dataset.failed);
    button.textContent = done;
    told.textContent = `${box.dataset.name}: ${done}`;
    setTimeout(() => { button.textContent = box.dataset.copy; }, 2500);
  });
  box.append(button);
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("main details:not([open])")];
  for (const one of closed) one.open = true;
});
addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
