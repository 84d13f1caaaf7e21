// Sources: which years, recaps and speakers are searched. Nothing chosen means everything.

import { button, icon, labelled, make, many } from "./dom.js";

// Recaps listed at once; above that, a box finds them.
const SHOWN = 30;

export class Sources {
  constructor(element, changed) {
    this.node = element.querySelector(".sources");
    this.changed = changed;
    this.chosen = { years: [], recaps: [], speakers: [] };
    this.recaps = [];
    this.names = new Map();
    this.find(".clear").addEventListener("click", () => this.choose({ years: [], recaps: [], speakers: [] }));
    this.find(".find-recap").addEventListener("input", () => this.drawRecaps());
    const box = this.find("#speaker");
    const take = () => {
      const name = this.names.get(box.value.trim().toLowerCase());
      if (!name) return;
      box.value = "";
      if (!this.chosen.speakers.includes(name)) this.choose({ ...this.chosen, speakers: [...this.chosen.speakers, name] });
    };
    box.addEventListener("input", take); // chosen from the list
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      take();
      if (box.value.trim()) box.reportValidity();
    });
    box.addEventListener("input", () => box.setCustomValidity(box.value.trim() ? "No speaker has this name: choose one of the list." : ""));
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  fill(recaps, speakers) {
    this.recaps = recaps;
    this.names = new Map(speakers.map(({ name }) => [name.toLowerCase(), name]));
    this.find("#speakers").replaceChildren(...speakers.map(({ name }) => new Option(name)));
    this.find(".find-recap").hidden = recaps.length <= SHOWN;
    this.draw();
  }

  get count() {
    return this.chosen.years.length + this.chosen.recaps.length + this.chosen.speakers.length;
  }

  get label() {
    return this.count ? many(this.count, "filter") : "All recaps";
  }

  choose(chosen, { tell = true } = {}) {
    this.chosen = { years: [...chosen.years], recaps: [...chosen.recaps], speakers: [...chosen.speakers] };
    this.draw();
    if (tell) this.changed();
  }

  toggle(kind, value) {
    const old = this.chosen[kind];
    this.choose({ ...this.chosen, [kind]: old.includes(value) ? old.filter((one) => one !== value) : [...old, value] });
  }

  draw() {
    const years = [...new Set(this.recaps.map((recap) => recap.year).filter(Boolean))].sort((a, b) => b - a);
    this.find(".of-years").hidden = !years.length;
    this.find(".years").replaceChildren(
      ...years.map((year) => {
        const chip = button("year", () => this.toggle("years", year), String(year));
        chip.setAttribute("aria-pressed", String(this.chosen.years.includes(year)));
        chip.dataset.key = `year ${year}`;
        return make("li", "", chip);
      }),
    );
    this.drawRecaps();
    this.find(".chosen").replaceChildren(
      ...this.chosen.speakers.map((name) => {
        const away = () => {
          this.toggle("speakers", name);
          this.find("#speaker").focus();
        };
        const awayButton = labelled(button("", away, icon("close")), `Search not only ${name}`);
        return make("li", "chip", name, awayButton);
      }),
    );
    this.find(".clear").setAttribute("aria-disabled", String(!this.count));
  }

  drawRecaps() {
    const wanted = this.find(".find-recap").value.trim().toLowerCase();
    const label = (recap) => [recap.title, recap.author].filter(Boolean).join(" · ");
    const chosen = (recap) => this.chosen.recaps.includes(recap.file);
    const found = this.recaps.filter((recap) => chosen(recap) || `${label(recap)} ${recap.file}`.toLowerCase().includes(wanted));
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
    this.find(".recaps").replaceChildren(
      ...found.slice(0, SHOWN).map((recap) => {
        const box = make("input");
        box.type = "checkbox";
        box.checked = chosen(recap);
        box.dataset.key = `recap ${recap.file}`;
        box.addEventListener("change", () => this.toggle("recaps", recap.file));
        return make("li", "", make("label", "", box, make("span", "", label(recap))));
      }),
    );
    if (found.length > SHOWN) this.find(".recaps").append(make("li", "hint", `and ${(found.length - SHOWN).toLocaleString("en")} more`));
    if (focused) [...this.node.querySelectorAll("[data-key]")].find((node) => node.dataset.key === focused)?.focus();
  }
}
