// One turn of the conversation: the question, and the answer's quotes, rows or refusal.

import { button, icon, labelled, make, many } from "./dom.js";

// Quotes of a list that are shown below it at once.
const SHORT_LIST = 4;
// Questions suggested after the last answer.
const SUGGESTED = 4;

export const isTable = (answer) => answer.rows.length > 0 && !["summary", "opinion"].includes(answer.kind);

function sourceLine(quote) {
  const line = make("p", "source");
  const lines = quote.lines[0] === quote.lines[1] ? `line ${quote.lines[0]}` : `lines ${quote.lines[0]}–${quote.lines[1]}`;
  const parts = [quote.talk, quote.title, quote.author, quote.year, lines].filter(Boolean).map(String);
  if (quote.speakers.length) line.append(make("b", "", quote.speakers.join(", ")), " · ");
  line.append(parts.join(" · "));
  line.title = quote.recap;
  return line;
}

function numberButton(quotes, at, read) {
  return labelled(button("number", (from) => read(quotes, at, from), String(at + 1)), `Read quote ${at + 1} in ${quotes[at].title}`);
}

function quoteCard(quotes, at, read) {
  const quote = quotes[at];
  const text = make("blockquote");
  const letters = Array.from(quote.shown); // offsets count characters, not UTF-16 units
  let from = 0;
  for (const [start, end] of quote.bold) {
    text.append(letters.slice(from, start).join(""), make("b", "", letters.slice(start, end).join("")));
    from = end;
  }
  text.append(letters.slice(from).join(""), " ", numberButton(quotes, at, read));
  const card = make("li", "quote", text, sourceLine(quote));
  card.dataset.start = `${quote.recap}:${quote.start}`;
  return card;
}

function quoteList(quotes, read, from = 0, to = quotes.length) {
  const list = make("ol", "quotes");
  for (let at = from; at < to; at += 1) list.append(quoteCard(quotes, at, read));
  return list;
}

function foldedAway(title, ...children) {
  return make("details", "folded", make("summary", "", title), ...children);
}

// Characters of a cell from which it is given room: what a recap tells, and no name or title.
const LONG_CELL = 120;
/** A number or a date, which is not broken into lines. */
const FIGURE = /^\d[\d,-]{0,11}$/;

function rowsTable(answer, quotes, read) {
  const table = make("table", "rows");
  if (answer.columns.some(Boolean)) {
    const heads = [...answer.columns, "Quotes"].map((name) => {
      const head = make("th", "", name || " ");
      head.scope = "col";
      return head;
    });
    table.append(make("thead", "", make("tr", "", ...heads)));
  }
  const body = make("tbody");
  for (const row of answer.rows) {
    const numbers = make("td", "numbers");
    for (const at of row.quotes) numbers.append(numberButton(quotes, at, read), " ");
    const cells = row.cells.map((cell, at) => {
      const node = make("td", cell.length > LONG_CELL ? "told" : FIGURE.test(cell) ? "figure" : "", cell);
      node.dataset.column = answer.columns[at] || ""; // stands before the cell where a row is a card
      return node;
    });
    body.append(make("tr", "", ...cells, numbers));
  }
  table.append(body);
  const frame = make("div", "table", table);
  frame.tabIndex = 0; // wide tables are scrolled, also by keyboard
  frame.setAttribute("role", "group");
  return labelled(frame, "Table of the answer");
}

// What the conversation is about: each part can be taken away, and the question is then asked again without it.
function focusChips(turn, askAgain) {
  const list = labelled(make("ul", "chips"), "What this conversation is about");
  for (const { part, value } of turn.answer.focus) {
    const item = make("li", "chip", `${part}: ${value}`);
    if (!turn.asked.question.includes(value)) {
      const without = [...(turn.asked.without || []), part];
      item.append(labelled(button("", () => askAgain(turn, without), icon("close")), `Ask again without the ${part} ${value}`));
    }
    list.append(item);
  }
  return list;
}

