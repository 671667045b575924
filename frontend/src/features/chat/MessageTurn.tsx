import { memo } from 'react';
import type { Message } from '@/shared/contract/chat';
import type { JobView } from '@/shared/contract/job';
import { JobCard } from './JobCard';
import { JobGrid } from './JobGrid';
import { UserBubble } from './UserBubble';

type MessageTurnProps = { message: Message; conversationId: string | null };

/** One message: what the user wrote, or the cards of the jobs that came of it. */
export const MessageTurn = memo(function MessageTurn({ message, conversationId }: MessageTurnProps) {
  const { role, content, jobs } = message;
  if (role === 'user') return <UserBubble text={content} />;
  if (jobs.length === 0) return <p className="text-pretty text-muted">{sentenceOf(content)}</p>;
  const replaced = (job: JobView, index: number) =>
    jobs.slice(index + 1).some((later) => isRetryOf(later, job));
  const places = jobs.filter((job, index) => !replaced(job, index)).length;
  // In a grid a retried picture takes the place of the one before it; a single one stands below it.
  const shown = places > 1 ? jobs.filter((job, index) => !replaced(job, index)).sort(bySeed) : jobs;
  return (
    <JobGrid count={places}>
      {shown.map((job) => (
        <JobCard
          key={job.id}
          known={job}
          conversationId={conversationId}
          replaced={replaced(job, jobs.indexOf(job))}
        />
      ))}
    </JobGrid>
  );
});

const isRetryOf = (later: JobView, job: JobView) =>
  later.spec?.seed === job.spec?.seed && later.prompt === job.prompt;

const bySeed = (a: JobView, b: JobView) => (a.spec?.seed ?? 0) - (b.spec?.seed ?? 0);

/** A bot message without its jobs still says something; its machine-read tags are not for the eye. */
const sentenceOf = (content: string) => content.replace(/\[[A-Z_]+\]\s?|^IMAGE_PATH:.*$/gm, '').trim();
