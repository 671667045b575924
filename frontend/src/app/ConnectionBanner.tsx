import { useTranslation } from 'react-i18next';
import { useConnection } from '@/shared/feed/FeedContext';

/** The one place that says that the connection is lost. Its room is always there, so a screen reader hears it come. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const lost = useConnection() === 'lost';
  return (
    <div
      role="status"
      data-testid="connection-banner"
      className="pointer-events-none fixed inset-x-0 top-14 z-10 px-4"
    >
      {lost && (
        <p className="appear-late mx-auto w-fit rounded-2xl bg-ink px-4 py-2 text-center text-sm text-balance text-page shadow-deep">
          {t('page.connectionLost')}
        </p>
      )}
    </div>
  );
}
