// Building what is shown. Text of recaps and questions is put into the page with textContent: text, never markup.

const SHAPES = {
  quote: "M7 8h5v5c0 2.5-1.7 4-4 4v-2.5c1.2 0 1.8-.7 1.8-1.5H7zm7 0h5v5c0 2.5-1.7 4-4 4v-2.5c1.2 0 1.8-.7 1.8-1.5H14z",
  plus: "M12 5v14M5 12h14",
  download: "M12 4v11m0 0-4-4m4 4 4-4M5 20h14",
  moon: "M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm0-5v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4",
  help: "M9 9.5a3 3 0 1 1 4.2 2.7c-.8.400-1.2 1-1.2 1.8v.5m0 3v.01",
  filter: "M4 7h16M7 12h10M10 17h4",
  up: "M12 19V5m0 0-5 5m5-5 5 5",
  out: "M8 16 16 8m0 0H9.5M16 8v6.5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  close: "M6 6l12 12M18 6 6 18",
  left: "M14 6l-6 6 6 6",
  right: "M10 6l6 6-6 6",
  warn: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 4v5m0 3v.01",
};

export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export function button(className, act, ...children) {
  const node = make("button", className, ...children);
  node.type = "button";
  node.addEventListener("click", () => act(node));
  return node;
}

export function labelled(node, label) {
  node.setAttribute("aria-label", label);
  return node;
}

export const many = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// Copies text, also where a page without https may not use the clipboard's own interface.
export async function copy(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // the other way below
    }
  }
  const box = make("textarea", "hidden");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}
