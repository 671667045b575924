/** Who wants to know when the thing of one id changes. */
export class Watchers {
  private readonly byId = new Map<string, Set<() => void>>();

  /** Calls `onChange` after each change; returns how to stop. */
  add(id: string, onChange: () => void): () => void {
    const watching = this.byId.get(id) ?? new Set();
    this.byId.set(id, watching.add(onChange));
    return () => {
      watching.delete(onChange);
      if (watching.size === 0 && this.byId.get(id) === watching) this.byId.delete(id);
    };
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  tell(id: string): void {
    for (const onChange of [...(this.byId.get(id) ?? [])]) onChange();
  }
}
