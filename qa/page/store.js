// The conversation, kept in this tab: it survives a reload and a restart of the server, and tabs do not mix.

const KEY = "recaps-conversation-4"; // another number where turns look different
const CLEARED = "recaps-cleared";
const MOST = 200;

function isTurn(turn) {
  const { asked, answer, error } = turn || {};
  const lists = asked && [asked.years, asked.recaps, asked.speakers, asked.without].every(Array.isArray);
  const told = answer && [answer.quotes, answer.rows, answer.support, answer.nearest, answer.tellings, answer.next, answer.focus, answer.answers].every(Array.isArray);
  return Boolean(lists && typeof asked.question === "string" && (told || typeof error === "string"));
}

export function load(key = KEY) {
  try {
    const turns = JSON.parse(sessionStorage.getItem(key) || "[]");
    return Array.isArray(turns) ? turns.filter(isTurn) : [];
  } catch {
    return [];
  }
}

// The conversation that was cleared last, to be taken back.
export const loadCleared = () => load(CLEARED);
export const saveCleared = (turns) => save(turns, CLEARED);

export function save(turns, key = KEY) {
  let kept = turns.map((turn) => (turn.answer || turn.error ? turn : { ...turn, error: "The answer was interrupted.", interrupted: true })).slice(-MOST);
  while (true) {
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
      return;
    } catch {
      if (!kept.length) return; // no room at all: the conversation lives as long as the page
      kept = kept.slice(Math.ceil(kept.length / 2));
    }
  }
}
