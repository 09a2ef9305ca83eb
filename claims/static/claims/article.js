// Puts the notes of an article beside the words that they belong to, and keeps them there while one reads on. Without
// this script they stand beside their paragraph, or open below it.
const marked = document.querySelector(".marked");
const wide = window.matchMedia("(min-width: 62.001rem)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const GAP = 4; // pixels between two notes
const FAR = 90; // pixels that a note may stand from its words before the others make room
const SPILL = 320; // pixels that notes may go on below the text
let high = 0; // of the text
let beside = []; // each note with its words, where these stand, and how high it is
let held = null; // the note that stands exactly where its words do
let chosen = null; // the one that the reader pointed at, went to or was led to last

const named = (letter, key) => document.getElementById(letter + key);
const wordsOf = (note) => named("m", note.id.slice(1));
const noteAt = (target) => target.closest(".note-beside") ?? named("n", target.closest("a.said")?.hash.slice(2));
const led = () => named("n", window.location.hash.slice(2)); // "#m12" and "#n12" both lead to note 12

function measure() {
  marked.style.minHeight = "";
  const { top, height } = marked.getBoundingClientRect();
  high = height;
  beside = [...marked.querySelectorAll(".note-beside")].map((note) => {
    const words = wordsOf(note)?.getClientRects()[0];
    return { note, at: words ? words.top - top : 0, high: note.offsetHeight };
  });
  beside.sort((one, other) => one.at - other.at);
}

// From the held note on, each stands as near to its words as the ones before it let it, upwards and downwards.
function place() {
  const pivot = Math.max(0, beside.findIndex((one) => one.note === held));
  let floor = -Infinity;
  for (let n = pivot; n < beside.length; n += 1) {
    beside[n].y = Math.max(beside[n].at, floor);
    floor = beside[n].y + beside[n].high + GAP;
  }
  let ceiling = beside[pivot]?.y ?? 0;
  for (let n = pivot - 1; n >= 0; n -= 1) {
    beside[n].y = Math.min(beside[n].at, ceiling - beside[n].high - GAP);
    ceiling = beside[n].y;
  }
  // Where notes are longer than the text, those far from the held one step aside until the reader comes near them.
  const end = high + SPILL;
  for (const one of beside) {
    one.note.style.transform = `translateY(${Math.round(one.y)}px)`;
    one.note.classList.toggle("away", one.y < 0 || one.y + one.high > end);
  }
  marked.style.minHeight = `${Math.round(Math.min(floor, end))}px`;
}

function lay() {
  const aside = wide.matches;
  marked.classList.toggle("aside", aside);
  if (!aside) {
    marked.style.minHeight = "";
    for (const { note } of beside) {
      note.style.transform = "";
      note.classList.remove("away");
    }
    return;
  }
  measure();
  place();
}

function hold(note) {
  if (!note || note === held || !wide.matches) return;
  const one = beside.find((found) => found.note === note);
  if (!one || Math.abs(one.y - one.at) < FAR) return;
  held = note;
  place();
}

function choose(note) {
  chosen = note ?? chosen;
  hold(note);
}

const isSeen = (words) => {
  const place = words?.getBoundingClientRect();
  return place && place.bottom > 0 && place.top < window.innerHeight;
};

// While one reads on, the note of what stands a third down the window is held where it has drifted away, unless the one
// that the reader chose is still in view.
let waiting = false;
function follow() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (chosen && isSeen(wordsOf(chosen))) return;
    const here = window.innerHeight / 3 - marked.getBoundingClientRect().top;
    hold(beside.find((one) => one.at >= here)?.note);
  });
}

// A mark leads to its note; on a wide screen both are in view already, and the page stays where it is.
function stay(event) {
  const link = event.target.closest("a[href^='#n'], a[href^='#m'], a.close");
  const goal = link && document.getElementById(link.hash.slice(1));
  if (!goal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { scrollX, scrollY } = window;
  event.preventDefault();
  window.location.hash = link.hash;
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  const seen = goal.getBoundingClientRect();
  if (seen.top < 0 || seen.bottom > window.innerHeight) {
    goal.scrollIntoView({ block: "center", behavior: still.matches ? "instant" : "smooth" });
  }
}

if (marked) {
  lay();
  choose(led());
  requestAnimationFrame(() => marked.classList.add("ready"));
  wide.addEventListener("change", lay);
  new ResizeObserver(lay).observe(marked.querySelector(".prose"));
  document.fonts?.ready.then(lay);
  window.addEventListener("scroll", follow, { passive: true });
  window.addEventListener("hashchange", () => choose(led()));
  marked.addEventListener("focusin", (event) => choose(noteAt(event.target)));
  marked.addEventListener("pointerover", (event) => event.target.closest("a.said") && choose(noteAt(event.target)));
  marked.addEventListener("click", stay);
}
