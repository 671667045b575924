import type { ReactNode } from 'react';

type CaptionProps = { main: ReactNode; detail?: ReactNode; actions?: ReactNode };

/** The two lines under a picture. They are reserved in every state, so that nothing below them jumps. */
export function Caption({ main, detail, actions }: CaptionProps) {
  return (
    <figcaption className="mt-1.5 flex min-h-11 @max-[15rem]:min-h-20 items-start gap-3">
      <div className="min-w-0 flex-1 pt-1.5 text-sm leading-5 tabular-nums">
        <p className="truncate text-ink @max-[15rem]:line-clamp-2 @max-[15rem]:whitespace-normal">{main}</p>
        <p className="text-[0.8125rem] text-muted">{detail}</p>
      </div>
      <div className="flex shrink-0 items-center gap-0.5">{actions}</div>
    </figcaption>
  );
}
