const MOST_AHEAD = 8;

/** The line, drawn: those ahead as quiet dots, or as many as fit and the number of the rest; this job at its end. */
export function LinePlace({ position }: { position: number }) {
  const ahead = Array.from({ length: Math.min(position - 1, MOST_AHEAD) }, (_, index) => index);
  const more = position - 1 - ahead.length;
  return (
    <div aria-hidden="true" className="flex items-center gap-2">
      {more > 0 && <span className="pr-0.5 text-xs text-muted tabular-nums">+{more}</span>}
      {ahead.map((place) => (
        <span key={place} className="size-2 rounded-full bg-faint" />
      ))}
      <span className="size-3 rounded-full bg-accent" />
    </div>
  );
}
