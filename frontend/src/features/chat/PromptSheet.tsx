import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gateway } from '@/shared/http/gateway';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { usePause } from '@/shared/ui/usePause';

const TYPING_MS = 250;

type PromptSheetProps = { onChoose: (prompt: string) => void; onClose: () => void };

/** All that I ever asked for, over all conversations, to find and to write again. */
export default function PromptSheet({ onChoose, onClose }: PromptSheetProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = usePause(text.trim(), TYPING_MS);
  const { data, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['prompts', search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => gateway.prompts(search, pageParam),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const jobs = data?.pages.flatMap(({ items }) => items) ?? [];
  const prompts = [...new Set(jobs.map(({ prompt }) => prompt))];

  return (
    <Dialog
      label={t('composer.history')}
      onClose={onClose}
      className="rise-in inset-x-0 bottom-0 top-auto mx-auto flex h-[min(36rem,80dvh)] w-full max-w-xl flex-col rounded-t-3xl bg-raised sm:bottom-6 sm:rounded-3xl"
    >
      <div className="flex items-center gap-2 p-4 pb-3">
        <label className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-full bg-sunken px-4 text-muted focus-within:ring-1 focus-within:ring-accent/50">
          <Search className="size-4 shrink-0" aria-hidden="true" />
          <input
            type="search"
            dir="auto"
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-label={t('composer.searchHistory')}
            placeholder={t('composer.searchHistory')}
            className="min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-muted sm:text-sm"
          />
        </label>
        <Button size="icon" aria-label={t('page.close')} onClick={onClose}>
          <X className="size-5" aria-hidden="true" />
        </Button>
      </div>
      <ul
        aria-label={t('composer.history')}
        className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto overscroll-contain px-2 pb-3"
      >
        {prompts.map((prompt) => (
          <li key={prompt}>
            <button
              type="button"
              onClick={() => {
                onClose();
                onChoose(prompt);
              }}
              className="w-full cursor-pointer rounded-xl px-3 py-2 text-left text-sm leading-6 wrap-anywhere hover:bg-sunken"
            >
              <span dir="auto" className="line-clamp-3">
                {prompt}
              </span>
            </button>
          </li>
        ))}
        {data && prompts.length === 0 && (
          <li className="px-3 py-2 text-sm text-muted">
            {t(search ? 'composer.notInHistory' : 'composer.noHistory')}
          </li>
        )}
        {(hasNextPage || isError) && (
          <li className="flex justify-center pt-2">
            <Button
              size="small"
              className="bg-sunken"
              disabled={isFetchingNextPage}
              onClick={() => (isError ? refetch() : fetchNextPage())}
            >
              {t(isError ? 'gallery.failed' : 'gallery.more')}
            </Button>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
