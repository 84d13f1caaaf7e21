// The reader: a whole recap, with the quote marked, the answer's other sentences paler, and the way to the next quote and talk.

import { copy, make, many } from "./dom.js";
import { address } from "./place.js";

const MOST_KEPT = 20;
const kept = new Map(); // recaps by file, the latest last

async function fetchRecap(file) {
  if (!kept.has(file)) {
    const answer = await fetch(new URL(`api/recaps/${file.split("/").map(encodeURIComponent).join("/")}`, document.baseURI));
    if (!answer.ok) throw new Error(String(answer.status));
    kept.set(file, await answer.json());
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(file);
}

// A link to the original post that makes a browser mark the sentence there.
export function fragmentLink(link, shown) {
  if (!/^https?:\/\//i.test(link)) return null;
  const words = shown.split(/\s+/).filter(Boolean);
  const part = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
  const text = words.length > 10 ? `${part(words.slice(0, 5))},${part(words.slice(-5))}` : part(words);
  return words.length ? `${link.split("#")[0]}#:~:text=${text}` : link;
}

export class Reader {
  // `went` is told of the quote that is shown, `closed` that nothing is any more; `say` speaks to people.
  constructor(element, { went, closed, say }) {
    this.node = element.querySelector(".reader");
    this.body = element;
    this.went = went;
    this.closed = closed;
    this.say = say;
    this.quotes = [];
    this.at = 0;
    this.opener = null;
    const acts = {
      close: () => this.close(),
      previous: () => this.step(-1),
      next: () => this.step(1),
      "passage-link": () => this.copyLink(),
    };
    for (const [name, act] of Object.entries(acts)) this.find(`[data-do="${name}"]`).addEventListener("click", act);
    this.find(".jump").addEventListener("change", (event) => this.jump(Number(event.target.value)));
  }

  // Reads every recap anew from now on.
  forget() {
    kept.clear();
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  get isOpen() {
    return !this.node.hidden;
  }

  get quote() {
    return this.quotes[this.at];
  }

  // Opens the recap of one of some quotes; `from` has the focus again afterwards.
  async open(quotes, at, from = null, { tell = true } = {}) {
    this.quotes = quotes;
    this.at = at;
    const { quote } = this;
    const focused = document.activeElement;
    let recap;
    try {
      recap = await fetchRecap(quote.recap);
    } catch (error) {
      this.say(error.message === "404" ? `There is no recap ${quote.recap} here.` : "This recap cannot be read just now. Try again in a moment.");
      return;
    }
    if (this.quote !== quote) return; // of two quick clicks the last one counts
    if (from) this.opener = from;
    const wasOpen = this.isOpen;
    this.draw(recap, quote);
    this.node.hidden = false;
    const covers = matchMedia("(max-width: 640px)").matches;
    const typing = !covers && document.activeElement !== focused && document.activeElement.matches("input, textarea"); // began while this came
    this.cover(covers);
    this.body.classList.add("reading");
    if (!wasOpen && !typing) this.find(".reader-title").focus({ preventScroll: true });
    const target = this.find("mark.here") || this.find("[data-target]");
    if (target) target.scrollIntoView({ block: "center" });
    else this.find(".reader-text").scrollTop = 0;
    this.markCard();
    if (tell) this.went(quote, wasOpen);
  }

  draw(recap, quote) {
    this.find(".reader-title").textContent = recap.title;
    this.find(".reader-source").textContent = [recap.year, recap.author, many(recap.words, "word")].filter(Boolean).join(" · ");
    const many_ = this.quotes.length > 1;
    this.find(".reader-at").textContent = many_ ? `Quote ${this.at + 1} of ${this.quotes.length}` : "";
    for (const name of ["previous", "next"]) this.find(`[data-do="${name}"]`).hidden = !many_;
    const jump = this.find(".jump");
    jump.replaceChildren(new Option("Jump to a talk", "-1"), ...recap.talks.map((talk) => new Option(talk.label, String(talk.start))));
    jump.value = "-1";
    jump.hidden = !recap.talks.length;
    const text = this.find(".reader-text");
    text.replaceChildren();
    if (quote.sha256 && quote.sha256 !== recap.sha256) text.append(make("p", "changed", "This recap has changed since the answer was given; ask again."));
    const link = recap.link && fragmentLink(recap.link, quote.shown || "");
    if (link) {
      const original = make("a", "original", "The original post");
      original.href = link;
      original.rel = "noreferrer";
      text.append(original);
    }
    if (recap.after) text.append(make("p", "note", `A retelling after ${recap.after}`));
    const cited = this.quotes.filter((other) => other.recap === quote.recap);
    for (const paragraph of recap.paragraphs) text.append(this.paragraphNode(paragraph, quote, cited));
    this.recap = recap;
    if (!this.find("mark.here")) this.markTarget(quote.start);
  }

  paragraphNode(paragraph, quote, cited) {
    if (paragraph.heading !== null) return make("h3", "", paragraph.heading);
    const node = make("p");
    node.dataset.start = paragraph.sentences.length ? paragraph.sentences[0].start : "";
    for (const sentence of paragraph.sentences) {
      const holds = (other) => sentence.start < other.end && sentence.end > other.start;
      if (quote.end > quote.start && holds(quote)) node.append(make("mark", "here", sentence.text), " ");
      else if (cited.some(holds)) node.append(make("mark", "", sentence.text), " ");
      else node.append(`${sentence.text} `);
    }
    return node;
  }

  markTarget(start) {
    for (const old of this.node.querySelectorAll("[data-target]")) old.removeAttribute("data-target");
    const after = [...this.node.querySelectorAll("p[data-start]")].filter((node) => node.dataset.start !== "" && Number(node.dataset.start) >= start);
    if (!after.length || !start) return null;
    const above = after[0].previousElementSibling;
    const target = above && above.tagName === "H3" ? above : after[0];
    target.dataset.target = "";
    return target;
  }

  // On a phone the reader covers the page, which is then out of reach.
  cover(covered) {
    for (const part of this.body.querySelectorAll(".bar, .sources, .centre")) part.inert = covered;
  }

  markCard() {
    for (const card of this.body.querySelectorAll(".quote")) card.classList.toggle("current", card.dataset.start === `${this.quote.recap}:${this.quote.start}`);
  }

  jump(start) {
    const target = start >= 0 && this.markTarget(start);
    if (target) target.scrollIntoView({ block: "start" });
    this.find(".jump").value = "-1"; // the same talk can be jumped to again
  }

  step(by) {
    if (this.quotes.length > 1) this.open(this.quotes, (this.at + by + this.quotes.length) % this.quotes.length);
  }

  async copyLink() {
    const { recap, start, end } = this.quote;
    const link = address({ view: "ask", q: "", years: [], recaps: [], speakers: [], find: "", recap, at: start === undefined ? null : [start, end] });
    this.say((await copy(link)) ? "Link copied." : `The link: ${link}`);
  }

  close({ tell = true, focus = true } = {}) {
    this.quotes = []; // also of a recap that is still on its way
    if (!this.isOpen) return;
    this.node.hidden = true;
    this.cover(false);
    this.body.classList.remove("reading");
    for (const card of this.body.querySelectorAll(".quote.current")) card.classList.remove("current");
    if (focus) (this.opener && this.opener.isConnected ? this.opener : this.body.querySelector(".view:not([hidden]) :is(#question, .find)")).focus();
    this.opener = null;
    if (tell) this.closed();
  }
}
