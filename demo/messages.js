// Begins conversations: the people are those of the page's own backend. Everything else is markup.
const signal = document.querySelector('utd-signal');
const talk = document.querySelector('utd-conversation');
const panel = document.querySelector('.new');
const form = panel.querySelector('form');
const list = panel.querySelector('.people');
const template = list.querySelector('template');

/** An entry for a person whom one can write to. */
function entryOf({ identity, name }) {
  const entry = template.content.cloneNode(true);
  entry.querySelector('input').value = identity;
  entry.querySelector('.name').textContent = name;
  entry.querySelector('utd-presence').setAttribute('identity', identity);
  return entry;
}

panel.addEventListener('toggle', async () => {
  if (!panel.open) return list.replaceChildren(template);
  const response = await fetch('/people', { method: 'POST' });
  list.replaceChildren(template, ...(await response.json()).map(entryOf));
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const people = data.getAll('person');
  const name = data.get('group').trim();
  if (!people.length) return;
  const group = name || people.length > 1;
  talk.group = group
    ? await signal.session.createGroup({ name: name || people.join(', ').slice(0, 64), members: people })
    : '';
  talk.with = group ? '' : people[0];
  form.reset();
  panel.open = false;
  await talk.updateComplete;
  talk.querySelector('[name="text"]').focus();
});
