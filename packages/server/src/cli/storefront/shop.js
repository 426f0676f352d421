// What the pages of the shop tell Rapport. Each page says in its own HTML what happened on it, so that its policy needs to
// permit no script inside it.
window.rapport ??= [];
const rapport = { push: (call) => window.rapport.push(call) };

for (const element of document.querySelectorAll('[data-told]'))
  for (const call of JSON.parse(element.dataset.told)) rapport.push(call);

// "Added to basket" belongs to the page it leaves: the SDK sends it on the way out.
document.addEventListener('submit', ({ target }) => {
  if (target.dataset.tell) rapport.push(JSON.parse(target.dataset.tell));
});

for (const button of document.querySelectorAll('[data-privacy]'))
  button.addEventListener('click', () => rapport.push(['showConsent']));
