const MOST_AHEAD = 8;

/** The line, drawn: those ahead as quiet dots, this job at its end and in colour. */
export function LinePlace({ position }: { position: number }) {
  const ahead = Array.from({ length: Math.min(position - 1, MOST_AHEAD) }, (_, index) => index);
  return (
    <div aria-hidden="true" className="flex items-center gap-2">
      {ahead.map((place) => (
        <span key={place} className="size-2 rounded-full bg-faint" />
      ))}
      <span className="size-3 rounded-full bg-accent" />
    </div>
  );
}
