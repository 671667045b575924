import { useState } from 'react';
import { useFeed } from '@/shared/feed/FeedContext';

/** Pixels; the gateway cuts thumbnails in steps of 64. */
const WIDTH = 128;

type InitThumbProps = {
  id: string;
  alt: string;
  className?: string;
  /** It turned out to be what I uploaded, and not the picture of a job. */
  onUploaded?: (id: string) => void;
};

/** The picture that a job begins from, small: the picture of a job of mine, or what I uploaded. */
export function InitThumb({ id, alt, className, onUploaded }: InitThumbProps) {
  const { jobs } = useFeed();
  const picture = `/api/images/${id}?w=${WIDTH}`;
  const [first, second] = jobs.get(id) ? [picture, null] : [`/api/uploads/${id}`, picture];
  const [missing, setMissing] = useState<string | null>(null);
  const src = missing === first && second ? second : first;
  return (
    <img
      src={src}
      onError={() => setMissing(first)}
      onLoad={src === picture ? undefined : () => onUploaded?.(id)}
      alt={alt}
      className={className}
    />
  );
}
