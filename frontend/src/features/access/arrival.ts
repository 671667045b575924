const PLACE = 'imece.arrival';
const LET_IN = 'imece.let-in';

/** A path of this app and nothing else: what is remembered of an address may be anybody's. */
export const pathOrHome = (path: unknown): string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : '/chat';

/** Notes where somebody was who goes away to sign in, for the page that they come back to. */
export function expectArrival(from: string): void {
  try {
    sessionStorage.setItem(PLACE, from);
  } catch {
    // Storage may be forbidden; they then come back to the chat.
  }
}

/** Where somebody was who has just signed in; null for everybody else, and the second time. */
export function takeArrival(): string | null {
  try {
    const from = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    return from && pathOrHome(from);
  } catch {
    return null;
  }
}

/** Whether the farm has let this browser in before. */
export function wasLetIn(): boolean {
  try {
    return localStorage.getItem(LET_IN) !== null;
  } catch {
    return false;
  }
}

export function noteLetIn(isIn: boolean): void {
  try {
    if (isIn) localStorage.setItem(LET_IN, '1');
    else localStorage.removeItem(LET_IN);
  } catch {
    // Storage may be forbidden; the next page asks first, then.
  }
}
