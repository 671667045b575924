import { useTranslation } from 'react-i18next';
import { ImageProgressCard } from '@/components/chat/ImageProgressCard';
import { errorOf } from './problemSentence';
import type { Draft } from './timeline';
import { UserBubble } from './UserBubble';

type DraftTurnProps = { draft: Draft; onRetry: (draft: Draft) => void; onEdit: (draft: Draft) => void };

/** A prompt that the gateway has not accepted yet: its bubble, and the card that it will get. */
export function DraftTurn({ draft, onRetry, onEdit }: DraftTurnProps) {
  const { t } = useTranslation();
  const { key, prompt, problem } = draft;
  return (
    <>
      <UserBubble text={prompt} />
      {problem ? (
        <ImageProgressCard
          unsent
          job={{ id: key, status: 'error', prompt, error: errorOf(problem, t) }}
          onRetry={() => onRetry(draft)}
          onEdit={() => onEdit(draft)}
        />
      ) : (
        <ImageProgressCard sending job={{ id: key, status: 'queued', prompt }} />
      )}
    </>
  );
}
