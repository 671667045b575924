// Runs before the first paint, so that the page never flashes in the wrong theme. `imece.theme` is written by
// src/features/preferences/theme.ts: "light", "dark", or absent for "as the system".
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('imece.theme');
  } catch {
    // Storage may be forbidden; the system's theme will do.
  }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#12161a' : '#faf9f7');
})();
