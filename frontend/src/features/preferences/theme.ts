export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const CHOICE = 'imece.theme';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

/** The choice that public/theme.js has applied before the first paint. */
export function chosenTheme(): Theme {
  try {
    const chosen = localStorage.getItem(CHOICE);
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  } catch {
    return 'system';
  }
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(CHOICE);
    else localStorage.setItem(CHOICE, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  show(theme);
}

/** Follows the system while that is the choice. */
export function followSystem(): void {
  systemIsDark().addEventListener('change', () => show(chosenTheme()));
}

function show(theme: Theme): void {
  const root = document.documentElement;
  root.dataset.theme = theme === 'system' ? (systemIsDark().matches ? 'dark' : 'light') : theme;
  const page = getComputedStyle(root).getPropertyValue('--page');
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', page);
}
