// Where the page is: its address names the question and its filters, what is browsed, and what is open in the reader.

const LISTS = { y: "years", r: "recaps", s: "speakers" };

export const nowhere = () => ({ view: "ask", q: "", years: [], recaps: [], speakers: [], find: "", recap: null, at: null });

export function readPlace(search = location.search) {
  const given = new URLSearchParams(search);
  const place = nowhere();
  if (given.get("view") === "browse") place.view = "browse";
  place.q = (given.get("q") || "").slice(0, 500);
  place.find = (given.get("find") || "").slice(0, 200);
  for (const [key, name] of Object.entries(LISTS)) place[name] = given.getAll(key).slice(0, 1000);
  place.years = place.years.filter((year) => /^\d{4}$/.test(year)).map(Number);
  place.recap = given.get("recap");
  const at = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(given.get("at") || "");
  if (at) place.at = [Number(at[1]), Number(at[2] || at[1])];
  return place;
}

export function address(place) {
  const said = new URLSearchParams();
  if (place.view === "browse") said.set("view", "browse");
  if (place.q) said.set("q", place.q);
  if (place.find) said.set("find", place.find);
  for (const [key, name] of Object.entries(LISTS)) for (const value of place[name]) said.append(key, String(value));
  if (place.recap) said.set("recap", place.recap);
  if (place.recap && place.at) said.set("at", place.at.join("-"));
  const url = new URL(document.baseURI);
  url.search = said.toString();
  url.hash = "";
  return url.href;
}
