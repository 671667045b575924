import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '@/components/chat/cause';
import { useFeed } from '@/shared/feed/FeedContext';
import { announcementOf } from './announcement';

type Said = { text: string; times: number };

const NOTHING: Said = { text: '', times: 0 };

/** Tells a screen reader what happened to the jobs: politely, and failures at once. */
export function Announcer() {
  const { t, i18n } = useTranslation();
  const { jobs } = useFeed();
  const [status, setStatus] = useState(NOTHING);
  const [alert, setAlert] = useState(NOTHING);

  useEffect(
    () =>
      jobs.observe((change) => {
        const news = announcementOf(change);
        if (!news) return;
        const say = news.key === 'error.title' ? setAlert : setStatus;
        const text =
          news.key === 'error.title'
            ? `${t(news.key)}. ${causeOf(news.job.error, i18n).sentence}`
            : t(news.key, { ...news });
        say(({ times }) => ({ text, times: times + 1 }));
      }),
    [jobs, t, i18n],
  );

  return (
    <div className="sr-only">
      {/* Keyed, so that the same sentence is told again the next time. */}
      <div role="status" data-testid="announcer">
        <p key={status.times}>{status.text}</p>
      </div>
      <div role="alert">
        <p key={alert.times}>{alert.text}</p>
      </div>
    </div>
  );
}
