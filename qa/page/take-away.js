// An answer and a conversation to take away: Markdown with the sources, and JSON.

const escaped = (text) => text.replace(/([\\`*_[\]<>#|])/g, "\\$1").replace(/\s+/g, " ");

export function source(quote) {
  const [first, last] = quote.lines;
  const lines = first === last ? `line ${first}` : `lines ${first}–${last}`;
  return [quote.speakers.join(", "), quote.talk, `${quote.title} (${quote.recap}, ${lines})`, quote.author, quote.year].filter(Boolean).join(" · ");
}

export function answerMarkdown(turn) {
  const { answer } = turn;
  const parts = [`## ${escaped(turn.asked.question)}`];
  if (!answer) return [...parts, escaped(turn.error || "")].join("\n\n");
  const limits = [...turn.asked.years, ...turn.asked.recaps, ...turn.asked.speakers];
  if (limits.length) parts.push(`Searched only: ${escaped(limits.join(", "))}`);
  for (const one of answer.answers) parts.push(`### ${escaped(one.understood_as)}`, ...told(one));
  if (answer.answers.length) return parts.join("\n\n");
  if (answer.understood_as !== answer.question) parts.push(`Understood as: ${escaped(answer.understood_as)}`);
  return [...parts, ...told(answer)].join("\n\n");
}

// The paragraphs of an answer: its list, its quotes, and their sources.
function told(answer) {
  if (answer.refused) return [`${answer.heading} ${escaped(answer.text)}`];
  const parts = answer.rows.length ? [`${escaped(answer.text.split("\n")[0])}`] : [];
  if (answer.columns.length && !["summary", "opinion"].includes(answer.kind)) {
    const line = (cells, last) => `| ${cells.map(escaped).join(" | ")} | ${last} |`;
    const rows = answer.rows.map((row) => line(row.cells, row.quotes.map((at) => `[${at + 1}]`).join(" ")));
    parts.push([line(answer.columns, "Quotes"), `|${" --- |".repeat(answer.columns.length + 1)}`, ...rows].join("\n"));
  }
  answer.quotes.forEach((quote, at) => parts.push(`> ${escaped(quote.shown)} [${at + 1}]`));
  parts.push(answer.quotes.map((quote, at) => `[${at + 1}] ${escaped(source(quote))}${quote.link ? ` <${quote.link}>` : ""}`).join("  \n"));
  return parts;
}

export const conversationMarkdown = (turns) => `# From the recaps\n\n${turns.map(answerMarkdown).join("\n\n")}\n`;

export const conversationJson = (turns) => `${JSON.stringify({ turns: turns.map(({ asked, answer, error }) => ({ asked, answer, error })) }, null, 1)}\n`;

export function saveAs(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