// A talk that several recaps tell: the sentence that says most of each telling, side by side, and what they give differently.
function sideBySide(told, read) {
  const columns = make("div", "tellings");
  told.leads.forEach((quote, at) => {
    const by = make("p", "source", make("b", "", quote.author || quote.title), ` · ${quote.title}`);
    columns.append(make("div", "telling", by, make("blockquote", "", quote.shown, " ", numberButton(told.leads, at, read))));
  });
  const unlike = told.differences.map(({ what, given, places }) => {
    const item = make("li", "", `${what}: `);
    given.forEach((value, at) => {
      const there = told.leads.find((quote) => quote.recap === places[at].recap) || { title: places[at].recap };
      const place = { ...there, ...places[at], shown: value, bold: [] };
      item.append(at ? " / " : "", button("given", (from) => read([place], 0, from), value), ` (${there.author || there.title})`);
    });
    return item;
  });
  const title = `${told.talk}: told in ${many(told.leads.length, "recap")}${unlike.length ? `, ${many(unlike.length, "thing")} given differently` : ""}`;
  return foldedAway(title, columns, unlike.length ? make("ul", "unlike", ...unlike) : null);
}

function refusal(answer, read) {
  const card = make("div", "refusal", make("h3", "", icon("warn"), answer.heading), make("p", "", answer.text));
  if (answer.searched.passages) card.append(make("p", "note", `Searched ${many(answer.searched.recaps, "recap")}, ${many(answer.searched.passages, "passage")}.`));
  if (answer.nearest.length) card.append(foldedAway("Closest passages, which do not answer it", quoteList(answer.nearest, read)));
  return card;
}

function found(answer, read) {
  const node = document.createDocumentFragment();
  const all = [...answer.quotes, ...answer.support];
  const recaps = new Set(answer.quotes.map((quote) => quote.recap)).size;
  node.append(make("p", "note", `${many(answer.quotes.length, "quote")} from ${many(recaps, "recap")}`));
  if (answer.rows.length) {
    const text = answer.text.split("\n")[0].replace(` (considered: ${answer.considered})`, "");
    node.append(make("p", "found", text), make("p", "note", `Considered: ${answer.considered}`));
  }
  if (isTable(answer)) node.append(rowsTable(answer, all, read));
  const list = quoteList(all, read, 0, answer.quotes.length);
  node.append(isTable(answer) && answer.quotes.length > SHORT_LIST ? foldedAway("All quotes", list) : list);
  if (answer.support.length) node.append(make("p", "note", "The same words stand in:"), quoteList(all, read, answer.quotes.length));
  return node;
}

// The answers to a question: to each of its parts, where it asks several things.
function told(answer, read) {
  const node = document.createDocumentFragment();
  for (const one of answer.answers.length ? answer.answers : [answer]) {
    if (one !== answer) node.append(make("h3", "part", one.understood_as));
    node.append(one.refused ? refusal(one, read) : found(one, read));
  }
  if (!isTable(answer)) for (const talk of answer.tellings) node.append(sideBySide(talk, read));
  return node;
}

// `acts` are what a person can do with a turn: read(quotes, at, from), ask(question), askAgain(turn, without), copy(turn), link(turn).
// `asked` are the questions so far, which are not suggested again; without them nothing is suggested.
export function turnNode(turn, acts, asked) {
  const heading = make("h2", "question", turn.asked.question);
  heading.tabIndex = -1; // has the focus after a suggestion was taken
  const node = make("li", "turn", heading);
  const limits = [...turn.asked.years, ...turn.asked.recaps, ...turn.asked.speakers];
  if (limits.length) node.append(make("p", "note", `Searched only: ${limits.join(", ")}`));
  const { answer } = turn;
  if (!answer && !turn.error) {
    node.append(make("p", "working", "Searching the recaps"));
    return node;
  }
  if (turn.error) {
    node.append(make("div", "refusal", make("p", "", turn.error), button("again", () => acts.askAgain(turn, turn.asked.without), "Ask again")));
    return node;
  }
  if (answer.understood_as !== answer.question && !answer.answers.length) {
    node.append(make("p", "note", `Understood as: ${answer.understood_as}`));
    if (answer.focus.length) node.append(focusChips(turn, acts.askAgain));
  }
  node.append(told(answer, acts.read));
  const time = make("span", "time", `${(answer.ms / 1000).toFixed(2)} s`);
  time.title = "Time taken to find the answer";
  const copyButton = button("act", () => acts.copy(turn), icon("copy"), "Copy");
  const linkButton = button("act", () => acts.link(turn), icon("link"), "Link");
  node.append(make("div", "acts", copyButton, linkButton, time));
  const next = asked ? answer.next.filter((question) => !asked.has(question)).slice(0, SUGGESTED) : [];
  if (next.length) {
    const chips = next.map((question) => make("li", "", button("next", () => acts.ask(question), question)));
    node.append(make("h3", "ask-next", "Ask next"), make("ul", "chips", ...chips));
  }
  return node;
}
