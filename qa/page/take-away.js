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
  if (answer.understood_as !== answer.question) parts.push(`Understood as: ${escaped(answer.understood_as)}`);
  if (answer.refused) return [...parts, `${answer.heading} ${escaped(answer.text)}`].join("\n\n");
  if (answer.rows.length) parts.push(`${escaped(answer.text.split("\n")[0])}`);
  if (answer.columns.length && !["summary", "opinion"].includes(answer.kind)) {
    const line = (cells, last) => `| ${cells.map(escaped).join(" | ")} | ${last} |`;
    const rows = answer.rows.map((row) => line(row.cells, row.quotes.map((at) => `[${at + 1}]`).join(" ")));
    parts.push([line(answer.columns, "Quotes"), `|${" --- |".repeat(answer.columns.length + 1)}`, ...rows].join("\n"));
  }
  answer.quotes.forEach((quote, at) => parts.push(`> ${escaped(quote.shown)} [${at + 1}]`));
  parts.push(answer.quotes.map((quote, at) => `[${at + 1}] ${escaped(source(quote))}${quote.link ? ` <${quote.link}>` : ""}`).join("  \n"));
  return parts.join("\n\n");
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
