import { useTranslation } from 'react-i18next';
import { classes } from '@/shared/ui/classes';

type ProgressBarProps = {
  /** 0-100, or null while nothing is known. */
  percent: number | null;
  text?: string | undefined;
  /** It has not moved for a while, and nobody knows whether it will. */
  still?: boolean;
};

export function ProgressBar({ percent, text, still }: ProgressBarProps) {
  const { t } = useTranslation();
  return (
    <div
      role="progressbar"
      aria-label={t('card.progress')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={text}
      className="h-1 w-full overflow-hidden rounded-full bg-sunken"
    >
      {percent === null ? (
        !still && <div className="bar-unknown h-full w-1/3 rounded-full bg-accent" />
      ) : (
        <div
          className={classes(
            'h-full origin-left rounded-full transition-transform duration-300 ease-out',
            still ? 'bg-faint' : 'bg-accent',
          )}
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      )}
    </div>
  );
}
