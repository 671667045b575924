import { useTranslation } from 'react-i18next';
import { ImageProgressCard } from '@/components/chat/ImageProgressCard';
import { useOffline } from '@/shared/feed/FeedContext';
import { JobGrid } from './JobGrid';
import { errorOf } from './problemSentence';
import type { Draft } from './timeline';
import { UserBubble } from './UserBubble';

type DraftTurnProps = { draft: Draft; onRetry: (draft: Draft) => void; onEdit: (draft: Draft) => void };

/** A prompt that the gateway has not accepted yet: its bubble, and the cards that it will get. */
export function DraftTurn({ draft, onRetry, onEdit }: DraftTurnProps) {
  const { t } = useTranslation();
  const offline = useOffline();
  const { key, pictureRequest, problem } = draft;
  const { prompt, width = null, height = null, count = 1 } = pictureRequest;
  const places = Array.from({ length: count }, (_, place) => (place === 0 ? key : `${key}-${place}`));
  return (
    <>
      <UserBubble text={prompt} />
      {problem ? (
        <ImageProgressCard
          unsent
          unsure={!problem.isRefusal}
          offline={offline}
          job={{ id: key, status: 'error', prompt, error: errorOf(problem, t) }}
          onRetry={() => onRetry(draft)}
          onEdit={() => onEdit(draft)}
        />
      ) : (
        <JobGrid count={count}>
          {places.map((id) => (
            <ImageProgressCard
              key={id}
              sending
              job={{ id, status: 'queued', prompt, spec: width && height ? { width, height } : null }}
            />
          ))}
        </JobGrid>
      )}
    </>
  );
}
