// The parameters of apps, each with an input that fits its type. A change is sent when the input is left or Enter is pressed.
import { ask, byId, make, tell } from './dom.js';

/** Row of each parameter by its full name. */
const rows = new Map();

function textInput(type, value) {
  const input = make('input', {
    type: type.kind === 'password' ? 'password' : 'text',
    value,
    autocomplete: 'off',
  });
  if (type.maxlen) input.maxLength = type.maxlen;
  return { input, read: () => input.value, write: (text) => (input.value = text) };
}

function numberInput(type, value) {
  const [range, ...others] = type.ranges;
  const input = make('input', { type: 'number', step: '1', value });
  if (range && others.length === 0) {
    if (range.min !== null) input.min = range.min;
    if (range.max !== null) input.max = range.max;
  }
  return { input, read: () => input.value, write: (text) => (input.value = text) };
}

function checkInput(type, value) {
  const input = make('input', { type: 'checkbox', checked: value === type.checked });
  return {
    input,
    read: () => (input.checked ? type.checked : type.unchecked),
    write: (text) => (input.checked = text === type.checked),
  };
}

function selectInput(type, value) {
  const options = type.options.map((option) => make('option', { value: option.value }, option.nice));
  const input = make('select', {}, ...options);
  input.value = value;
  return { input, read: () => input.value, write: (text) => (input.value = text) };
}

function inputFor({ type, value }) {
  if (type.kind === 'bool') return checkInput(type, value);
  if (type.kind === 'enum') return selectInput(type, value);
  if (type.kind === 'int') return numberInput(type, value);
  return textInput(type, value);
}

function parameterRow(parameter) {
  const { name, type } = parameter;
  const short = name.split('.').slice(2).join('.');
  const { input, read, write } = inputFor(parameter);
  input.id = `parameter-${name}`;
  input.disabled = type.readonly;
  const problem = make('small', { id: `problem-${name}` });
  input.setAttribute('aria-describedby', problem.id);
  const label = make('label', { htmlFor: input.id }, short);
  if (type.hidden) label.append(make('span', { className: 'muted' }, ' (hidden)'));
  const element = make('div', { className: 'parameter' }, label, input, problem);
  const row = { element, input, problem, read, write, sent: parameter.value };
  input.addEventListener('change', () => send(name, row));
  rows.set(name, row);
  return element;
}

async function send(name, row) {
  const value = row.read();
  const body = new URLSearchParams({ action: 'update', [name]: value });
  let problem = '';
  try {
    const answer = (await ask('/axis-cgi/param.cgi', { method: 'POST', body })).trim();
    if (answer !== 'OK') problem = /\((.*)\)$/.exec(answer)?.[1] ?? answer;
  } catch (error) {
    problem = error.message;
  }
  row.problem.textContent = problem;
  row.input.setAttribute('aria-invalid', String(problem !== ''));
  tell('parameters-message', problem ? `${name}: ${problem}` : `${name} is set.`, problem ? 'bad' : 'good');
}

/** Draws all parameters, in groups by app. */
export function showParameters(parameters) {
  const focused = document.activeElement?.id;
  rows.clear();
  const groups = new Map();
  for (const parameter of parameters) {
    const group = parameter.name.split('.')[1];
    groups.set(group, [...(groups.get(group) ?? []), parameter]);
  }
  const parts = [...groups].map(([group, list]) =>
    make('section', { 'aria-label': group }, make('h3', {}, group), ...list.map(parameterRow)),
  );
  const empty = make('p', { className: 'muted' }, 'The installed apps have no parameters.');
  byId('parameters').replaceChildren(...(parts.length > 0 ? parts : [empty]));
  if (focused) document.getElementById(focused)?.focus();
}

/** Shows a changed value; false when the parameter is not on the page yet. What is being typed is not overwritten. */
export function showChange({ name, value }) {
  const row = rows.get(name);
  if (!row) return false;
  const typing =
    row.input === document.activeElement && row.input.type !== 'checkbox' && row.read() !== value;
  if (!typing) row.write(value);
  row.problem.textContent = '';
  row.input.removeAttribute('aria-invalid');
  row.element.classList.remove('fresh');
  requestAnimationFrame(() => row.element.classList.add('fresh'));
  return true;
}
