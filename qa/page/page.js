// Everything that comes from a recap or a question is put into the page with textContent: text, never markup.
// Quotes of a list that are shown below it at once.
const SHORT_LIST = 4;
const find = (selector) => element.querySelector(selector);

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

function sourceLine(quote) {
  const lines = quote.lines[0] === quote.lines[1] ? `line ${quote.lines[0]}` : `lines ${quote.lines[0]}–${quote.lines[1]}`;
  const line = make("p", "source");
  const who = quote.speakers.join(", ");
  if (who) line.append(make("b", "", who), " · ");
  line.append([quote.talk, quote.title, quote.author, quote.year, `${quote.recap}, ${lines}`].filter(Boolean).join(" · "));
  return line;
}

function quoteCard(quote, number, all) {
  const card = make("li", "quote");
  const text = make("blockquote");
  let at = 0;
  const letters = Array.from(quote.shown); // offsets count characters, not UTF-16 units
  for (const [start, end] of quote.bold) {
    text.append(letters.slice(at, start).join(""), make("b", "", letters.slice(start, end).join("")));
    at = end;
  }
  text.append(letters.slice(at).join("") + " ");
  text.append(numberButton(quote, number, all));
  card.append(text, sourceLine(quote));
  return card;
}

function numberButton(quote, number, all) {
  const button = make("button", "number", String(number));
  button.type = "button";
  button.setAttribute("aria-label", `Read quote ${number} in ${quote.title}`);
  button.addEventListener("click", () => openReader(quote, all, button));
  return button;
}

function tableNode(turn) {
  const table = make("table", "rows");
  if (turn.columns.some(Boolean)) {
    const head = make("tr");
    head.append(...turn.columns.map((name) => make("th", "", name)), make("th", "", "Quotes"));
    table.append(make("thead"));
    table.tHead.append(head);
  }
  const body = make("tbody");
  for (const row of turn.rows) {
    const line = make("tr");
    line.append(...row.cells.map((cell) => make("td", "", cell)));
    const numbers = make("td", "numbers");
    for (const at of row.quotes) numbers.append(numberButton(turn.quotes[at], at + 1, turn.quotes), " ");
    line.append(numbers);
    body.append(line);
  }
  table.append(body);
  return table;
}

// What the conversation is about: each part can be taken away, and the question is then asked again without it.
function focusNode(turn) {
  const list = make("ul", "focus");
  list.setAttribute("aria-label", "What this conversation is about");
  for (const { part, value } of turn.focus) {
    const item = make("li", "", `${part}: ${value} `);
    const button = make("button", "", "×");
    button.type = "button";
    button.setAttribute("aria-label", `Ask again without the ${part} ${value}`);
    button.addEventListener("click", () => ask(turn.question, part));
    if (!turn.question.includes(value)) item.append(button); // what the question itself says cannot be taken away
    list.append(item);
  }
  return list;
}

function turnNode(turn) {
  const node = make("li", "turn");
  node.append(make("h2", "question", turn.question));
  if (turn.error) {
    node.append(make("p", "refusal", turn.error));
    return node;
  }
  if (turn.understood_as !== turn.question) node.append(make("p", "note", `Understood as: ${turn.understood_as}`), focusNode(turn));
  if (turn.refused) {
    const card = make("div", "refusal");
    card.append(make("h3", "", "The recaps do not say."), make("p", "", turn.text));
    card.append(make("p", "note", `Searched ${turn.searched.recaps} recaps, ${turn.searched.passages} passages.`));
    node.append(card);
    if (turn.nearest.length) {
      const more = make("details", "nearest");
      more.append(make("summary", "", "Closest passages, which do not answer it"));
      const list = make("ul", "quotes");
      turn.nearest.forEach((quote, i) => list.append(quoteCard(quote, i + 1, turn.nearest)));
      more.append(list);
      node.append(more);
    }
  } else {
    const recaps = new Set(turn.quotes.map((quote) => quote.recap)).size;
    const quotes = turn.quotes.length === 1 ? "1 quote" : `${turn.quotes.length} quotes`;
    node.append(make("p", "note", `${quotes} from ${recaps === 1 ? "1 recap" : `${recaps} recaps`} · ${(turn.ms / 1000).toFixed(2)} s`));
    if (turn.rows.length) {
      const found = turn.text.split("\n")[0].replace(` (considered: ${turn.considered})`, "");
      node.append(make("p", "found", found), make("p", "note", `Considered: ${turn.considered}`));
      if (!["summary", "opinion"].includes(turn.kind)) node.append(tableNode(turn));
    }
    const list = make("ol", "quotes");
    const all = [...turn.quotes, ...turn.support];
    turn.quotes.forEach((quote, i) => list.append(quoteCard(quote, i + 1, all)));
    if (turn.quotes.length > SHORT_LIST && !["summary", "opinion"].includes(turn.kind) && turn.rows.length) {
      const more = make("details", "nearest");
      more.append(make("summary", "", "All quotes"), list);
      node.append(more);
    } else {
      node.append(list);
    }
    if (turn.support.length) {
      node.append(make("p", "note", "The same words stand in:"));
      const same = make("ol", "quotes");
      turn.support.forEach((quote, i) => same.append(quoteCard(quote, turn.quotes.length + i + 1, all)));
      node.append(same);
    }
  }
  return node;
}

