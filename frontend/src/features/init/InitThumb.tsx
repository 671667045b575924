import { useState } from 'react';
import { useFeed } from '@/shared/feed/FeedContext';

/** Pixels; the gateway cuts thumbnails in steps of 64. */
const WIDTH = 128;

type InitThumbProps = { id: string; alt: string; className?: string };

/** The picture that a job begins from, small: the picture of a job of mine, or what I uploaded. */
export function InitThumb({ id, alt, className }: InitThumbProps) {
  const { jobs } = useFeed();
  const picture = `/api/images/${id}?w=${WIDTH}`;
  const [first, second] = jobs.get(id) ? [picture, null] : [`/api/uploads/${id}`, picture];
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <img
      src={missing === first && second ? second : first}
      onError={() => setMissing(first)}
      alt={alt}
      className={className}
    />
  );
}
