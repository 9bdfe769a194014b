// Small helpers for the page. All texts of apps go in as text, never as HTML.

/** The element with an id that the page certainly has. */
export function byId(id) {
  return document.getElementById(id);
}

/** An element with properties, `data-`/`aria-` attributes (keys with a hyphen), and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Shows a message in a status line; `state` is good or bad. */
export function tell(id, text, state = 'good') {
  const line = byId(id);
  line.dataset.state = state;
  line.textContent = text;
}

/** Local time of day with milliseconds. */
export function timeOfDay(milliseconds) {
  const date = new Date(milliseconds);
  return `${date.toLocaleTimeString(undefined, { hour12: false })}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** The answer of the camera as text; throws when it cannot be reached or says no. */
export async function ask(address, init) {
  const response = await fetch(address, init);
  const text = await response.text();
  if (!response.ok) throw new Error(text.trim() || `status ${response.status}`);
  return text;
}