async function openReader(quote, all, opener) {
  const reader = find(".reader");
  reader.asked = quote; // of two quick clicks the last one counts
  let recap = null;
  try {
    recap = await server.read_recap(quote.recap);
  } catch {
    // said below
  }
  if (reader.asked !== quote) return;
  if (!recap) {
    opener.after(make("span", "note", " This recap cannot be read just now; try again."));
    return;
  }
  find(".reader-title").textContent = recap.title;
  find(".reader-source").textContent = [recap.year, recap.author, recap.file].filter(Boolean).join(" · ");
  const body = find(".reader-text");
  body.replaceChildren();
  if (recap.link) {
    const link = make("a", "note", "The original post");
    if (/^https?:\/\//.test(recap.link)) link.href = recap.link;
    link.rel = "noreferrer";
    body.append(link);
  }
  if (recap.after) body.append(make("p", "note", `A retelling after ${recap.after}`));
  const cited = all.filter((other) => other.recap === quote.recap);
  let target = null;
  for (const paragraph of recap.paragraphs) {
    if (paragraph.heading !== null) {
      body.append(make("h3", "", paragraph.heading));
      continue;
    }
    const node = make("p");
    for (const sentence of paragraph.sentences) {
      const inside = (other) => sentence.start >= other.start && sentence.end <= other.end;
      if (inside(quote) || cited.some(inside)) {
        const mark = make("mark", inside(quote) ? "" : "other", sentence.text);
        if (inside(quote)) target = target || mark;
        node.append(mark, " ");
      } else {
        node.append(sentence.text + " ");
      }
    }
    body.append(node);
  }
  reader.hidden = false;
  reader.opener = opener;
  find(".reader-title").focus({ preventScroll: true });
  if (target) target.scrollIntoView({ block: "center" });
}

function closeReader() {
  const reader = find(".reader");
  if (reader.hidden) return;
  reader.hidden = true;
  if (reader.opener) reader.opener.focus();
}

function show() {
  const turns = props.value || [];
  find(".welcome").hidden = turns.length > 0;
  find(".working").hidden = true;
  find(".turns").replaceChildren(...turns.map(turnNode));
  const last = find(".turns > li:last-child");
  if (last) last.scrollIntoView({ block: "start" });
}

function ask(text, without = "") {
  for (const [field, value] of [["#question", text], ["#without", without]]) {
    const box = document.querySelector(`${field} textarea, ${field} input`);
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  setTimeout(() => document.querySelector("#ask").click(), 50);
}

find(".summary").textContent = props.summary;
for (const example of props.examples) {
  const item = make("li");
  const button = make("button", "example", example);
  button.type = "button";
  button.addEventListener("click", () => ask(example));
  item.append(button);
  find(".examples").append(item);
}
find(".close").addEventListener("click", closeReader);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeReader();
});
// Something moves at once; the answer takes its place.
const working = () => {
  find(".working").textContent = "Searching…";
  find(".working").hidden = false;
  find(".working").scrollIntoView({ block: "end" });
};
document.addEventListener("recaps-failed", () => {
  find(".working").textContent = "The server could not answer just now. Ask again in a moment.";
});
document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest("#ask")) working();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.closest && event.target.closest("#question")) working();
});
watch("value", show);
show();
