/** Whether somebody who stands before the farm, such as a company's proxy, asks for a sign-in that has ended. */
class SignIn {
  private over = false;
  private readonly watchers = new Set<() => void>();

  /** True from the first call that was led elsewhere until the gateway itself answers again. */
  get ended(): boolean {
    return this.over;
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  turn(ended: boolean): void {
    if (this.over === ended) return;
    this.over = ended;
    for (const onChange of this.watchers) onChange();
  }
}

export const signIn = new SignIn();
