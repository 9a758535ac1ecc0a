const $ = selector => document.querySelector(selector);
const until = (look, what = String(look)) => new Promise((resolve, reject) => {
  const end = setTimeout(() => reject(new Error(`waited in vain for ${what}; the page says \"${$("#act-said")?.textContent}\"; its rows are ${rows().slice(0, 3).join(" / ")}; ${document.hidden} ${$("#facts")?.textContent} ${$("#body")?.textContent.length}`)), 40000);
  const watch = () => {
    const found = look();
    if (found) {
      observer.disconnect();
      clearTimeout(end);
      resolve(found);
    }
  };
  const observer = new MutationObserver(watch);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  watch();
});
const log = () => [...document.querySelectorAll("#log li")].map(each => each.textContent);
const rows = () => [...document.querySelectorAll("#rows tr")].map(row => [...row.cells].map(cell => cell.textContent).slice(2).join(" | "));
const row = text => [...document.querySelectorAll("#rows tr")].find(each => each.textContent.includes(text));
const set = (selector, value) => {
  const element = $(selector);
  element.value = value;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
};
const button = text => [...document.querySelectorAll("#conns button")].find(each => each.textContent.includes(text));
// The tutorial's three seconds pass at once.
const quick = () => {
  const later = window.setTimeout;
  window.setTimeout = (what, millis, ...rest) => later(what, millis === 3000 ? 0 : millis, ...rest);
};
