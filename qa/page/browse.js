// Browse: every recap and talk by edition, the newest first, with one box that finds recaps, talks and speakers.

import { button, labelled, make, many } from "./dom.js";

// Recaps and speakers drawn at once.
const PAGE = 30;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class Browse {
  // `read(place, from)` opens a recap at a place; `sought(text)` is told what is looked for.
  constructor(element, { read, sought }) {
    this.node = element.querySelector(".browse");
    this.read = read;
    this.recaps = [];
    this.shown = PAGE;
    this.box = this.node.querySelector(".find");
    this.box.addEventListener("input", () => {
      this.shown = PAGE;
      sought(this.box.value);
      this.draw();
    });
    this.sought = sought;
  }

  fill(recaps, { talks, speakers }) {
    const byFile = new Map(recaps.map((recap) => [recap.file, { ...recap, told: [] }]));
    this.talks = talks.map((talk) => ({ ...talk, of: byFile.get(talk.recap) }));
    for (const talk of this.talks) talk.of.told.push(talk);
    for (const recap of byFile.values()) recap.told.sort((a, b) => a.start - b.start);
    this.recaps = [...byFile.values()].sort((a, b) => (b.year || 0) - (a.year || 0) || a.file.localeCompare(b.file));
    this.speakers = speakers.map((speaker) => ({ ...speaker, told: this.talks.filter((talk) => speaker.sessions.includes(talk.session)) }));
    this.draw();
  }

  look(text) {
    if (this.box.value === text && this.drawn) return;
    this.box.value = text;
    this.shown = PAGE;
    this.draw();
  }

  draw() {
    if (!this.recaps.length) return;
    this.drawn = true;
    const wanted = plain(this.box.value.trim());
    const says = (...parts) => plain(parts.flat().filter(Boolean).join(" ")).includes(wanted);
    const talkSays = (talk) => says(talk.title, talk.speakers, talk.affiliation);
    const found = [];
    for (const recap of this.recaps) {
      const whole = !wanted || says(recap.title, recap.author, recap.event, recap.year, recap.file);
      const told = whole ? recap.told : recap.told.filter(talkSays);
      if (whole || told.length) found.push({ recap, told });
    }
    const speakers = wanted ? this.speakers.filter((speaker) => says(speaker.name, speaker.spellings)) : [];
    const talks = new Set(found.flatMap(({ told }) => told.map((talk) => talk.session))).size;
    this.node.querySelector(".counted").textContent = `${many(found.length, "recap")}, ${many(talks, "talk")}${speakers.length ? `, ${many(speakers.length, "speaker")}` : ""}`;
    if (!found.length && !speakers.length) this.node.querySelector(".counted").textContent = `No recap, talk or speaker is called “${this.box.value.trim()}”.`;
    const results = this.node.querySelector(".results");
    results.replaceChildren(...speakers.slice(0, this.shown).map((speaker) => this.speakerNode(speaker)));
    let edition = null;
    for (const { recap, told } of found.slice(0, this.shown)) {
      const name = [recap.event, recap.year].filter(Boolean).join(" ") || "Edition unknown";
      if (name !== edition) results.append(make("h3", "edition", name));
      edition = name;
      results.append(this.recapNode(recap, told));
    }
    if (found.length > this.shown) {
      const more = () => {
        const next = this.shown;
        this.shown += PAGE;
        this.draw();
        this.node.querySelectorAll("article.of-recap")[next]?.querySelector("button").focus();
      };
      results.append(button("more", more, `Show more of ${many(found.length, "recap")}`));
    }
  }

  talkNode(talk, also) {
    const open = (from) => this.read({ recap: talk.recap, start: talk.start, end: talk.start, shown: "" }, from);
    const label = talk.title || talk.speakers.join(", ") || "Untitled talk";
    const node = make("li", "talk", labelled(button(talk.title ? "titled" : "", open, label), `Read ${label}`));
    for (const name of talk.title ? talk.speakers : []) node.append(" · ", labelled(button("", () => this.seek(name), name), `All talks of ${name}`));
    const again = talk.title || also ? [] : talk.speakers.filter((name) => this.timesSpoken(name) > 1);
    for (const name of again) node.append(" · ", labelled(button("all", () => this.seek(name), "all talks"), `All talks of ${name}`));
    const more = [talk.kind === "talk" ? null : talk.kind, also].filter(Boolean).join(" · ");
    if (more) node.append(make("span", "also", more));
    return node;
  }

  timesSpoken(name) {
    const speaker = this.speakers.find((one) => one.name === name || one.spellings.includes(name));
    return speaker ? speaker.sessions.length : 0;
  }

  recapNode(recap, told) {
    const by = [recap.author, many(recap.talks, "talk"), many(recap.words, "word")].filter(Boolean).join(" · ");
    const read = labelled(button("read", (from) => this.read({ recap: recap.file, start: 0, end: 0, shown: "" }, from), "Read"), `Read ${recap.title}`);
    const head = make("div", "card-head", recap.year ? make("span", "tag", String(recap.year)) : null, make("div", "", make("h4", "", recap.title), make("p", "note", by)), read);
    return make("article", "card of-recap", head, make("ul", "talks", ...told.map((talk) => this.talkNode(talk))));
  }

  speakerNode(speaker) {
    const spelled = speaker.spellings.length ? `also spelled ${speaker.spellings.join(", ")}` : "";
    const told = [...speaker.told].sort((a, b) => (a.of.year || 0) - (b.of.year || 0));
    const talks = told.map((talk) => this.talkNode({ ...talk, speakers: talk.title ? [] : talk.speakers }, [talk.of.title, talk.of.author].filter(Boolean).join(", ")));
    const head = make("div", "card-head", make("div", "", make("h3", "", speaker.name), spelled ? make("p", "note", spelled) : null));
    return make("article", "card", head, make("ul", "talks alone", ...talks));
  }

  seek(name) {
    this.sought(name, { push: true });
    this.look(name);
    this.node.querySelector(".scroll").scrollTop = 0;
    this.box.focus();
  }
}
