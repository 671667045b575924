import { useTranslation } from 'react-i18next';

type ProgressBarProps = {
  /** 0-100, or null while nothing is known. */
  percent: number | null;
  text?: string | undefined;
};

export function ProgressBar({ percent, text }: ProgressBarProps) {
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
        <div className="bar-unknown h-full w-1/3 rounded-full bg-accent" />
      ) : (
        <div
          className="h-full origin-left rounded-full bg-accent transition-transform duration-300 ease-out"
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      )}
    </div>
  );
}
