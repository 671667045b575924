import '@/i18n';
import { memo, type ReactNode } from 'react';
import type { CardJob } from './CardJob';
import { CancelledCard, ErrorCard } from './OverCard';
import { PictureCard } from './PictureCard';

export type ImageProgressCardProps = {
  job: CardJob;
  /** The newest preview of the running job, as a URL. */
  previewUrl?: string | undefined;
  /** The connection is lost: what is shown may be old. */
  stale?: boolean;
  /** Nothing can be asked of the farm now. */
  offline?: boolean;
  /** The prompt is still on its way to the gateway. */
  sending?: boolean;
  /** The gateway has not taken the prompt. */
  unsent?: boolean;
  /** Of an unsent prompt: the gateway may have taken it all the same, for its answer is not known. */
  unsure?: boolean;
  /** A sentence about the last thing that the user tried here and that did not work. */
  notice?: string | null;
  cancelling?: boolean;
  retrying?: boolean;
  onCancel?: (() => void) | undefined;
  onRetry?: (() => void) | undefined;
  onEdit?: (() => void) | undefined;
  /** Takes what is left of it out of the chat. */
  onRemove?: (() => void) | undefined;
  /** Shows the finished picture large. */
  onOpen?: (() => void) | undefined;
  onRemix?: (() => void) | undefined;
  onVary?: (() => void) | undefined;
  /** More about how it went, for whoever asks. */
  details?: ReactNode;
};

/** One picture job in the chat, in all its states. Needs nothing around it: no provider, router or query. */
export const ImageProgressCard = memo(function ImageProgressCard(props: ImageProgressCardProps) {
  const { status } = props.job;
  switch (status) {
    case 'queued':
    case 'processing':
    case 'complete':
      return <PictureCard {...props} status={status} />;
    case 'error':
      return <ErrorCard {...props} />;
    case 'cancelled':
      return <CancelledCard {...props} />;
  }
});

export default ImageProgressCard;
