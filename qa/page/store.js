// The conversation, kept in this tab: it survives a reload and a restart of the server, and tabs do not mix.

const KEY = "recaps-conversation";
const MOST = 50;

export function load() {
  try {
    const turns = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    return Array.isArray(turns) ? turns.filter((turn) => turn && turn.asked && (turn.answer || turn.error)) : [];
  } catch {
    return [];
  }
}

export function save(turns) {
  let kept = turns.map((turn) => (turn.answer || turn.error ? turn : { ...turn, error: "The answer was interrupted.", interrupted: true })).slice(-MOST);
  while (true) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kept));
      return;
    } catch {
      if (!kept.length) return; // no room at all: the conversation lives as long as the page
      kept = kept.slice(Math.ceil(kept.length / 2));
    }
  }
}
