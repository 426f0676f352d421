// Sets the colour scheme before the first paint, so that a dark screen does not flash white while the console loads.
(() => {
  let choice = 'auto';
  try {
    choice = JSON.parse(localStorage.getItem('rapport.preferences') || '{}').theme || 'auto';
  } catch {}
  const dark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
