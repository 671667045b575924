import { memo } from 'react';
import type { Message } from '@/shared/contract/chat';
import type { JobView } from '@/shared/contract/job';
import { JobCard } from './JobCard';
import { UserBubble } from './UserBubble';

type MessageTurnProps = { message: Message; conversationId: string | null };

/** One message: what the user wrote, or the cards of the jobs that came of it. */
export const MessageTurn = memo(function MessageTurn({ message, conversationId }: MessageTurnProps) {
  if (message.role === 'user') return <UserBubble text={message.content} />;
  if (message.jobs.length === 0)
    return <p className="text-pretty text-muted">{sentenceOf(message.content)}</p>;
  return (
    <div className="flex flex-col gap-4">
      {message.jobs.map((job, index) => (
        <JobCard
          key={job.id}
          known={job}
          conversationId={conversationId}
          replaced={message.jobs.slice(index + 1).some((later) => isRetryOf(later, job))}
        />
      ))}
    </div>
  );
});

const isRetryOf = (later: JobView, job: JobView) =>
  later.spec?.seed === job.spec?.seed && later.prompt === job.prompt;

/** A bot message without its jobs still says something; its machine-read tags are not for the eye. */
const sentenceOf = (content: string) => content.replace(/\[[A-Z_]+\]\s?|^IMAGE_PATH:.*$/gm, '').trim();
