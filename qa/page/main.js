// The page: what is asked and answered, and how its parts hold together. Everything that can be gone back to is in the address.

import { turnNode } from "./answer.js";
import { Browse } from "./browse.js";
import { button, copy, icon, make, many } from "./dom.js";
import { address, nowhere, readPlace } from "./place.js";
import { Reader } from "./reader.js";
import { Sources } from "./sources.js";
import { load, loadCleared, save, saveCleared } from "./store.js";
import { answerMarkdown, conversationJson, conversationMarkdown, saveAs } from "./take-away.js";

// Milliseconds between two looks whether the server that is to answer is still there.
const LOOK = 1500;
// Milliseconds that it may take to say so: as long as a machine may have other work.
const PATIENCE = 30000;
const LOOK_AT_INDEX = 5000;
const THEME = "recaps-theme";

class Page {
  constructor(element) {
    this.element = element;
    this.turns = load();
    this.place = nowhere();
    this.waiting = null; // the turn that is being answered
    for (const node of element.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
    this.sources = new Sources(element, () => this.filtersChanged());
    this.reader = new Reader(element, {
      went: (quote, wasOpen) => this.go({ recap: quote.recap, at: quote.start === undefined ? null : [quote.start, quote.end] }, wasOpen ? "replace" : "push"),
      closed: () => this.readerClosed(),
      say: (text) => this.say(text),
    });
    this.browse = new Browse(element, {
      read: (place, from) => this.reader.open([place], 0, from),
      sought: (find, { push = false } = {}) => this.go({ find }, push ? "push" : "replace"),
    });
    this.acts = {
      read: (quotes, at, from) => this.reader.open(quotes, at, from),
      ask: (question) => this.ask(question),
      askAgain: (turn, without) => this.askAgain(turn, without),
      copy: async (turn) => this.say((await copy(answerMarkdown(turn))) ? "Answer copied." : "The answer could not be copied."),
      link: async (turn) => {
        const link = this.linkTo(turn);
        this.say((await copy(link)) ? "Link copied." : `The link: ${link}`);
      },
    };
    this.theme();
    this.listen();
    this.place = readPlace();
    this.sources.choose(this.place, { tell: false });
    this.drawLimits();
    this.drawTurns();
    this.loadCatalogue();
    this.arrive();
    setInterval(() => document.visibilityState === "visible" && this.lookAtIndex(), LOOK_AT_INDEX);
    this.lookAtIndex();
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  listen() {
    const does = {
      new: () => this.anew(),
      home: () => this.home(),
      sources: () => this.openSources(!this.element.classList.contains("choosing")),
      theme: () => this.switchTheme(),
      keys: () => this.find(".keys").showModal(),
      markdown: () => this.export("md", "text/markdown", conversationMarkdown),
      json: () => this.export("json", "application/json", conversationJson),
      print: () => window.print(),
      rebuild: () => this.rebuild(),
    };
    this.element.addEventListener("click", (event) => {
      const act = event.target.closest("[data-do]");
      if (act && does[act.dataset.do]) {
        does[act.dataset.do]();
        if (act.closest(".menu")) this.closeMenu();
      }
      const tab = event.target.closest("[data-view]");
      if (tab && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.reader.close({ tell: false, focus: false });
        this.openSources(false);
        this.go({ view: tab.dataset.view, find: "", recap: null, at: null }, "push");
        this.drawView();
      }
      if (!event.target.closest(".menu")) this.find(".menu").open = false;
    });
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.find("#question").value);
    });
    const box = this.find("#question");
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.ask(box.value);
    });
    box.addEventListener("input", () => this.fit());
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("recaps-answer", (event) => this.answered(event.detail));
    document.addEventListener("recaps-failed", () => this.failed("The server could not answer just now. Your question is kept."));
    window.addEventListener("popstate", () => this.back());
    window.addEventListener("beforeprint", () => {
      for (const folded of this.element.querySelectorAll(".turn details")) folded.open = true;
    });
  }

  key(event) {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if (this.find(".keys").open) return; // the dialog closes itself
      if (this.find(".menu").open) this.closeMenu();
      else if (typing && event.target.type === "search" && event.target.value) return; // the box empties itself
      else if (this.element.classList.contains("choosing")) this.openSources(false);
      else this.reader.close();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      "/": () => {
        if (this.place.view !== "ask") this.find('[data-view="ask"]').click();
        this.find("#question").focus();
      },
      n: () => this.toQuote(1),
      p: () => this.toQuote(-1),
      "?": () => this.find(".keys").showModal(),
    };
    if (!keys[event.key] || this.find(".keys").open) return;
    event.preventDefault();
    keys[event.key]();
  }

  // The next or previous quote: in the reader where it is open, else among the cards.
  toQuote(by) {
    if (this.reader.isOpen) return this.reader.step(by);
    const numbers = [...this.element.querySelectorAll(".turn:last-child .number")].filter((node) => node.checkVisibility());
    if (!numbers.length) return undefined;
    const at = numbers.indexOf(document.activeElement);
    return numbers[at < 0 ? (by > 0 ? 0 : numbers.length - 1) : (at + by + numbers.length) % numbers.length].focus();
  }

  // Where the page is

  go(change, how) {
    this.place = { ...this.place, ...change, turn: undefined };
    const href = address(this.place);
    if (how === "push" && href === location.href) return;
    const state = how === "push" ? { opened: Boolean(change.recap) } : { ...history.state };
    if (change.turn) state.turn = change.turn;
    history[how === "push" ? "pushState" : "replaceState"](state, "", href);
    document.title = this.place.view === "browse" ? "Browse · Recaps" : this.place.q ? `${this.place.q} · Recaps` : "Recaps";
  }

  // What the address says, after it was loaded.
  arrive() {
    this.drawView();
    const { q, recap, at } = this.place;
    const known = this.here();
    if (recap) this.openAt(recap, at || [0, 0]);
    const last = this.turns.at(-1);
    if (last && last.interrupted) setTimeout(() => this.askAgain(last, last.asked.without)); // once the exchange listens
    else if (q && !known) this.ask(q, { push: false });
    else if (known) this.scrollTo(known);
  }

  back() {
    const before = this.place;
    this.place = readPlace();
    this.sources.choose(this.place, { tell: false });
    this.drawLimits();
    this.drawView();
    const { q, recap, at } = this.place;
    if (!recap) this.reader.close({ tell: false });
    else if (recap !== before.recap || String(at) !== String(before.at)) this.openAt(recap, at || [0, 0]);
    const known = this.here();
    if (q === before.q && (!known || known === this.shown)) return;
    if (known) this.scrollTo(known);
    else if (q) this.ask(q, { push: false });
  }

  // Opens a recap at a place: as a quote of the conversation where it is one, so that its neighbours are a step away.
  openAt(recap, [start, end]) {
    const sets = this.turns.flatMap(({ answer }) => (answer ? [[...answer.quotes, ...answer.support], answer.nearest] : []));
    for (const quotes of sets.reverse()) {
      const at = quotes.findIndex((quote) => quote.recap === recap && quote.start === start && quote.end === end);
      if (at >= 0) return this.reader.open(quotes, at, null, { tell: false });
    }
    return this.reader.open([{ recap, start, end, shown: "" }], 0, null, { tell: false });
  }

  // The turn that the page's place is about: the very one that was asked there, else the last of its words.
  here() {
    const { turn } = history.state || {};
    return this.turns.find((one) => one.id === turn) || this.turns.findLast((one) => this.isOf(one, this.place));
  }

  isOf(turn, place) {
    const same = (one, other) => String([...one].sort()) === String([...other].sort());
    const asked = [turn.asked.question, turn.answer && turn.answer.understood_as];
    return asked.includes(place.q) && same(turn.asked.years, place.years) && same(turn.asked.recaps, place.recaps) && same(turn.asked.speakers, place.speakers);
  }

  linkTo(turn) {
    const { years, recaps, speakers } = turn.asked;
    return address({ ...nowhere(), q: turn.answer ? turn.answer.understood_as : turn.asked.question, years, recaps, speakers });
  }

  readerClosed() {
    if (history.state && history.state.opened) history.back();
    else this.go({ recap: null, at: null }, "replace");
  }

  drawView() {
    for (const view of ["ask", "browse"]) {
      this.find(`.view.${view}`).hidden = this.place.view !== view;
      const tab = this.find(`[data-view="${view}"]`);
      if (this.place.view === view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.element.classList.toggle("browsing", this.place.view === "browse");
    if (this.place.view === "browse") this.browse.look(this.place.find);
  }

  // Asking

  // `original` is a turn that is asked again: it is answered with what was asked before it, and replaced where it failed or is the last.
  ask(text, { push = true, without = [], original = null } = {}) {
    const question = text.trim();
    if (!question) return;
    if (this.waiting) {
      this.say("An answer is under way. New stops it.");
      return;
    }
    const { years, recaps, speakers } = this.sources.chosen;
    const turn = { id: crypto.getRandomValues(new Uint32Array(2)).join("-"), asked: { question, without, years, recaps, speakers } };
    const earlier = original ? this.turns.slice(0, this.turns.indexOf(original)) : this.turns;
    const history_ = earlier.flatMap(({ answer }) => (answer ? [answer.understood_as] : []));
    if (original && (original.error || original === this.turns.at(-1))) this.turns.splice(this.turns.indexOf(original), 1);
    this.turns.push(turn);
    this.waiting = turn;
    const typed = document.activeElement === this.find("#question");
    this.reader.close({ tell: false, focus: false });
    this.openSources(false);
    this.go({ view: "ask", q: question, years, recaps, speakers, find: "", recap: null, at: null, turn: turn.id }, push ? "push" : "replace");
    this.drawView();
    this.find("#question").value = "";
    this.fit();
    this.drawTurns();
    this.scrollTo(turn);
    if (!typed) turn.node.querySelector(".question").focus({ preventScroll: true });
    this.say("Searching the recaps.");
    save(this.turns);
    this.look(turn);
    document.dispatchEvent(new CustomEvent("recaps-send", { detail: { id: turn.id, history: history_.slice(-50), ...turn.asked } }));
  }

  askAgain(turn, without) {
    this.sources.choose(turn.asked, { tell: false });
    this.drawLimits();
    this.ask(turn.asked.question, { without, original: turn });
  }

  answered(given) {
    if (!this.waiting || !given || given.id !== this.waiting.id) return;
    const turn = this.waiting;
    if (given.answer) turn.answer = given.answer;
    else turn.error = given.error || "The server gave no answer.";
    this.done(turn);
    if (turn.answer && this.place.view === "ask" && this.place.q === turn.asked.question) this.go({ q: turn.answer.understood_as }, "replace");
    this.say(turn.error || (turn.answer.refused ? turn.answer.heading : `Answered with ${many(turn.answer.quotes.length, "quote")}.`));
  }

  // A question is lost where the server has gone, or is another one than when it was asked. Looks again after each answer:
  // a server that has much to do is not gone.
  async look(turn) {
    let server = null;
    try {
      server = await (await fetch(new URL("healthz", document.baseURI), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).json();
    } catch {
      // gone
    }
    if (this.waiting !== turn) return;
    if (server && server.started) turn.server = turn.server || server.started;
    if (!server || !server.started || server.started !== turn.server) this.failed("The server is not there just now. Your question is kept.");
    else this.timer = setTimeout(() => this.look(turn), LOOK);
  }

  failed(why) {
    if (!this.waiting) return;
    this.waiting.error = why;
    this.done(this.waiting);
    this.say(why);
  }

  done(turn) {
    clearTimeout(this.timer);
    this.waiting = null;
    save(this.turns);
    const scroll = this.find(".ask .scroll");
    const left = Math.abs(scroll.scrollTop - this.scrolled) > 40; // somebody reads elsewhere by now
    this.drawTurns();
    if (!left) this.scrollTo(turn);
  }

  // Clears the conversation; a question under way is given up. It can be taken back.
  anew() {
    clearTimeout(this.timer);
    this.waiting = null;
    if (this.turns.length) saveCleared(this.turns);
    const cleared = this.turns.length > 0;
    this.turns = [];
    save(this.turns);
    this.reader.close({ tell: false, focus: false });
    this.sources.choose({ years: [], recaps: [], speakers: [] }, { tell: false });
    this.drawLimits();
    this.go(nowhere(), "push");
    this.drawView();
    this.drawTurns();
    this.find("#question").focus();
    if (cleared) this.say("A new conversation.", button("undo", () => this.takeBack(), "Take it back"));
  }

  takeBack() {
    this.turns = [...loadCleared(), ...this.turns];
    save(this.turns);
    this.drawTurns();
    this.say("The conversation is back.");
    const last = this.turns.at(-1);
    if (last) {
      this.go({ view: "ask", q: last.answer ? last.answer.understood_as : last.asked.question, turn: last.id }, "replace");
      this.scrollTo(last);
    }
  }

  // The way back to the questions from anywhere.
  home() {
    this.reader.close({ tell: false, focus: false });
    this.go({ view: "ask", find: "", recap: null, at: null }, "push");
    this.drawView();
    this.find(".ask .scroll").scrollTop = 0;
    this.find("#question").focus();
  }

  closeMenu() {
    this.find(".menu").open = false;
    this.find(".menu summary").focus();
  }

  // What is seen

  drawTurns() {
    this.find(".welcome").hidden = this.turns.length > 0;
    const asked = new Set(this.turns.flatMap((turn) => [turn.asked.question, turn.answer && turn.answer.understood_as]));
    let focused = null;
    const nodes = this.turns.map((turn, at) => {
      const isLast = at === this.turns.length - 1;
      const key = `${turn.id} ${Boolean(turn.answer)} ${turn.error || ""} ${isLast}`;
      if (!turn.node || turn.node.dataset.key !== key) {
        const hadFocus = turn.node && turn.node.contains(document.activeElement);
        const node = turnNode(turn, this.acts, isLast ? asked : null);
        node.dataset.key = key;
        if (hadFocus) focused = node.querySelector(".question");
        Object.defineProperty(turn, "node", { value: node, configurable: true, enumerable: false, writable: true });
      }
      return turn.node;
    });
    this.find(".turns").replaceChildren(...nodes);
    if (focused) focused.focus({ preventScroll: true });
    this.find(".menu").hidden = !this.turns.some((turn) => turn.answer);
    this.find(".send").classList.toggle("busy", Boolean(this.waiting));
  }

  scrollTo(turn) {
    this.shown = turn;
    if (!turn.node || !turn.node.isConnected) return;
    turn.node.scrollIntoView({ block: "start" });
    this.scrolled = this.find(".ask .scroll").scrollTop;
  }

  drawLimits() {
    this.find(".limits span").textContent = this.sources.label;
    this.find(".limits").classList.toggle("some", this.sources.count > 0);
  }

  filtersChanged() {
    this.drawLimits();
    this.go(this.sources.chosen, "replace");
  }

  openSources(open) {
    this.element.classList.toggle("choosing", open);
    for (const act of this.element.querySelectorAll('button[data-do="sources"]')) act.setAttribute("aria-expanded", String(open));
    if (!matchMedia("(max-width: 900px)").matches) return;
    if (open) this.find(".sources button, .sources input").focus();
    else if (this.find(".sources").contains(document.activeElement)) this.find(".limits").focus();
  }

  fit() {
    const box = this.find("#question");
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  }

  // Says something for a while: what people see anyway is only spoken.
  say(text, act = null) {
    const said = this.find(".said");
    said.replaceChildren(text, ...(act ? [" ", act] : []));
    said.classList.toggle("hidden", /^(Searching|Answered|The recaps|The server)/.test(text));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      said.replaceChildren();
      said.classList.add("hidden");
    }, act ? 10000 : 4000);
  }

  async loadCatalogue() {
    try {
      const [recaps, talks, { questions }] = await Promise.all(["api/recaps", "api/talks", "api/questions"].map(async (path) => (await fetch(new URL(path, document.baseURI))).json()));
      const examples = questions.map((question) => make("li", "", button("example", () => this.ask(question), make("span", "", question), icon("out"))));
      this.find(".examples").replaceChildren(...examples);
      this.sources.fill(recaps.recaps, talks.speakers);
      this.browse.fill(recaps.recaps, talks);
      const told = this.find(".summary");
      const years = [...new Set(recaps.recaps.map((recap) => recap.year).filter(Boolean))].sort();
      const sessions = new Set(talks.talks.map((talk) => talk.session)).size;
      told.textContent = `${many(recaps.recaps.length, "recap")}, ${many(sessions, "talk")}${years.length ? `, ${[years[0], years.at(-1)].filter((year, at) => !at || year !== years[0]).join("–")}` : ""}.`;
      this.drawLimits();
    } catch {
      this.say("The list of recaps cannot be loaded just now; questions are answered all the same.");
    }
  }

  // A rebuilt index is taken up; recaps that have changed since are said, with a button that rebuilds it.
  async lookAtIndex() {
    let server;
    try {
      server = await (await fetch(new URL("healthz", document.baseURI), { cache: "no-store" })).json();
    } catch {
      return; // the next question says so
    }
    if (!server.generation) return;
    if (this.generation && this.generation !== server.generation) {
      this.reader.forget();
      await this.loadCatalogue();
      this.say("The recaps were read anew.");
    }
    this.generation = server.generation;
    this.find(".changed-recaps").hidden = !server.changed;
    this.find('[data-do="rebuild"]').disabled = server.rebuilding;
  }

  async rebuild() {
    this.find('[data-do="rebuild"]').disabled = true;
    this.say("Reading the changed recaps …");
    try {
      const done = await fetch(new URL("api/rebuild", document.baseURI), { method: "POST" });
      if (!done.ok) this.say(`The index could not be rebuilt: ${(await done.json()).detail}`);
    } catch {
      this.say("The server is not there just now.");
    }
    await this.lookAtIndex();
  }

  export(ending, type, written) {
    const day = new Date().toISOString().slice(0, 10);
    saveAs(`recaps-${day}.${ending}`, type, written(this.turns.filter((turn) => turn.answer || turn.error)));
  }

  // Light and dark: the system's choice, until a person makes another one.

  theme() {
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.system.addEventListener("change", () => this.drawTheme());
    const read = () => {
      try {
        this.chosen = localStorage.getItem(THEME);
      } catch {
        // no storage: the system decides
      }
      this.drawTheme();
    };
    window.addEventListener("storage", read); // chosen in another tab
    read();
  }

  get isDark() {
    return this.chosen ? this.chosen === "dark" : this.system.matches;
  }

  switchTheme() {
    const dark = !this.isDark;
    this.chosen = dark === this.system.matches ? null : dark ? "dark" : "light";
    try {
      if (this.chosen) localStorage.setItem(THEME, this.chosen);
      else localStorage.removeItem(THEME);
    } catch {
      // it lasts until the page is loaded again
    }
    this.drawTheme();
  }

  drawTheme() {
    const dark = this.isDark;
    document.body.classList.toggle("dark", dark);
    const act = this.find('[data-do="theme"]');
    act.setAttribute("aria-pressed", String(dark));
    act.querySelector("svg").replaceWith(icon(dark ? "sun" : "moon"));
  }
}

export function start(component) {
  const element = component.querySelector(".page");
  const page = new Page(element);
  element.dataset.ready = "";
  return page;
}
