/** The farm's own words for "I do not know you, or no more". */
const UNKNOWN_HERE = new Set(['session-ended', 'sign-in-required', 'invite-required']);

/** Heard whenever a call was refused for who asks, so that the page finds out who it is by now. */
class IdentityRefusals {
  private readonly listeners = new Set<() => void>();

  onHeard(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  hear(code: string | undefined): void {
    if (code === undefined || !UNKNOWN_HERE.has(code)) return;
    for (const listener of this.listeners) listener();
  }
}

export const identityRefusals = new IdentityRefusals();
