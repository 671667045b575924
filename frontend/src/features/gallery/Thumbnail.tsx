import { useTranslation } from 'react-i18next';
import type { JobView } from '@/shared/contract/job';

/** As wide as a thumbnail gets on a dense screen; the gateway cuts in steps of 64. */
const WIDTH = 384;

export function Thumbnail({ job, onOpen }: { job: JobView; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      aria-label={t('gallery.open', { prompt: job.prompt })}
      title={job.prompt}
      onClick={onOpen}
      className="picture-ground block aspect-square w-full cursor-zoom-in overflow-hidden rounded-2xl shadow-soft transition-shadow hover:shadow-deep"
    >
      <img
        src={`${job.image?.url}?w=${WIDTH}`}
        alt=""
        loading="lazy"
        decoding="async"
        className="size-full object-cover transition-transform duration-300 hover:scale-[1.03]"
      />
    </button>
  );
}
