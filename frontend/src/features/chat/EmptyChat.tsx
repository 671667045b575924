import { useTranslation } from 'react-i18next';
import { Mark } from '@/shared/ui/Mark';

/** A chat without messages: what this is, and four ways to begin. */
export function EmptyChat({ onStarter }: { onStarter: (prompt: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="appear m-auto flex w-full max-w-xl flex-col items-center py-10 text-center">
      <Mark className="size-14 text-accent" />
      <h1 className="pt-5 text-3xl font-semibold tracking-tight text-balance sm:text-4xl">
        {t('empty.title')}
      </h1>
      <p className="max-w-md pt-3 text-base leading-7 text-balance text-muted">{t('empty.line')}</p>
      <ul className="grid w-full gap-3 pt-10 sm:grid-cols-2">
        {t('empty.starters').map((starter) => (
          <li key={starter}>
            <button
              type="button"
              onClick={() => onStarter(starter)}
              className="size-full cursor-pointer rounded-2xl bg-raised p-4 text-left text-sm leading-6 text-pretty text-muted shadow-soft transition-colors hover:text-ink hover:shadow-deep"
            >
              {starter}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
